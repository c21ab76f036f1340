"""Trained and comparison homes: known truth in, known truth out; and what is refused."""

from datetime import date

import numpy as np
import pytest

from holdfast.deliver.home_month import months
from holdfast.deliver.home_series import Point
from holdfast.kernel.errors import DesignError, InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.home_design import NEVER, Baseline, Design
from holdfast.measure.homes import (
    HomeSeries,
    WhyLeftOut,
    compare_homes,
)
from holdfast.measure.homes_claim import (
    ALONGSIDE,
    APART_BEFORE,
    BEFORE_UNKNOWN,
    BY_LOT,
    PathBefore,
    homes_claim,
)
from holdfast.measure.permitted_claim import Claim
from holdfast.measure.randomisation import deal, interval, p_value, ways
from holdfast.measure.two_stage import two_stage

MONTHS = months(date(2023, 1, 1), date(2025, 12, 1))
STARTS = np.array([16, 18, 20, 22, 24, 26, NEVER, NEVER, NEVER, NEVER])
ENDS = np.where(STARTS < NEVER, STARTS + 2, NEVER)
SHAPE = (10, 36)
DESIGN = Design(seen=np.ones(SHAPE, dtype=bool), starts=STARTS, ends=ENDS)


def levels(rng):
    """Give each home and each month a level of its own."""
    return rng.normal(3, 1, (SHAPE[0], 1)) + rng.normal(0, 1, (1, SHAPE[1]))


def growing(design):
    """Give an effect that differs between homes and grows with time since the start."""
    grown = -(1.0 + np.arange(SHAPE[0])[:, None] / 5) * (1 + design.since / 10)
    return np.where(design.trained, grown, 0.0)


def homes_of(values, *, starts=STARTS, ends=ENDS):
    made = []
    for number, (row, start, end) in enumerate(zip(values, starts, ends, strict=True)):
        points = tuple(
            Point(month=month, value=None if np.isnan(value) else float(value), count=None)
            for month, value in zip(MONTHS, row, strict=True)
        )
        dates = {}
        if start < NEVER:
            dates = {
                "trained_from": MONTHS[start].replace(day=9),
                "trained_to": MONTHS[end].replace(day=20),
            }
        made.append(HomeSeries(home=f"H{number}", points=points, **dates))
    return made


def noisy(seed, effect=0.0):
    rng = np.random.default_rng(seed)
    return levels(rng) + rng.normal(0, 1, SHAPE) + effect * DESIGN.trained


def test_effects_that_differ_and_grow_are_averaged_without_bias():
    values = levels(np.random.default_rng(1)) + growing(DESIGN)

    weights = Baseline.of(DESIGN).mean_beyond(DESIGN.after)

    assert (weights * values).sum() == pytest.approx(growing(DESIGN)[DESIGN.after].mean())


def test_one_regression_with_homes_and_months_is_biased_where_effects_grow():
    # Why it is not used: trained months are set against months trained earlier.
    values = levels(np.random.default_rng(1)) + growing(DESIGN)
    homes, columns = np.indices(SHAPE)
    terms = [homes.ravel()[:, None] == np.arange(10), columns.ravel()[:, None] == np.arange(36)]
    table = np.column_stack([*terms, DESIGN.trained.ravel()]).astype(float)

    plain = np.linalg.lstsq(table, values.ravel(), rcond=None)[0][-1]

    truth = growing(DESIGN)[DESIGN.trained].mean()
    assert abs(plain - truth) > 0.05 * abs(truth)


def test_missing_months_leave_the_estimate_without_bias():
    rng = np.random.default_rng(2)
    design = Design(seen=rng.random(SHAPE) > 0.2, starts=STARTS, ends=ENDS)
    values = levels(rng) + growing(design)

    weights = Baseline.of(design).mean_beyond(design.after)

    assert (weights * values).sum() == pytest.approx(growing(design)[design.after].mean())
    assert (weights[~design.seen] == 0).all()


@pytest.mark.parametrize("length", [0, 3])
def test_the_estimate_is_that_of_two_stages(length):
    rng = np.random.default_rng(3)
    ends = np.where(STARTS < NEVER, STARTS + length - 1, NEVER)
    design = Design(seen=rng.random(SHAPE) > 0.05, starts=STARTS, ends=ends)
    values = levels(rng) + rng.normal(0, 1, SHAPE) - design.trained
    baseline = Baseline.of(design)

    found = two_stage(baseline, values)

    weights = baseline.mean_beyond(design.after)
    assert found.value == pytest.approx((weights * values).sum(), abs=1e-4)
    assert found.error > 0


def test_two_stages_leave_out_a_month_with_one_untrained_home():
    seen = np.ones(SHAPE, dtype=bool)
    seen[6:9, 35] = False
    alone = Design(seen=seen, starts=STARTS, ends=ENDS)
    seen = seen.copy()
    seen[:, 35] = False
    without = Design(seen=seen, starts=STARTS, ends=ENDS)
    values = noisy(1)

    assert two_stage(Baseline.of(alone), values) == two_stage(Baseline.of(without), values)


def test_two_stages_with_nothing_left_after_give_nothing():
    values = noisy(1)
    values[7:, 18:] = np.nan
    starts = np.array([16] * 3 + [NEVER] * 7)
    values[3:6, 16:] = np.nan

    found = compare_homes(
        homes_of(values, starts=starts, ends=np.where(starts < NEVER, 20, NEVER)),
        seed=1,
        draws=99,
    )

    assert found.usual_error is None


def test_a_slope_before_is_found_as_it_is():
    lead = np.where((STARTS < NEVER)[:, None] & (DESIGN.since < 0), DESIGN.since, 0)
    values = levels(np.random.default_rng(4)) + 0.25 * lead

    weights = Baseline.of(DESIGN).slope_before()

    assert (weights * values).sum() == pytest.approx(0.25)


def test_a_slope_that_homes_and_months_take_up_is_none():
    # Every home is trained in the same month: lead time is a matter of the month alone.
    starts = np.full(10, 18)
    same = Design(seen=DESIGN.seen, starts=starts, ends=starts)

    assert Baseline.of(same).slope_before() is None


def test_months_without_an_untrained_home_have_no_baseline():
    starts = np.array([16, 18, 20, 22, 24, 26, 28, 28, 28, 30])
    all_trained = Design(seen=DESIGN.seen, starts=starts, ends=starts)

    baseline = Baseline.of(all_trained)

    assert baseline.known[:, :30].all()
    assert not baseline.known[:, 30:].any()
    assert baseline.mean_beyond(all_trained.since >= 14) is None


def dealt(draws=199):
    _, kinds = np.unique(STARTS, return_inverse=True)
    baselines = [
        Baseline.of(DESIGN.permuted(order)) for order in deal(kinds, draws=draws, seed=7).orders
    ]
    weights = np.stack([one.mean_beyond(one.design.after).ravel() for one in baselines])
    slopes = np.stack([one.slope_before().ravel() for one in baselines])
    return weights, slopes


def lasting(rng, carried):
    """Give noise of which a part lasts from month to month, as in homes it does."""
    noise = rng.normal(size=SHAPE)
    for month in range(1, SHAPE[1]):
        noise[:, month] = carried * noise[:, month - 1] + noise[:, month]
    return noise


def test_where_nothing_happened_one_in_twenty_is_unlikely_and_the_interval_holds_nought():
    weights, slopes = dealt()
    of_one = weights @ DESIGN.trained.ravel().astype(float)
    rng = np.random.default_rng(8)
    rejected, paths, held, centre = [], [], [], []
    for _ in range(400):
        values = lasting(rng, 0.5).ravel()
        estimates = weights @ values
        rejected.append(p_value(estimates) <= 0.05)
        paths.append(p_value(slopes @ values) <= 0.05)
        low, high = interval(estimates, of_one, level=0.95)
        held.append(low <= 0 <= high)
        centre.append(estimates[0])

    assert np.mean(rejected) == pytest.approx(0.05, abs=0.025)
    assert np.mean(paths) == pytest.approx(0.05, abs=0.025)
    assert np.mean(held) == pytest.approx(0.95, abs=0.025)
    assert np.mean(centre) == pytest.approx(0, abs=0.05)


def test_an_interval_moves_with_the_effect():
    weights, _ = dealt()
    trained = DESIGN.trained.ravel().astype(float)
    values = lasting(np.random.default_rng(9), 0.3).ravel()

    low, high = interval(weights @ values, weights @ trained, level=0.95)
    moved = interval(weights @ (values - 5 * trained), weights @ trained, level=0.95)

    assert moved == (pytest.approx(low - 5), pytest.approx(high - 5))


def test_an_effect_is_outside_the_interval_exactly_where_its_test_rejects_it():
    weights, _ = dealt()
    trained = DESIGN.trained.ravel().astype(float)
    values = lasting(np.random.default_rng(10), 0.3).ravel()

    low, high = interval(weights @ values, weights @ trained, level=0.95)

    def chance(effect):
        return p_value(weights @ (values - effect * trained))

    assert chance(low - 1e-6) <= 0.05 < chance(low + 1e-6)
    assert chance(high + 1e-6) <= 0.05 < chance(high - 1e-6)


def test_the_ways_to_deal_trainings_are_counted_and_dealt_each_once():
    kinds = np.array([0, 1, 1, 2])

    found = deal(kinds, draws=12, seed=1)

    assert ways(kinds) == 12
    assert found.every
    assert found.orders[0].tolist() == [0, 1, 2, 3]
    assert len({tuple(kinds[order]) for order in found.orders}) == 12


def test_more_ways_than_draws_are_drawn_from_with_the_true_one_first():
    kinds = np.array([0, 1, 1, 2])

    found = deal(kinds, draws=11, seed=1)

    assert not found.every
    assert (len(found.orders), found.orders[0].tolist()) == (12, [0, 1, 2, 3])


def test_an_effect_that_no_dealing_bounds_is_refused():
    with pytest.raises(DesignError) as caught:
        interval(np.array([1.0, -1.0, 0.5]), np.array([1.0, -1.0, 0.2]), level=0.6)

    assert caught.value.code == "measure.homes-tell-nothing"


def test_a_comparison_says_what_stands_behind_it():
    found = compare_homes(homes_of(noisy(1, effect=-4.0)), seed=1, draws=199)

    assert found.change.low < -4 < found.change.high < 0
    assert found.p_value < 0.05
    assert found.claim == ALONGSIDE
    assert (found.trained, found.comparison) == (
        ("H0", "H1", "H2", "H3", "H4", "H5"), ("H6", "H7", "H8", "H9"),
    )  # fmt: skip
    assert (found.change.n, found.months, found.home_months, found.missing) == (10, 36, 360, 0)
    assert (found.dealings, found.every, found.left_out) == (200, False, ())
    assert 0 < found.usual_error < (found.change.high - found.change.low) / 2


def test_steps_around_the_start_stand_in_order_with_what_chance_would_give():
    found = compare_homes(homes_of(noisy(1, effect=-4.0)), seed=1, draws=199)

    assert [(step.first, step.last) for step in found.steps] == [
        (-26, -13), (-12, -10), (-9, -7), (-6, -4), (-3, -1),
        (0, 2), (3, 5), (6, 8), (9, 11), (12, 19),
    ]  # fmt: skip
    assert all(step.low < step.value < step.high for step in found.steps[:5])
    assert all(step.value < step.low for step in found.steps[5:8])
    assert (found.steps[4].homes, found.steps[4].home_months) == (6, 18)


def test_the_same_seed_gives_the_same_answer():
    homes = homes_of(noisy(2))

    assert compare_homes(homes, seed=5, draws=99) == compare_homes(homes, seed=5, draws=99)


def test_the_mean_before_is_of_trained_homes_before_only():
    values = np.zeros(SHAPE) + np.random.default_rng(3).normal(0, 1e-6, SHAPE)
    values[:6] += 2.0
    values[DESIGN.trained] = 9.0

    found = compare_homes(homes_of(values), seed=1, draws=99)

    assert found.before == pytest.approx(2.0, abs=1e-3)
    assert found.change.value == pytest.approx(7.0, abs=1e-3)


def test_homes_on_another_path_before_take_the_claim_away():
    lead = np.where((STARTS < NEVER)[:, None] & (DESIGN.since < 0), DESIGN.since, 0)

    found = compare_homes(homes_of(noisy(4) + 0.5 * lead), seed=1, draws=199)

    assert found.path.unlikely
    assert found.path.slope.value == pytest.approx(0.5, abs=0.1)
    assert found.claim == APART_BEFORE


def test_lots_make_it_an_effect_whatever_the_paths():
    assert (
        compare_homes(homes_of(noisy(1)), seed=1, draws=99, drawn_by_lot=True).claim == BY_LOT
    )


@pytest.mark.parametrize(
    ("by_lot", "p", "claim"),
    [
        (True, None, BY_LOT), (True, 0.01, BY_LOT), (False, None, BEFORE_UNKNOWN),
        (False, 0.049, APART_BEFORE), (False, 0.05, ALONGSIDE),
    ],
)  # fmt: skip
def test_claims(by_lot, p, claim):
    slope = Estimate(value=0.0, low=-1.0, high=1.0, n=10, method="made up")
    path = None if p is None else PathBefore(slope=slope, p_value=p)

    assert homes_claim(drawn_by_lot=by_lot, path=path) == claim


def test_each_claim_has_its_word():
    claims = {one.claim for one in (BY_LOT, ALONGSIDE, APART_BEFORE, BEFORE_UNKNOWN)}

    assert claims == set(Claim)
    assert APART_BEFORE.claim == BEFORE_UNKNOWN.claim == Claim.DESCRIBE


def test_missing_months_are_counted():
    values = noisy(6)
    values[7, 3:9] = np.nan

    found = compare_homes(homes_of(values), seed=1, draws=99)

    assert (found.home_months, found.missing) == (354, 6)


def test_homes_with_too_few_months_are_left_out_and_said():
    values = noisy(7)
    values[0, :11] = np.nan
    values[1, 21:] = np.nan
    values[9, :28] = np.nan

    found = compare_homes(homes_of(values), seed=1, draws=99)

    assert found.left_out == (
        ("H0", WhyLeftOut.BEFORE), ("H1", WhyLeftOut.AFTER), ("H9", WhyLeftOut.MONTHS),
    )  # fmt: skip
    assert found.change.n == 7


def test_a_home_trained_after_the_last_month_is_not_trained_yet():
    homes = homes_of(noisy(8))
    later = HomeSeries(
        home="H9", points=homes[9].points,
        trained_from=date(2026, 1, 5), trained_to=date(2026, 3, 23),
    )  # fmt: skip

    found = compare_homes([*homes[:9], later], seed=1, draws=99)

    assert found.comparison[-1] == "H9"
    assert found.change == compare_homes(homes, seed=1, draws=99).change


def test_two_homes_of_each_kind_are_needed():
    with pytest.raises(DesignError) as caught:
        compare_homes(homes_of(noisy(1)[:7], starts=STARTS[:7], ends=ENDS[:7]), seed=1)

    assert caught.value.code == "measure.homes-too-few"
    assert caught.value.where == "6 trained, 1 for comparison, 0 left out"


@pytest.mark.parametrize("homes", [[], [HomeSeries(home="H0", points=())]])
def test_no_homes_or_no_months_are_too_few(homes):
    with pytest.raises(DesignError) as caught:
        compare_homes(homes, seed=1)

    assert caught.value.code == "measure.homes-too-few"


def test_too_few_ways_to_deal_the_trainings_are_refused():
    starts = np.array([18, 18, 18, NEVER, NEVER, NEVER])

    with pytest.raises(DesignError) as caught:
        compare_homes(homes_of(noisy(1)[:6], starts=starts, ends=starts), seed=1)

    assert caught.value.code == "measure.homes-too-few"
    assert caught.value.where == "20 ways in which the trainings could have been dealt"


EIGHT = np.array([16, 16, 16, 16, NEVER, NEVER, NEVER, NEVER])


def test_all_ways_are_dealt_where_they_are_few():
    found = compare_homes(homes_of(noisy(1)[:8], starts=EIGHT, ends=EIGHT), seed=1, draws=99)

    assert (found.dealings, found.every) == (70, True)


def test_comparison_homes_without_a_month_before_are_no_comparison():
    values = noisy(1)[:8]
    values[4:, :16] = np.nan

    with pytest.raises(DesignError) as caught:
        compare_homes(homes_of(values, starts=EIGHT, ends=EIGHT), seed=1, draws=99)

    assert caught.value.code == "measure.homes-no-comparison"


def test_a_path_that_cannot_be_told_leaves_a_description():
    values = noisy(1)[:8]
    values[4:, :15] = np.nan

    found = compare_homes(homes_of(values, starts=EIGHT, ends=EIGHT), seed=1, draws=99)

    assert (found.path, found.claim) == (None, BEFORE_UNKNOWN)


def test_dealings_that_tell_nothing_are_not_counted():
    starts = np.array([16] * 4 + [NEVER] * 6)
    values = noisy(1)
    values[4:8, :16] = np.nan

    found = compare_homes(homes_of(values, starts=starts, ends=starts), seed=1)

    # In one of the 210 ways only homes without a month before would have been trained.
    assert (found.dealings, found.every) == (209, True)


def test_steps_without_a_comparison_are_not_shown():
    values = noisy(1)
    values[6:, 28:] = np.nan

    found = compare_homes(homes_of(values), seed=1, draws=99)

    assert (found.steps[-1].first, found.steps[-1].last) == (9, 11)


@pytest.mark.parametrize(
    "days",
    [
        {"trained_from": date(2024, 5, 1)},
        {"trained_to": date(2024, 5, 1)},
        {"trained_from": date(2024, 5, 1), "trained_to": date(2024, 4, 30)},
    ],
)
def test_days_of_a_training_out_of_order_are_refused(days):
    with pytest.raises(InputError) as caught:
        HomeSeries(home="H1", points=(), **days)

    assert caught.value.code == "measure.training-days-unsound"


def test_homes_with_other_months_are_refused():
    homes = homes_of(noisy(1))
    shorter = HomeSeries(home="H9", points=homes[9].points[1:])

    with pytest.raises(InputError) as caught:
        compare_homes([*homes[:9], shorter], seed=1)

    assert caught.value.code == "measure.homes-months-differ"
