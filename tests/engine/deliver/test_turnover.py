"""How many of a team leave in a year?"""

from datetime import date
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson
from tests.engine.deliver.teams import day, member

from holdfast.deliver.team import StaffKind, TeamRule
from holdfast.deliver.turnover import (
    ENOUGH_YEARS,
    Basis,
    Exposure,
    exposure,
    share_leaving,
    turnover,
)
from holdfast.kernel.errors import InputError
from holdfast.library.turnover import sector_turnover

SECTOR = sector_turnover().figure
EVERYBODY = TeamRule()


def seen(leavers, years, people=12):
    return Exposure(
        leavers=leavers,
        person_years=years,
        people=people,
        since=date(2023, 9, 1),
        until=date(2025, 9, 1),
    )


@pytest.mark.parametrize(
    ("yearly", "weeks", "expected"),
    [(0.35, 12, 0.0946), (0.29, 12, 0.0760), (0.35, 52, 0.35), (0.35, 0, 0.0), (0.0, 12, 0.0)],
)
def test_the_share_that_leaves_in_some_weeks(yearly, weeks, expected):
    assert round(share_leaving(yearly, weeks=weeks), 4) == expected


@pytest.mark.parametrize(("yearly", "weeks"), [(35, 12), (-0.1, 12), (1.0, 12), (0.35, -1)])
def test_a_share_that_cannot_be_is_refused(yearly, weeks):
    with pytest.raises(InputError) as caught:
        share_leaving(yearly, weeks=weeks)

    assert caught.value.code == "deliver.turnover-out-of-range"


def test_exposure_counts_leavers_and_years_between_two_days():
    people = [
        member("all through", started=-1000),
        member("left within", started=-1000, left=100),
        member("left on the last day", started=-1000, left=365),
        member("leaves later", started=-1000, left=366),
        member("came within", started=265),
        member("left on the first day", started=-1000, left=0),
        member("comes later", started=365),
        member("never worked", started=50, left=50),
        member("agency", kind=StaffKind.AGENCY, started=-1000, left=100),
    ]

    found = exposure(people, since=day(0), until=day(365), rule=EVERYBODY)

    assert (found.leavers, found.people) == (2, 5)
    assert found.person_years == pytest.approx((365 + 100 + 365 + 365 + 100) / 365.25)


def test_days_that_are_not_in_order_are_refused():
    with pytest.raises(InputError) as caught:
        exposure([], since=day(1), until=day(1), rule=EVERYBODY)

    assert caught.value.code == "deliver.turnover-days"


def test_a_home_that_has_seen_enough_goes_by_its_own_figure():
    found = turnover(seen(9, 30.0), sector=SECTOR)

    assert found.basis == Basis.OWN
    assert found.used == found.own
    assert found.used.value == pytest.approx(1 - exp(-9 / 30))
    # Garwood's limits for 9: 4.115 and 17.085 (published tables of the exact Poisson interval).
    limits = [1 - exp(-limit / 30) for limit in (4.1154, 17.0848)]
    assert [found.used.low, found.used.high] == pytest.approx(limits, abs=1e-4)


def test_nobody_leaving_is_not_never():
    found = turnover(seen(0, 30.0), sector=SECTOR)

    # Garwood's upper limit for 0 is 3.689.
    assert (found.used.value, found.used.low) == (0.0, 0.0)
    assert found.used.high == pytest.approx(1 - exp(-3.6889 / 30), abs=1e-4)
    assert found.staying(1.0) < 1


def test_a_home_that_has_seen_little_is_filled_up_with_the_sector():
    found = turnover(seen(4, 8.0), sector=SECTOR)

    assert found.basis == Basis.BLENDED
    assert found.own.value == pytest.approx(1 - exp(-4 / 8))
    events = 4 - log(1 - 0.35) * 12
    assert found.used.value == pytest.approx(1 - exp(-events / 20))
    assert found.own.low < found.used.low < found.used.value < found.own.value


def test_a_home_that_has_seen_nothing_shows_the_sectors_figure_with_its_source():
    found = turnover(seen(0, 0.0, people=0), sector=SECTOR)

    assert (found.basis, found.own, found.sector) == (Basis.SECTOR, None, SECTOR)
    assert found.used.value == pytest.approx(0.35)
    assert found.used.low < 0.29 < found.used.high


@given(st.integers(0, 60))
def test_the_figure_does_not_jump_where_there_is_enough(leavers):
    just, enough = (
        turnover(seen(leavers, years), sector=SECTOR)
        for years in (ENOUGH_YEARS - 1e-9, ENOUGH_YEARS)
    )

    assert just.used.value == pytest.approx(enough.used.value, abs=1e-6)
    assert just.used.low == pytest.approx(enough.used.low, abs=1e-6)
    assert just.used.high == pytest.approx(enough.used.high, abs=1e-6)


@given(st.integers(1, 40), st.floats(20, 200))
def test_the_exact_interval_leaves_out_what_would_be_a_surprise(leavers, years):
    found = turnover(seen(leavers, years), sector=SECTOR).used

    low, high = (-log(1 - limit) * years for limit in (found.low, found.high))
    assert poisson.sf(leavers - 1, low) == pytest.approx(0.025, abs=1e-6)
    assert poisson.cdf(leavers, high) == pytest.approx(0.025, abs=1e-6)
