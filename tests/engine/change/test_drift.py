"""Did the children reached stay the children meant?"""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.days import day_number
from holdfast.change.drift import difference_of_shares, drift

SCHEMA = {
    "child": pl.String, "referred": pl.Int64, "day": pl.Int64, "decision": pl.String,
    "stage": pl.String, "reason": pl.String,
}  # fmt: skip
MEANT = pl.DataFrame({"child": ["a", "b", "a"], "month": [627, 627, 628]})


def referrals(rows):
    return pl.DataFrame(
        [
            (f"c{number:04d}", day_number(referred), day and day_number(day), *rest)
            for number, (referred, day, *rest) in enumerate(rows)
        ],
        schema=SCHEMA,
        orient="row",
    )  # fmt: skip


def months(count, each, outside):
    """Give `each` children served a month, of whom `outside(month)` stood outside."""
    for month in range(count):
        start = date(2022 + (3 + month) // 12, (3 + month) % 12 + 1, 5)
        for number in range(each):
            out = number < outside(month)
            yield (
                start, start.replace(day=20), "accepted",
                "early_help" if out else "child_in_need", "not_in_stage" if out else None,
            )  # fmt: skip


def test_drift_counts_every_month_and_what_was_outside():
    found = drift(referrals(months(4, 60, lambda month: 6 * month)), MEANT)

    assert found.period == "month"
    assert [
        (p.period, p.meant, p.referred, p.accepted, p.served, p.outside) for p in found.periods
    ] == [
        ("2022-04", 2, 60, 60, 60, 0),
        ("2022-05", 1, 60, 60, 60, 6),
        ("2022-06", 0, 60, 60, 60, 12),
        ("2022-07", 0, 60, 60, 60, 18),
    ]  # fmt: skip
    assert (found.served, found.outside, found.reasons["not_in_stage"]) == (240, 36, 36)
    assert found.periods[3].stages["early_help"] == 18
    assert found.halves == ((6, 120), (30, 120))
    assert found.trend[0] == pytest.approx(24 / 120)
    assert found.trend[1] > 0


def test_referrals_that_came_to_nothing_are_counted_in_their_month():
    rows = [
        *months(1, 12, lambda month: 0),
        (date(2022, 4, 7), None, "declined", "none", None),
        (date(2022, 4, 9), None, "never engaged", "none", None),
    ]

    (only,) = [p for p in drift(referrals(rows), MEANT.clear()).periods if p.referred]

    assert (only.referred, only.accepted, only.served) == (14, 12, 12)


@pytest.mark.parametrize(
    ("each", "period", "labels"),
    [(22, "month", ["2022-04", "2022-09"]), (8, "quarter", ["2022-Q2", "2022-Q3"]),
     (1, "year", ["2022", "2022"])],
)  # fmt: skip
def test_few_children_are_shown_over_longer_periods(each, period, labels):
    found = drift(referrals(months(6, each, lambda month: 0)), MEANT.clear())

    assert (found.period, [found.periods[0].period, found.periods[-1].period]) == (
        period,
        labels,
    )


@pytest.mark.parametrize(
    ("outside", "period"), [(0, "month"), (1, "year"), (3, "quarter"), (9, "month"),
                            (29, "year"), (30, "month")],
)  # fmt: skip
def test_periods_are_long_enough_for_their_shares_to_be_shown(outside, period):
    found = drift(referrals(months(12, 30, lambda month: outside)), MEANT.clear())

    assert found.period == period


def test_nobody_served_has_no_trend():
    found = drift(referrals([]), MEANT.clear())

    assert (found.periods, found.trend, found.served) == ((), None, 0)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_a_difference_of_shares_lies_in_its_interval_and_turns_with_its_arms(n, m, data):
    one, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))

    value, low, high = difference_of_shares(one, n, other, m)
    back, back_low, back_high = difference_of_shares(other, m, one, n)

    assert -1 <= low <= value <= high <= 1
    assert (back, back_low, back_high) == pytest.approx((-value, -high, -low))
