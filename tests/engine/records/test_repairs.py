"""The default repairs, rule by rule: what was returned, what is made of it, and the trail."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl
import pytest
from tests.engine.records.staged import rows_of, staged

from holdfast.kernel.errors import InputError
from holdfast.records.engine import Engine
from holdfast.records.repairs import TRAIL, Limits, repair

HEAD = "year decom rne ls place provider dec rec reason"
YEARS = (2020, 2021, 2022, 2023)


class Case(NamedTuple):
    """What four returns hold of one child, and what should come of it.

    `made` is start, end and reason of each episode; `trail` is rule, return, column, was, now.
    """

    returned: str
    made: list[tuple[str, str | None, str | None]]
    trail: list[tuple[str, int, str | None, str | None, str | None]]


CASES: Mapping[str, Case] = {
    "an episode carried forward from return to return": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - -
        2021 2019-05-01 S C2 U6 PR1 - - -
        2022 2019-05-01 S C2 U6 PR1 2021-06-01 E4A -
        """,
        [("2019-05-01", "2021-06-01", "E4A")],
        [],
    ),
    "an open episode with a reason": Case(
        """
        2023 2022-05-01 S C2 U6 PR1 - E4A -
        """,
        [("2022-05-01", None, None)],
        [("reason-without-end", 2023, "rec", "E4A", None)],
    ),
    "an open episode with a reason, closed by the next return": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - X1 -
        2023 2021-05-01 S C2 U6 PR1 2022-05-01 E8 -
        """,
        [("2021-05-01", "2022-05-01", "E8")],
        [("reason-without-end", 2022, "rec", "X1", None)],
    ),
    "the same row twice in one return": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-01 E8 -
        2022 2021-05-01 S C2 U6 PR1 2021-07-01 E8 -
        """,
        [("2021-05-01", "2021-07-01", "E8")],
        [("duplicate", 2022, None, None, None)],
    ),
    "the same open row twice in one return": Case(
        """
        2023 2022-05-01 S C2 U6 - - - -
        2023 2022-05-01 S C2 U6 - - - -
        """,
        [("2022-05-01", None, None)],
        [("duplicate", 2023, None, None, None)],
    ),
    "a closed episode returned again": Case(
        """
        2021 2020-05-01 S C2 U6 PR1 2020-07-01 E8 -
        2022 2020-05-01 S C2 U6 PR1 2020-07-01 E8 -
        """,
        [("2020-05-01", "2020-07-01", "E8")],
        [("duplicate", 2021, None, None, None)],
    ),
    "a closed episode returned again with another end": Case(
        """
        2021 2020-05-01 S C2 U6 PR1 2020-07-01 E8 -
        2022 2020-05-01 S C2 U6 PR1 2020-08-01 E4A -
        """,
        [("2020-05-01", "2020-08-01", "E4A")],
        [("superseded", 2021, None, None, None)],
    ),
    "an open episode returned again with another placement": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - -
        2023 2021-05-01 S C2 U4 PR1 - - -
        """,
        [("2021-05-01", None, None)],
        [("superseded", 2022, None, None, None)],
    ),
    "open and closed in one return: the one with an end is kept": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-01 E8 -
        2022 2021-05-01 S C2 U6 PR1 - - -
        """,
        [("2021-05-01", "2021-07-01", "E8")],
        [("superseded", 2022, None, None, None)],
    ),
    "a day of care and a stay from the same day: the stay is kept": Case(
        """
        2023 2022-05-01 S C2 U6 PR1 2022-05-01 X1 CARPL
        2023 2022-05-01 P C2 K2 PR4 - - -
        """,
        [("2022-05-01", None, None)],
        [("superseded", 2023, None, None, None)],
    ),
    "a corrected start where no provider is given": Case(
        """
        2022 2022-03-01 S C2 U6 - - - -
        2023 2022-03-08 S C2 U6 - - - -
        """,
        [("2022-03-08", None, None)],
        [("corrected-start", 2022, None, None, None)],
    ),
    "a start that the next return corrected": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - -
        2023 2021-05-29 S C2 U6 PR1 2022-09-01 E4A -
        """,
        [("2021-05-29", "2022-09-01", "E4A")],
        [("corrected-start", 2022, None, None, None)],
    ),
    "a start that one return in the middle had wrong": Case(
        """
        2021 2020-05-10 S C2 U6 PR1 - - -
        2022 2020-05-01 S C2 U6 PR1 - - -
        2023 2020-05-10 S C2 U6 PR1 - - -
        """,
        [("2020-05-10", None, None)],
        [("corrected-start", 2022, None, None, None)],
    ),
    "two starts too far apart to be one": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - -
        2023 2021-09-01 P C2 U6 PR1 - - -
        """,
        [("2021-05-01", "2021-09-01", "X1"), ("2021-09-01", None, None)],
        [("open-never-closed", 2022, "dec", None, "2021-09-01")],
    ),
    "a return to the same carer soon after 31 March is no corrected start": Case(
        """
        2022 2022-03-20 S C2 U6 PR1 - - -
        2023 2022-04-10 S C2 U6 PR1 - - -
        """,
        [("2022-03-20", "2022-03-31", None), ("2022-04-10", None, None)],
        [("open-never-closed", 2022, "dec", None, "2022-03-31")],
    ),
    "an episode withdrawn by the next return": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-09-01 X1 CARPL
        2022 2021-09-01 P C2 K2 PR4 - - -
        2023 2021-05-01 S C2 U6 PR1 2022-06-01 E4A -
        """,
        [("2021-05-01", "2022-06-01", "E4A")],
        [("superseded", 2022, None, None, None), ("withdrawn", 2022, None, None, None)],
    ),
    "a closed episode withdrawn by the next return": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - -
        2022 2021-09-01 P C2 K2 PR4 2021-10-01 X1 CARPL
        2023 2021-05-01 S C2 U6 PR1 - - -
        """,
        [("2021-05-01", None, None)],
        [("withdrawn", 2022, None, None, None)],
    ),
    "never closed, and the next episode goes on": Case(
        """
        2021 2020-05-01 S C2 U6 PR1 - - -
        2022 2021-08-01 P C2 K2 PR4 2021-09-01 E4A -
        """,
        [("2020-05-01", "2021-08-01", "X1"), ("2021-08-01", "2021-09-01", "E4A")],
        [("open-never-closed", 2021, "dec", None, "2021-08-01")],
    ),
    "never closed, the next goes on, but a return between leaves the child out": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - -
        2022 2021-08-01 P C2 K2 PR4 2021-09-01 E4A -
        """,
        [("2019-05-01", "2020-03-31", None), ("2021-08-01", "2021-09-01", "E4A")],
        [("open-never-closed", 2020, "dec", None, "2020-03-31")],
    ),
    "never closed, and the child came back years later": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - -
        2023 2022-08-01 S V2 U6 PR1 - - -
        """,
        [("2019-05-01", "2020-03-31", None), ("2022-08-01", None, None)],
        [("open-never-closed", 2020, "dec", None, "2020-03-31")],
    ),
    "never closed, and the child came back within the same return": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - -
        2022 2021-11-01 S V2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-11-01", None), ("2021-11-01", "2021-12-01", "E8")],
        [("open-never-closed", 2022, "dec", None, "2021-11-01")],
    ),
    "never closed, and not seen again": Case(
        """
        2021 2019-05-01 P C2 U6 PR1 - - -
        """,
        [("2019-05-01", "2021-03-31", None)],
        [("open-never-closed", 2021, "dec", None, "2021-03-31")],
    ),
    "never closed in the latest return, where another goes on": Case(
        """
        2023 2022-05-01 S C2 U6 PR1 - - -
        2023 2022-06-01 P C2 K2 PR4 - - -
        """,
        [("2022-05-01", "2022-06-01", "X1"), ("2022-06-01", None, None)],
        [("open-never-closed", 2023, "dec", None, "2022-06-01")],
    ),
    "an open episode that starts after its return closes": Case(
        """
        2022 2022-05-01 S C2 U6 PR1 - - -
        """,
        [("2022-05-01", "2022-05-01", None)],
        [("open-never-closed", 2022, "dec", None, "2022-05-01")],
    ),
    "two episodes that overlap": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-08-01 X1 CARPL
        2022 2021-07-20 P C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", "X1"), ("2021-07-20", "2021-12-01", "E8")],
        [("overlap", 2022, "dec", "2021-08-01", "2021-07-20")],
    ),
    "an overlap where the first says that care ceased and the next that it went on": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-08-01 E4A -
        2022 2021-07-20 P C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", "X1"), ("2021-07-20", "2021-12-01", "E8")],
        [("overlap", 2022, "dec", "2021-08-01", "2021-07-20")],
    ),
    "an overlap of two periods of care": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-08-01 E4A -
        2022 2021-07-20 S C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", "E4A"), ("2021-07-20", "2021-12-01", "E8")],
        [("overlap", 2022, "dec", "2021-08-01", "2021-07-20")],
    ),
    "a short gap under X1": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 X1 CARPL
        2022 2021-08-20 P C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-08-20", "X1"), ("2021-08-20", "2021-12-01", "E8")],
        [("gap-under-x1", 2022, "dec", "2021-07-20", "2021-08-20")],
    ),
    "a long gap under X1": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 X1 CARPL
        2022 2021-08-21 P C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", None), ("2021-08-21", "2021-12-01", "E8")],
        [("x1-without-next", 2022, "rec", "X1", None)],
    ),
    "a gap under X1 before a new start": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 X1 CARPL
        2022 2021-07-25 S C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", None), ("2021-07-25", "2021-12-01", "E8")],
        [("x1-without-next", 2022, "rec", "X1", None)],
    ),
    "X1 and nothing after it": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 X1 -
        """,
        [("2021-05-01", "2021-07-20", None)],
        [("x1-without-next", 2022, "rec", "X1", None)],
    ),
    "a start on the day that X1 ended": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 X1 CARPL
        2022 2021-07-20 S C2 K2 PR4 2021-12-01 E8 -
        """,
        [("2021-05-01", "2021-07-20", "X1"), ("2021-07-20", "2021-12-01", "E8")],
        [("start-within-care", 2022, "rne", "S", None)],
    ),
    "an end without a reason stays so": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 2021-07-20 - -
        """,
        [("2021-05-01", "2021-07-20", None)],
        [],
    ),
    "in care when the records begin": Case(
        """
        2020 2015-05-01 P C2 U6 PR1 - - -
        2021 2015-05-01 P C2 U6 PR1 2020-07-20 E8 -
        """,
        [("2015-05-01", "2020-07-20", "E8")],
        [],
    ),
    "short breaks one after another": Case(
        """
        2023 2022-05-01 S V3 U6 PR1 2022-05-03 E8 -
        2023 2022-06-01 S V3 U6 PR1 2022-06-03 E8 -
        2023 2022-07-01 S V3 U6 PR1 - - -
        """,
        [
            ("2022-05-01", "2022-05-03", "E8"),
            ("2022-06-01", "2022-06-03", "E8"),
            ("2022-07-01", None, None),
        ],
        [],
    ),
}


def _returns(folder):
    rows = []
    for child, case in CASES.items():
        rows += [{"child": child} | row for row in rows_of(HEAD + "\n" + case.returned)]
    return staged(folder, {"ssda903_episodes": rows}, years={"ssda903": YEARS})


@pytest.fixture(scope="module", params=[False, True], ids=["those who need it", "everyone"])
def mended(engine: Engine, request, tmp_path_factory):
    """Mend the episodes of all the cases at once, each case a child of its own."""
    returns = _returns(tmp_path_factory.mktemp("repairs"))
    repaired = repair(engine, returns, everyone=request.param)
    named = repaired.episodes
    return engine.frame(named), engine.frame(repaired.trail)


@pytest.mark.parametrize("name", CASES)
def test_what_is_made_of_the_episodes(mended, name):
    episodes, _ = mended

    made = episodes.filter(child=name).sort("decom").select("decom", "dec", "rec")

    assert [
        (str(start), None if end is None else str(end), reason)
        for start, end, reason in made.iter_rows()
    ] == CASES[name].made


@pytest.mark.parametrize("name", CASES)
def test_the_trail_says_what_was_done(mended, name):
    _, trail = mended

    said = trail.filter(child=name).sort("rule", "row")

    columns = ("rule", "return_year", "column", "was", "now")
    assert list(said.select(columns).iter_rows()) == sorted(
        CASES[name].trail, key=lambda t: t[0]
    )


def test_the_trail_has_its_columns_and_points_at_the_row(mended):
    _, trail = mended

    one = trail.filter(child="the same row twice in one return").row(0, named=True)

    assert trail.schema == TRAIL
    assert one | {"row": 0} == {
        "rule": "duplicate",
        "table": "ssda903_episodes",
        "child": "the same row twice in one return",
        "file": YEARS.index(2022),
        "row": 0,
        "return_year": 2022,
        "column": None,
        "was": None,
        "now": None,
        "action": "deleted",
        "why": "returned again unchanged",
    }


def test_a_limit_can_be_set(engine, tmp_path):
    gap = """
    child year decom      rne ls place provider dec        rec reason
    ann   2022 2021-05-01 S   C2 U6    PR1      2021-07-20 X1  CARPL
    ann   2022 2021-07-30 P   C2 K2    PR4      2021-12-01 E8  -
    """
    returns = staged(tmp_path, {"ssda903_episodes": gap})

    repaired = repair(engine, returns, limits=Limits(gap_under_x1=9))

    assert engine.frame(repaired.trail)["rule"].to_list() == ["x1-without-next"]


def test_returns_with_nothing_to_mend_leave_an_empty_trail(engine, tmp_path):
    one = """
    child year decom      rne ls place provider dec rec reason
    ann   2022 2021-05-01 S   C2 U6    PR1      -   -   -
    """
    returns = staged(tmp_path, {"ssda903_episodes": one})

    repaired = repair(engine, returns)

    assert engine.frame(repaired.trail).equals(pl.DataFrame(schema=TRAIL))


def test_an_unknown_set_of_rules_is_refused(duckdb, tmp_path):
    one = """
    child year decom      rne ls place provider dec rec reason
    ann   2022 2021-05-01 S   C2 U6    PR1      -   -   -
    """
    returns = staged(tmp_path, {"ssda903_episodes": one})

    with pytest.raises(InputError) as caught:
        repair(duckdb, returns, "leeds")

    assert caught.value.code == "records.repair-unknown"
