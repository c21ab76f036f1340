"""Process charts: limits from the baseline alone, and each rule by name as it fires."""

from datetime import date

import numpy as np
import pytest

from holdfast.deliver.home_month import months
from holdfast.deliver.home_series import Point
from holdfast.deliver.process_chart import (
    ProcessChart,
    Rule,
    Side,
    Signal,
    TooFewToTell,
    WhyTooFew,
    process_chart,
)
from holdfast.kernel.errors import InputError

FIRST = date(2023, 1, 1)
STEADY = [10.0, 12.0] * 6
"""Centre 11, mean moving range 2: limits 5.68 and 16.32, two sigma 3.546, jumps to 6.534."""
TRAINING = date(2024, 1, 16)


def points(values, first=FIRST):
    listed = months(first, date(first.year + 20, 12, 1))
    return [
        Point(month=month, value=value, count=value)
        for month, value in zip(listed, values, strict=False)
    ]


def charted(values, **said):
    chart = process_chart(points(values), **({"trainings": [TRAINING]} | said))
    assert isinstance(chart, ProcessChart)
    return chart


def fired(values, **said):
    chart = charted(values, **said)
    return [(signal.rule, signal.side, signal.first, signal.last) for signal in chart.signals]


def month(number):
    """Give the month at this place, from 0."""
    return months(FIRST, date(2040, 1, 1))[number]


def test_limits_of_a_steady_baseline():
    chart = charted(STEADY)

    assert (chart.centre, chart.months) == (11.0, 12)
    assert (chart.lower, chart.upper) == pytest.approx((5.68, 16.32))
    assert chart.upper_range == pytest.approx(6.534)
    assert chart.sigma == pytest.approx(2 / 1.128)
    assert (chart.baseline_first, chart.baseline_last) == (FIRST, date(2023, 12, 1))
    assert (chart.signals, chart.steady_baseline) == ((), True)
    assert chart.ranges[:3] == (None, 2.0, 2.0)


def test_limits_do_not_move_with_what_comes_after_the_training():
    before = charted(STEADY)
    after = charted([*STEADY, 3.0, 2.0, 1.0, 2.0, 3.0])

    assert (after.centre, after.lower, after.upper) == (
        before.centre,
        before.lower,
        before.upper,
    )
    assert after.trainings == (TRAINING,)


def test_the_month_in_which_training_starts_is_no_baseline():
    chart = charted([*STEADY, 40.0])

    assert chart.baseline_last == date(2023, 12, 1)
    assert chart.centre == 11.0


def test_without_a_training_the_first_twenty_four_numbers_are_the_baseline():
    chart = charted([*STEADY, None, *STEADY, 50.0, 50.0], trainings=())

    assert (chart.months, chart.baseline_last) == (24, date(2025, 1, 1))
    assert chart.centre == 11.0


def test_without_a_training_and_with_fewer_than_twenty_four_all_are_the_baseline():
    assert charted(STEADY, trainings=()).months == 12


@pytest.mark.parametrize(("value", "side"), [(16.4, Side.ABOVE), (5.6, Side.BELOW)])
def test_one_month_beyond_a_limit(value, side):
    signals = fired([*STEADY, value])

    assert (Rule.POINT, side, month(12), month(12)) in signals


@pytest.mark.parametrize("value", [16.3, 5.7])
def test_a_month_within_the_limits_is_no_signal(value):
    assert [rule for rule, *_ in fired([*STEADY, value])] == []


@pytest.mark.parametrize(
    ("values", "side"),
    [
        ([15.0, 11.5, 15.0], Side.ABOVE),
        ([15.0, 15.0, 11.5], Side.ABOVE),
        ([7.0, 7.0], Side.BELOW),
    ],
)
def test_two_of_three_months_far_out(values, side):
    signals = fired([*STEADY, *values])

    places = [12 + at for at, value in enumerate(values) if abs(value - 11) > 3.546]
    assert signals == [(Rule.TWO_OF_THREE, side, month(places[0]), month(places[-1]))]


def test_two_far_out_on_different_sides_are_no_signal():
    assert fired([*STEADY, 15.0, 11.0, 7.0]) == []


def test_two_far_out_with_a_missing_month_between_are_no_signal():
    assert fired([*STEADY, 15.0, None, 15.0]) == []


def test_far_months_that_go_on_are_one_signal():
    signals = fired([*STEADY, 15.0, 15.1, 15.0, 15.1])

    assert signals == [(Rule.TWO_OF_THREE, Side.ABOVE, month(12), month(15))]


def test_eight_months_on_one_side():
    values = [11.5, 12.5] * 4

    assert fired([*STEADY, *values]) == [
        # The last month of the baseline is on the same side and belongs to the run.
        (Rule.RUN, Side.ABOVE, month(11), month(19))
    ]
    assert fired([*STEADY[:-1], 10.0, *values[:7]]) == []


@pytest.mark.parametrize("between", [11.0, None])
def test_a_month_on_the_centre_line_or_missing_ends_a_run(between):
    assert fired([*STEADY, 10.5, 9.5, 10.5, 9.5, between, 10.5, 9.5, 10.5, 9.5, 10.5]) == []


@pytest.mark.parametrize(
    ("values", "side"),
    [([9.0, 10.0, 11.0, 12.0, 13.0], Side.ABOVE), ([13.0, 12.0, 11.0, 10.0, 9.0], Side.BELOW)],
)
def test_six_months_in_order(values, side):
    start = 8.5 if side is Side.ABOVE else 13.5

    assert fired([*STEADY, start, *values]) == [(Rule.TREND, side, month(12), month(17))]
    assert fired([*STEADY, *values]) == []


def test_two_equal_months_end_a_trend():
    assert fired([*STEADY, 8.5, 9.0, 10.0, 10.0, 11.0, 12.0, 13.0]) == []


def test_a_jump_beyond_its_limit():
    signals = fired([*STEADY, 14.5, 7.5])

    assert signals == [(Rule.RANGE, None, month(12), month(13))]


def test_signals_stand_in_the_order_of_their_months():
    signals = fired([*STEADY, 30.0, 11.0, 2.0])

    assert [(rule, first) for rule, _, first, _ in signals] == [
        (Rule.RANGE, month(11)), (Rule.POINT, month(12)), (Rule.RANGE, month(12)),
        (Rule.RANGE, month(13)), (Rule.POINT, month(14)),
    ]  # fmt: skip


def test_a_signal_within_the_baseline_says_so():
    chart = charted([*STEADY[:6], 30.0, *STEADY[6:]])

    assert not chart.steady_baseline
    assert (
        Signal(
            rule=Rule.POINT, side=Side.ABOVE, first=month(6), last=month(6), in_baseline=True
        )
        in chart.signals
    )


def test_no_lower_limit_where_it_would_be_below_nought():
    chart = charted([2.0, 3.0] * 6)

    assert (chart.lower, chart.upper) == (None, pytest.approx(5.16))


def test_no_upper_limit_where_nothing_can_be_as_high():
    shares = [
        Point(month=month, value=value, count=10.0)
        for month, value in zip(months(FIRST, date(2023, 12, 1)), [96.0, 99.0] * 6, strict=True)
    ]

    chart = process_chart(shares, highest=100)

    assert (chart.lower, chart.upper) == (pytest.approx(89.52), None)


def test_too_few_months_before_the_training():
    found = process_chart(points(STEADY[:11]), trainings=[TRAINING])

    assert found == TooFewToTell(
        why=WhyTooFew.MONTHS, points=tuple(points(STEADY[:11])), months=11, mean=found.mean
    )


def test_no_month_at_all_is_too_few():
    found = process_chart([])

    assert (found.why, found.months, found.mean) == (WhyTooFew.MONTHS, 0, None)


def test_months_with_a_gap_after_each_have_no_jump_and_are_too_few():
    values = [value for pair in zip(STEADY, [None] * 12, strict=True) for value in pair]

    assert process_chart(points(values)).why is WhyTooFew.MONTHS


def test_too_few_in_a_month_to_tell():
    found = process_chart(points([1.0, 2.0, 3.0, 1.0] * 6))

    assert (found.why, found.mean) == (WhyTooFew.COUNTS, 1.75)


def test_a_value_without_a_count_behind_it_is_too_few():
    listed = [Point(month=one.month, value=one.value, count=None) for one in points(STEADY)]

    assert process_chart(listed).why is WhyTooFew.COUNTS


def test_a_number_that_never_changes_has_no_limits():
    assert process_chart(points([4.0] * 12)).why is WhyTooFew.NO_CHANGE


def test_months_out_of_order_are_refused():
    with pytest.raises(InputError) as caught:
        process_chart([*points(STEADY), *points(STEADY)])

    assert caught.value.code == "deliver.months-out-of-order"


def alarms(mean, *, baseline=12, years=800, seed=1):
    """Give the share of years without a change in which some rule fires after the baseline."""
    rng = np.random.default_rng(seed)
    training = months(FIRST, date(2040, 1, 1))[baseline]
    fired = judged = 0
    for counts in rng.poisson(mean, (years, baseline + 12)):
        chart = process_chart(points(counts.tolist()), trainings=[training])
        if isinstance(chart, ProcessChart):
            judged += 1
            fired += any(signal.last >= training for signal in chart.signals)
    return fired / judged, judged / years


def test_where_nothing_changes_some_rule_fires_in_about_a_third_of_years():
    # The page says "about one year in three": short baselines and five rules are why.
    share, judged = alarms(5.0)

    assert share == pytest.approx(0.36, abs=0.05)
    assert judged == 1.0


def test_a_longer_baseline_alarms_less_and_small_counts_hardly_more():
    longer, _ = alarms(5.0, baseline=24)
    small, judged = alarms(2.2)

    assert longer == pytest.approx(0.28, abs=0.05)
    assert small == pytest.approx(0.34, abs=0.05)
    assert judged == pytest.approx(0.70, abs=0.05)
