"""What will coverage be in some months, against teams that are really played through?"""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.projection import OnTeam, TopUp, project, top_up
from holdfast.deliver.turnover import Exposure, turnover
from holdfast.kernel.errors import InputError
from holdfast.library.turnover import sector_turnover

TODAY = date(2026, 1, 31)
SECTOR = sector_turnover().figure


def found(leavers=9, years=30.0):
    seen = Exposure(
        leavers=leavers, person_years=years, people=12,
        since=date(2024, 1, 31), until=TODAY,
    )  # fmt: skip
    return turnover(seen, sector=SECTOR)


def team(whole, others, hours=37.0):
    return [OnTeam(whole=n < whole, hours=hours) for n in range(whole + others)]


def rng(seed=1):
    return np.random.default_rng(seed)


def played(people, of, *, years, homes=20_000, seed=7):
    """Play many homes through: each leaver is replaced at once by one not trained."""
    draw = np.random.default_rng(seed)
    rates = draw.gamma(of.events, 1 / of.years, homes)
    leave_after = draw.exponential(1 / rates[:, None], (homes, len(people)))
    whole = np.array([person.whole for person in people])
    hours = np.array([person.hours for person in people])
    here = (leave_after > years) & whole
    return here.sum(axis=1) / len(people), here @ hours / hours.sum()


@pytest.mark.parametrize("of", [found(), found(3, 4.0), found(40, 60.0)])
def test_projected_coverage_is_that_of_homes_played_through(of):
    people = [OnTeam(whole=n < 10, hours=40.0 if n % 3 else 16.0) for n in range(14)]

    for projected in project(people, of, today=TODAY, rng=rng()):
        years = (projected.day - TODAY).days / 365.25
        heads, hours = played(people, of, years=years)
        assert projected.heads.value == pytest.approx(heads.mean(), abs=0.01)
        assert projected.hours.value == pytest.approx(hours.mean(), abs=0.01)
        for estimate, shares, step in (
            (projected.heads, heads, 1 / 14),
            (projected.hours, hours, 0.04),
        ):
            inside = (shares >= estimate.low - 1e-9) & (shares <= estimate.high + 1e-9)
            assert inside.mean() >= 0.945
            # And it is no wider than it need be: a step less at each end is too narrow.
            tighter = (shares > estimate.low + step) & (shares < estimate.high - step)
            assert tighter.mean() < 0.95


def test_horizons_are_months_of_the_calendar():
    days = [p.day for p in project(team(8, 2), found(), today=TODAY, rng=rng())]

    assert days == [date(2026, 4, 30), date(2026, 7, 31), date(2027, 1, 31)]


def test_the_same_seed_gives_the_same_and_the_method_is_said():
    one, other = (project(team(8, 2), found(), today=TODAY, rng=rng()) for _ in range(2))

    assert one == other
    assert [one[0].heads.method, one[0].hours.method, one[0].heads.n] == [
        "binomial averaged over the rates of leaving that are possible",
        "4,000 draws of who stays",
        10,
    ]


def test_leave_dates_that_are_known_are_taken_as_they_are():
    people = [
        OnTeam(whole=True, hours=0.0, leaves=TODAY + timedelta(days=30)),
        OnTeam(whole=True, hours=0.0, leaves=TODAY + timedelta(days=120)),
        OnTeam(whole=False, hours=0.0),
    ]

    projected = project(people, found(), today=TODAY, rng=rng())

    shares = [(p.heads.value, p.heads.low, p.heads.high, p.hours) for p in projected]
    third = pytest.approx(1 / 3)
    assert shares == [(third, third, third, None), (0, 0, 0, None), (0, 0, 0, None)]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40), st.floats(0, 60))
def test_a_projection_stays_between_nought_and_what_there_is_now(whole, others, leavers, years):
    if whole + others == 0:
        return
    projected = project(team(whole, others), found(leavers, years), today=TODAY, rng=rng())

    now = whole / (whole + others)
    values = [now, *(p.heads.value for p in projected)]
    assert values == sorted(values, reverse=True)
    for p in projected:
        assert 0 <= p.heads.low <= p.heads.high <= now + 1e-12
        assert 0 <= p.hours.low <= p.hours.high <= now + 1e-12


def test_top_ups_hold_the_level_in_homes_played_through():
    people, of = team(17, 3), found(14, 40.0)

    plan = top_up(people, of, today=TODAY, level=0.7)

    assert plan.held
    assert plan.total >= 3
    assert [step.by for step in plan.steps] == sorted(step.by for step in plan.steps)
    shares = played_with(plan, people, of)
    assert shares.min() >= 0.7 - 0.012
    assert shares.max() <= 1


def test_without_top_ups_the_level_is_lost():
    people, of = team(17, 3), found(14, 40.0)

    assert project(people, of, today=TODAY, rng=rng())[-1].heads.value < 0.7


def played_with(plan, people, of, homes=4_000):
    """Play homes day by day with the steps of a plan; give mean coverage on each day."""
    draw = np.random.default_rng(11)
    whole = np.tile([person.whole for person in people], (homes, 1))
    chance = 1 - np.exp(-draw.gamma(of.events, 1 / of.years, homes) / 365.25)
    steps = {(step.by - TODAY).days: step.train for step in plan.steps}
    means = []
    for number in range(365):
        if number:
            whole &= draw.random(whole.shape) >= chance[:, None]
        if number in steps:
            order = np.argsort(whole, axis=1, kind="stable")  # those not trained come first
            first = np.take_along_axis(order, np.arange(steps[number])[None, :], axis=1)
            np.put_along_axis(whole, first, values=True, axis=1)
        means.append(whole.mean())
    return np.array(means)


def test_a_level_not_reached_yet_is_reached_today():
    plan = top_up(team(4, 6), found(), today=TODAY, level=0.8)

    assert plan.steps[0].by == TODAY
    assert plan.steps[0].train >= 4


def test_a_level_far_below_asks_for_nothing():
    assert top_up(team(20, 0), found(), today=TODAY, level=0.3).steps == ()


def test_a_level_that_cannot_be_held_says_so():
    plan = top_up(team(10, 0), found(), today=TODAY, level=1.0)

    assert not plan.held
    assert plan.steps


def test_known_leavers_are_in_the_plan():
    people = [*team(8, 1), OnTeam(whole=True, hours=37.0, leaves=TODAY + timedelta(days=10))]

    plan = top_up(people, found(0, 2_000.0), today=TODAY, level=0.85)

    assert plan.steps == (TopUp(by=TODAY + timedelta(days=10), train=1),)


@pytest.mark.parametrize("level", [0, -0.1, 1.1, 80])
def test_a_level_that_is_no_share_is_refused(level):
    with pytest.raises(InputError) as caught:
        top_up(team(1, 1), found(), today=TODAY, level=level)

    assert caught.value.code == "deliver.coverage-level-out-of-range"


def test_a_team_of_nobody_is_refused():
    for asked in (
        lambda: project([], found(), today=TODAY, rng=rng()),
        lambda: top_up([], found(), today=TODAY, level=0.8),
    ):
        with pytest.raises(InputError) as caught:
            asked()
        assert caught.value.code == "deliver.projection-of-nobody"
