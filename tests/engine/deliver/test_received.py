"""Which sessions has each person received?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.deliver.teams import (
    ATTENDANCES,
    CATCH_UPS,
    attended,
    caught_up,
    day,
    receipts,
)

from holdfast.deliver.catch_up import Kind
from holdfast.deliver.dose import Dose
from holdfast.deliver.received import Grounds, Receipt, Shortfall
from holdfast.kernel.errors import InputError


@pytest.mark.parametrize(
    ("minutes", "shortfall"),
    [
        (210, None),
        (158, None),
        (157, Shortfall.TOO_LITTLE),
        (0, Shortfall.ABSENT),
        (None, Shortfall.MINUTES_NOT_KNOWN),
    ],
)
def test_the_least_share_of_the_minutes_is_what_counts(minutes, shortfall):
    found = receipts([attended("1", 3, minutes)])

    assert (3 in found.of("1")) is (shortfall is None)
    assert found.shortfall("1", 3) == (shortfall or Shortfall.NO_RECORD)


def test_a_share_that_no_binary_number_is_counts_at_its_exact_minutes():
    dose = Dose(sessions=10, least_share=0.7)

    assert list(receipts([attended("1", 1, 147)], dose=dose).of("1")) == [1]


def test_minutes_at_two_sittings_are_not_added_up():
    found = receipts([attended("1", 1, 105), attended("1", 1, 105, on=3)])

    assert found.of("1") == {}


def test_a_second_sitting_in_full_counts_on_its_own_day():
    found = receipts([attended("1", 1, 60), attended("1", 1, 210, on=3)])

    assert found.of("1") == {1: Receipt(day=day(3), grounds=Grounds.ATTENDED)}
    assert found.shortfall("1", 1) == Shortfall.NO_RECORD


def test_a_catch_up_that_counts_makes_good_what_was_missed():
    found = receipts([attended("1", 2, 0)], [caught_up("1", 2), caught_up("1", 2, on=120)])

    assert found.of("1") == {2: Receipt(day=day(100), grounds=Grounds.CAUGHT_UP)}


def test_a_catch_up_of_a_kind_that_does_not_count_is_seen_but_not_received():
    found = receipts([attended("1", 2, 90)], [caught_up("1", 2, kind=Kind.ONE_TO_ONE)])

    assert found.of("1") == {}
    assert found.shortfall("1", 2) == Shortfall.CATCH_UP_DOES_NOT_COUNT


def test_the_furthest_that_somebody_came_is_kept():
    found = receipts([attended("1", 2, 90), attended("1", 2, 0, on=9)])

    assert found.shortfall("1", 2) == Shortfall.TOO_LITTLE


def test_attendance_is_kept_before_a_catch_up_of_the_same_session():
    found = receipts([attended("1", 2, on=140)], [caught_up("1", 2, on=100)])

    assert found.of("1")[2].grounds == Grounds.ATTENDED


def test_a_share_that_is_not_settled_is_refused():
    with pytest.raises(InputError) as caught:
        receipts([attended("1", 2)], dose=Dose(sessions=10))

    assert caught.value.code == "deliver.dose-not-settled"


@given(ATTENDANCES, CATCH_UPS)
def test_duplicates_do_nothing(attendances, catch_ups):
    once = receipts(attendances, catch_ups)

    assert receipts(attendances * 2, catch_ups * 3) == once


@given(ATTENDANCES, CATCH_UPS, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(attendances, catch_ups, random):
    once = receipts(attendances, catch_ups)
    random.shuffle(attendances)
    random.shuffle(catch_ups)

    assert receipts(attendances, catch_ups) == once


@given(ATTENDANCES, CATCH_UPS)
def test_a_catch_up_never_counts_twice_and_takes_nothing_away(attendances, catch_ups):
    without = receipts(attendances)
    found = receipts(attendances, catch_ups)

    assert {(person, number) for person, of in found.receipts.items() for number in of} <= {
        (a.person, a.session) for a in attendances
    } | {(c.person, c.session) for c in catch_ups}
    for person, of in without.receipts.items():
        assert dict(of).items() <= dict(found.of(person)).items()
    added = sum(map(len, found.receipts.values())) - sum(map(len, without.receipts.values()))
    assert added <= len({(c.person, c.session) for c in catch_ups})
