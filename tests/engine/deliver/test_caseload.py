"""Who leads how many, and is that more than was agreed?"""

from datetime import date

import pytest

from holdfast.deliver.caseload import Caseload, Part, team
from holdfast.kernel.errors import InputError

DAY = date(2026, 5, 20)
WORKERS = {
    "Worker 1": ("Social worker", 2),
    "Worker 2": ("Youth worker", 1),
    "Worker 3": ("Psychologist", None),
}


def part(worker, case, *, leads=True, since=date(2026, 5, 1), until=None):
    return Part(worker=worker, case=case, leads=leads, since=since, until=until)


def test_leads_and_other_parts_are_counted_apart_beside_the_limit():
    found = team(
        WORKERS,
        [
            part("Worker 1", "a"),
            part("Worker 2", "b"),
            part("Worker 2", "c"),
            part("Worker 3", "a", leads=False),
            part("Worker 3", "b", leads=False),
        ],
        ["a", "b", "c", "d"],
        on=DAY,
    )

    assert found.caseloads == (
        Caseload(worker="Worker 1", leads=1, helps=0, limit=2),
        Caseload(worker="Worker 2", leads=2, helps=0, limit=1),
        Caseload(worker="Worker 3", leads=0, helps=2, limit=None),
    )
    assert [(one.over, one.room) for one in found.caseloads] == [(0, 1), (1, 0), (0, None)]
    assert found.over_limit == ("Worker 2",)
    assert found.without_lead == ("d",)
    assert (found.cases, found.professions) == (4, {"Social worker": 1, "Youth worker": 2})


def test_what_is_over_or_not_begun_or_closed_does_not_count():
    found = team(
        WORKERS,
        [
            part("Worker 1", "a", until=DAY),
            part("Worker 2", "a", since=DAY),
            part("Worker 1", "b", since=date(2026, 5, 21)),
            part("Worker 1", "closed"),
        ],
        ["a", "b"],
        on=DAY,
    )

    assert [one.leads for one in found.caseloads] == [0, 1, 0]
    assert found.without_lead == ("b",)


@pytest.mark.parametrize(
    ("workers", "parts"),
    [
        (WORKERS, [part("Worker 1", "a"), part("Worker 2", "a")]),
        (WORKERS, [part("Worker 9", "a")]),
        ({"Worker 1": ("Social worker", -1)}, []),
    ],
    ids=["two leads", "not of the team", "limit below nought"],
)
def test_a_team_that_cannot_be_is_refused(workers, parts):
    with pytest.raises(InputError) as caught:
        team(workers, parts, ["a"], on=DAY)

    assert caught.value.code == "deliver.caseload-unsound"
