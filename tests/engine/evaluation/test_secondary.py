"""What each further outcome counts."""

from datetime import date

import numpy as np
import pytest

from holdfast.change.days import OPEN_DAY, day_number
from holdfast.evaluation.secondary import (
    AMOUNTS,
    EVENTS,
    OTHER,
    PLACEMENT_DAYS,
    PLACEMENTS,
    amounts,
)
from holdfast.library.code_list import code_list

WANTED = ("placement_moves", "missing_episodes", "days_by_placement")


def found(engine, made, wanted=WANTED, children=("a", "b")):
    return {one.name: one for one in amounts(engine, made, list(children), wanted)}


def test_days_and_occurrences_are_counted_from_their_spells(engine, journeys):
    made = journeys(
        [
            ("b", "looked_after", date(2022, 5, 1), None, "V2"),
            ("b", "placement", date(2022, 5, 1), date(2022, 6, 1), "U4"),
            ("b", "placement", date(2022, 6, 1), date(2022, 6, 9), None),
            ("b", "move", date(2022, 6, 1), date(2022, 6, 1), "K2"),
            ("b", "missing", date(2022, 6, 3), date(2022, 6, 5), "M"),
            ("not compared", "looked_after", date(2022, 5, 1), None, "V2"),
        ]
    )

    counted = found(engine, made)

    care = counted["days_in_care"]
    assert (care.child.tolist(), care.start_day.tolist()) == (
        [1],
        [day_number(date(2022, 5, 1))],
    )
    assert care.end_day.tolist() == [OPEN_DAY]
    assert care.per_day.tolist() == [1.0]
    assert counted["days_fostering"].end_day.tolist() == [day_number(date(2022, 6, 1))]
    assert counted["days_other"].end_day.tolist() == [day_number(date(2022, 6, 9))]
    for name, day in (("placement_moves", 1), ("missing_episodes", 3)):
        assert counted[name].point_day.tolist() == [day_number(date(2022, 6, day))]
        assert counted[name].amount.tolist() == [1.0]
    assert list(counted) == [name for name in (*AMOUNTS, *PLACEMENT_DAYS) if name in counted]


def test_only_what_is_wanted_is_counted_but_days_in_care_always(engine, journeys):
    made = journeys([("a", "move", date(2022, 6, 1), date(2022, 6, 1), "K2")], {"a": {}})

    counted = found(engine, made, wanted=())

    assert list(counted) == ["days_in_care"]
    assert np.array_equal(counted["days_in_care"].child, [])


def test_every_placement_code_is_in_at_most_one_group():
    grouped = [code for _, codes in PLACEMENTS.values() for code in codes]
    known = code_list("ssda903/placement_type").codes

    assert len(set(grouped)) == len(grouped)
    assert sorted(set(grouped) - set(known)) == []
    assert OTHER[0] not in PLACEMENTS


@pytest.mark.parametrize("meanings", [EVENTS, AMOUNTS, PLACEMENT_DAYS])
def test_every_outcome_has_a_label_a_unit_and_a_direction(meanings):
    assert {bool(one.label and one.unit) for one in meanings.values()} == {True}
    assert {one.better_when for one in meanings.values()} <= {"lower", "higher", "neither"}
