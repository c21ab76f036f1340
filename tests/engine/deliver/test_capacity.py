"""Who is in the places of a service, and is an empty one so dear?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.criteria import Standing
from holdfast.deliver.capacity import (
    PlaceCost,
    Places,
    Span,
    Worth,
    place_days,
    side_by_side,
    together,
)
from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money

APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 1)
SIX = [Places(since=date(2026, 1, 1), number=6)]
# Invented amounts, a place a day.
COST = PlaceCost(
    occupied=Money(500, "2025-26"), empty=Money(400, "2025-26"), source="made-up example"
)


def span(standing=Standing.WITHIN, since=APRIL, until=None):
    return Span(since=since, until=until, standing=standing)


def count(stays=(), waits=(), places=SIX, first=APRIL, today=MAY):
    return place_days(places, stays, waits, first=first, today=today)


def test_days_of_places_are_taken_in_and_out_of_the_target_group_or_empty():
    found = count(
        [
            span(),
            span(Standing.FLEXIBLE, since=date(2026, 4, 11)),
            span(Standing.OUTSIDE, until=date(2026, 4, 21)),
            span(Standing.NOT_JUDGED, since=date(2026, 3, 1), until=date(2026, 4, 6)),
        ]
    )

    assert len(found) == 1
    month = found[0]
    assert (month.month, month.days, month.places) == ("2026-04", 30, 180)
    assert (month.target, month.flexible, month.outside, month.not_judged) == (30, 20, 20, 5)
    assert (month.empty, month.over, month.occupied) == (105, 0, 75)


def test_those_of_the_target_group_who_waited_while_others_had_places():
    month = count(
        [span(Standing.OUTSIDE, until=date(2026, 4, 21)), *[span()] * 4],
        [
            span(since=date(2026, 4, 16), until=date(2026, 4, 26)),
            span(Standing.FLEXIBLE, since=date(2026, 4, 19), until=date(2026, 4, 21)),
            span(Standing.OUTSIDE, since=date(2026, 3, 1)),
        ],
    )[0]

    assert month.waiting == 12
    assert month.kept_out == 5
    assert (
        month.free_and_waiting == 5 * 1 + 5 * 1
    )  # one place empty, then two; one waits at last


def test_months_are_cut_at_their_ends_and_at_today():
    found = count([span()], first=date(2026, 3, 30), today=date(2026, 5, 3))

    assert [(one.month, one.days, one.target) for one in found] == [
        ("2026-03", 2, 0),
        ("2026-04", 30, 30),
        ("2026-05", 2, 2),
    ]
    assert (together(found).days, together(found).places, together(found).month) == (
        34,
        204,
        "",
    )
    assert count(today=APRIL) == ()
    assert together([]).places == 0


def test_the_number_of_places_changes_from_a_day_and_children_beyond_it_are_seen():
    places = [Places(since=date(2026, 4, 11), number=1), Places(since=APRIL, number=3)]

    month = count([span(), span()], places=places)[0]

    assert (month.places, month.empty, month.over) == (50, 10, 20)
    assert count([span()], places=[])[0].over == 30


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 90), st.sampled_from(Standing)),
        max_size=12,
    ),
    st.integers(0, 8),
)
def test_every_day_of_a_place_is_counted_once(drawn, number):
    stays = [
        span(standing, APRIL + timedelta(days=first), APRIL + timedelta(days=first + long))
        for first, long, standing in drawn
    ]

    found = count(
        stays, stays, places=[Places(since=APRIL, number=number)], today=date(2026, 8, 1)
    )

    for month in found:
        assert month.occupied + month.empty == month.places + month.over
        assert month.kept_out <= min(month.waiting, month.outside)
        assert month.free_and_waiting <= min(month.waiting, month.empty)
    whole = together(found)
    assert whole.occupied == sum(
        max((min(s.until, date(2026, 8, 1)) - s.since).days, 0) for s in stays
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"places": [Places(since=APRIL, number=-1)]},
        {"places": [Places(since=APRIL, number=1), Places(since=APRIL, number=2)]},
        {"stays": [span(since=MAY, until=APRIL)]},
        {"waits": [span(since=MAY, until=APRIL)]},
    ],
)
def test_days_that_cannot_be_counted_are_refused(wrong):
    with pytest.raises(InputError) as caught:
        count(**wrong)

    assert caught.value.code == "deliver.places-unsound"


def test_what_empty_places_and_places_outside_the_target_group_cost_side_by_side():
    month = count([span(), span(), span(Standing.FLEXIBLE), span(Standing.OUTSIDE)])[0]

    found = side_by_side(month, COST)

    assert (found.empty_days, str(found.empty_places)) == (60, "£24,000 (2025-26 prices)")
    assert (found.outside_days, str(found.outside_places)) == (30, "£15,000 (2025-26 prices)")
    assert found.a_child_day == Money((120 * 500 + 60 * 400) / 120, "2025-26")
    assert found.a_target_day == Money((120 * 500 + 60 * 400) / 90, "2025-26")
    assert found.break_even is None


def test_filling_places_with_anyone_makes_a_child_cheaper_and_a_child_of_the_target_not():
    kept = side_by_side(count([span()] * 3)[0], COST)
    filled = side_by_side(count([span()] * 3 + [span(Standing.OUTSIDE)] * 3)[0], COST)

    assert filled.a_child_day < kept.a_child_day
    assert kept.a_target_day < filled.a_target_day


def test_a_service_without_children_has_no_cost_a_child():
    found = side_by_side(count()[0], COST)

    assert (found.a_child_day, found.a_target_day) == (None, None)
    assert found.empty_places == Money(180 * 400, "2025-26")


@pytest.mark.parametrize(
    ("target", "outside", "expected"),
    [
        (900, 300, 0.25),
        (900, 100, 0.0),
        (900, 50, 0.0),
        (300, 300, 1.0),
        (250, 300, None),
        (50, 300, None),
    ],
)
def test_the_share_of_days_for_which_an_empty_place_must_be_needed(target, outside, expected):
    worth = Worth(
        target=Money(target, "2025-26"), outside=Money(outside, "2025-26"), source="made up"
    )

    found = side_by_side(count()[0], COST, worth).break_even

    assert found == expected
    if found is not None and found > 0:  # at that share the two choices cost the same
        assert found * (500 - target) + (1 - found) * 400 == 500 - outside


def test_amounts_of_two_price_years_are_not_put_together():
    worth = Worth(target=Money(900, "2023-24"), outside=Money(300, "2023-24"), source="made up")

    with pytest.raises(InputError) as caught:
        side_by_side(count()[0], COST, worth)

    assert caught.value.code == "kernel.price-years-differ"


@pytest.mark.parametrize(("occupied", "empty"), [(-1, -2), (500, -1), (400, 500)])
def test_a_cost_of_a_place_that_cannot_be_is_refused(occupied, empty):
    with pytest.raises(InputError) as caught:
        PlaceCost(
            occupied=Money(occupied, "2025-26"), empty=Money(empty, "2025-26"), source="made up"
        )

    assert caught.value.code == "deliver.place-cost-unsound"
