"""Do people who save one register in the same moment keep each other's marks?"""

import json

import pytest
from tests.web.several_processes import write_at_once

from holdfast_web.deliver.models import Mark, MarkChange, Sitting
from holdfast_web.people.queries.trail import verify

PHONES, TEAM = 4, 40
SAVES = """
import json
import sys
from uuid import UUID
import django
django.setup()
from holdfast.deliver.register import Mark, Presence, Reason
from holdfast_web.deliver.models import Sitting
from holdfast_web.deliver.operations.registers import save_register
from holdfast_web.people.models import User
register, person, shared, reason, *own = sys.argv[1:]
by = User.objects.get(email=person)
sitting = Sitting.objects.get(key=register)
sent = {UUID(line): Mark(presence=Presence.PRESENT) for line in own}
sent[UUID(shared)] = Mark(presence=Presence.ABSENT, reason=Reason(reason))
sys.stdin.readline()  # all begin together
saved = save_register(by=by, sitting=sitting, seen=0, sent=sent)
print(json.dumps({
    "version": saved.version, "taken": len(saved.merged.taken),
    "conflicts": [str(line) for line in saved.merged.conflicts],
}))
"""


@pytest.mark.slow
def test_a_register_of_forty_saved_by_four_at_once_loses_no_mark(
    transactional_db, tmp_path, home, employed, delivered, coordinator
):
    people = employed(home, TEAM)
    sitting = Sitting.objects.get(session__run=delivered(home, sessions=1))
    shared, *others = people
    reasons = ("nights", "sick", "leave", "training")
    lots = [
        (
            sitting.key, coordinator.email, shared.key, reasons[phone],
            *(member.key for member in others[phone::PHONES]),
        )
        for phone in range(PHONES)
    ]  # fmt: skip

    told = [json.loads(printed) for printed in write_at_once(SAVES, lots, tmp_path)]

    # Each mark that one of them set is there, whoever came first.
    marks = dict(Mark.objects.filter(sitting=sitting).values_list("staff_id", "outcome"))
    assert marks == {member.pk: "present" for member in others} | {shared.pk: "absent"}
    # Of the person whom all four marked, the first save stands, and the others are told.
    assert sorted(one["version"] for one in told) == [1, 2, 3, 4]
    (first,) = (place for place, one in enumerate(told) if not one["conflicts"])
    assert told[first]["version"] == 1
    assert all(one["conflicts"] in ([], [str(shared.key)]) for one in told)
    assert Mark.objects.get(sitting=sitting, staff=shared).reason == reasons[first]
    assert MarkChange.objects.filter(sitting=sitting).count() == TEAM
    assert verify().fault is None
