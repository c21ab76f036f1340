"""Counts of journeys, and what of them is shown."""

from datetime import date

import polars as pl
import pytest

from holdfast.change.moves import moves
from holdfast.kernel.disclosure import SUPPRESSED
from holdfast.records.engine import open_engine
from holdfast.records.journey_files import open_journeys
from holdfast_web.records import places
from holdfast_web.records.journeys.counting import Counts, count
from holdfast_web.records.journeys.protecting import FEWEST_CHILDREN, protect, too_few
from holdfast_web.records.journeys.selection import AGES, Selection
from holdfast_web.records.journeys.stay_lengths import length
from holdfast_web.records.journeys.stay_lengths import length as lasted

DAYS = (date(2024, 4, 1), date(2025, 4, 1))


@pytest.fixture
def folder(northmere_returns):
    return places.journeys(northmere_returns)


@pytest.fixture
def counted(northmere_returns, folder):
    """Give a function from a selection to its counts."""

    def of(**chosen):
        selection = Selection(**chosen)
        return count(folder, selection, selection.days(northmere_returns.counts))

    return of


def test_stages_and_flows_are_those_of_the_engine(counted, folder, tmp_path, northmere_returns):
    found = counted()

    with open_engine(workspace=tmp_path / "engine") as engine:
        journeys = open_journeys(engine, folder)
        first, after = Selection().days(northmere_returns.counts)
        spells = journeys.spells
        seen = spells.filter(
            (spells.start < after)
            & (
                spells.end.isnull()
                | (spells.end > first)
                | ((spells.end == spells.start) & (spells.start >= first))
            )
        )
        object.__setattr__(journeys, "spells", seen)
        children = engine.frame(seen.select("child").distinct())["child"]
        expected = moves(engine, journeys, children)
    assert dict(found.stages) == dict(expected.stages)
    assert dict(found.flows) == dict(expected.moves)
    assert found.children == len(children)


def test_entries_exits_and_the_placed_are_those_in_the_parquet(counted, folder):
    found = counted(year="2025")
    spells = pl.read_parquet(folder / "journeys.parquet")
    care = spells.filter(pl.col("stage") == "looked_after")
    first, after = DAYS

    def within(column):
        return care.filter((pl.col(column) >= first) & (pl.col(column) < after))

    placed = spells.filter(
        (pl.col("stage") == "placement")
        & (pl.col("start") < after)
        & (pl.col("end").is_null() | (pl.col("end") >= after))
    )
    assert sum(found.entries.values()) == len(within("start"))
    assert sum(found.exits.values()) == len(within("end"))
    assert sum(found.placements.values()) == placed["child"].n_unique()


def test_ages_and_needs_are_parts_of_all(counted):
    everyone = counted(year="2025")
    by_age = [counted(year="2025", age=age) for age in AGES]

    assert all(one.children < everyone.children for one in by_age)
    # Each spell is in one band; so entries add up.
    assert sum(sum(one.entries.values()) for one in by_age) == sum(everyone.entries.values())
    assert sum(sum(one.placements.values()) for one in by_age) == sum(
        everyone.placements.values()
    )


def some(**changes):
    held = {
        "children": 40, "stages": {"child_in_need": 40, "looked_after": 12}, "flows": {},
        "entries": {}, "exits": {}, "durations": {}, "placements": {}, "moves": {},
    }  # fmt: skip
    return Counts(**held | changes)


def test_a_small_count_takes_another_with_it():
    shown = protect(some(placements={"fostering": 20, "residential": 3, "secure": 9}), DAYS)

    assert shown.placements["residential"] is SUPPRESSED
    assert shown.placements["fostering"] == 20


def test_those_never_in_a_stage_are_protected_with_those_in_it():
    shown = protect(some(children=40, stages={"looked_after": 37}), DAYS)

    # Three were never looked after: 40 and 35 tell no more than 0 to 9.
    assert shown.children == 40
    assert shown.stages["looked_after"] == 35


def test_nobody_moves_from_a_stage_that_is_held_back():
    flows = {("looked_after", "adoption"): 8}
    shown = protect(some(stages={"looked_after": 12, "adoption": 4}, flows=flows), DAYS)

    assert shown.stages["adoption"] is SUPPRESSED
    assert shown.flows["looked_after", "adoption"] is SUPPRESSED


def test_months_with_few_are_put_together():
    entries = {f"2024-{month:02}": 2 for month in range(4, 13)}
    shown = protect(some(entries=entries, exits=entries), DAYS)

    assert shown.period == "quarter"
    assert list(shown.entries.values()) == [5, 5, 5, 0]


def test_months_with_many_stand_alone():
    entries = {f"2024-{month:02}": 20 for month in range(4, 13)}
    shown = protect(some(entries=entries, exits=entries), DAYS)

    assert shown.period == "month"
    assert shown.all_entries == 180


@pytest.mark.parametrize(
    ("children", "wider", "expected"),
    [
        (FEWEST_CHILDREN - 1, [], True),
        (1, [500], True),
        (FEWEST_CHILDREN, [500], False),
        (495, [500], True),
        (500, [500], False),
        (100, [500, 105], True),
        (0, [500], False),
    ],
)
def test_few_children_and_few_left_out_are_not_shown(children, wider, expected):
    assert too_few(children, wider) is expected


def test_lengths_take_open_stays_for_as_long_as_they_were_seen():
    from holdfast_web.records.journeys.protecting import RULES

    # 20 of 40 end on day 10; of the rest 10 are only seen to day 20, and 10 end on day 30.
    found = lasted({10: (20, 0), 20: (0, 10), 30: (10, 0)}, RULES)

    assert (found.quarter, found.half, found.three_quarters) == (10, 10, 30)
    assert length({10: (19, 0)}, RULES).half is None
