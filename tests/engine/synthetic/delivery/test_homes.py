"""The homes and the plan of their runs."""

from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest

from holdfast.library.authority.delivery import delivery
from holdfast.synthetic.delivery.homes import homes, is_free, sittings
from holdfast.synthetic.delivery.settings import DeliverySettings

from .made import TODAY

SETTINGS = DeliverySettings(today=TODAY)
HOMES = homes(SETTINGS)
RATES = delivery()


def test_there_are_six_homes_in_training_and_four_for_comparison():
    assert [home.trained for home in HOMES] == [True] * 6 + [False] * 4
    assert sum(home.team for home in HOMES if home.trained) == 82


def test_names_and_references_are_nobodys_and_occur_once():
    assert all(home.name.startswith("Northmere ") for home in HOMES)
    assert len({home.name for home in HOMES}) == len({home.ofsted_urn for home in HOMES}) == 10
    assert HOMES[0].ofsted_urn == "SC999001"


def test_many_homes_have_names_of_their_own():
    many = homes(DeliverySettings(today=TODAY, trained=(6,) * 45, comparison=()))

    assert len({home.name for home in many}) == 45
    assert many[20].name == "Northmere Alder 2"


def test_places_are_for_four_or_five_and_homes_are_older_than_the_records():
    assert {home.places for home in HOMES} == {4, 5}
    assert all(home.opened < SETTINGS.first_day for home in HOMES)


def test_runs_begin_one_after_the_other():
    begun = [home.first_session for home in HOMES if home.trained]

    assert begun == sorted(begun)
    assert all(later - first >= timedelta(weeks=8) for first, later in pairwise(begun))


@pytest.mark.parametrize("home", HOMES[:6], ids=lambda home: home.name)
def test_a_run_has_ten_sessions_for_staff_and_two_for_managers(home):
    planned = sittings(SETTINGS, home)
    held = {
        kind: {one.session for one in planned if one.kind == kind}
        for kind in ("staff", "managers", "spill-over")
    }

    assert held["staff"] == set(range(1, 11))
    assert held["managers"] == {1, 2}
    assert held["spill-over"] == ({1} if home.number == 3 else set())
    assert planned == tuple(sorted(planned, key=lambda one: one.day))
    assert min(one.day for one in planned if one.kind == "staff") == home.first_session


@pytest.mark.parametrize("home", HOMES[:6], ids=lambda home: home.name)
def test_sessions_are_weekly_in_order_and_on_days_that_are_free(home):
    planned = [one for one in sittings(SETTINGS, home) if one.kind == "staff" and one.half < 2]
    bank = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2028))

    assert [one.session for one in planned] == list(range(1, 11))
    assert len({one.day.weekday() for one in planned}) == 1
    assert all((b.day - a.day).days % 7 == 0 for a, b in pairwise(planned))
    assert all(one.day not in bank and one.day.weekday() < 5 for one in planned)
    assert all(is_free(RATES.calendar, one.day) for one in sittings(SETTINGS, home))


def test_a_team_that_comes_in_two_halves_has_two_sittings_of_each_session():
    planned = sittings(SETTINGS, HOMES[4])
    halves = [(one.session, one.half) for one in planned if one.kind == "staff"]

    assert sorted(halves) == [(session, half) for session in range(1, 11) for half in (1, 2)]
    first, second = planned[1:3]
    assert second.day > first.day


def test_a_home_of_the_comparison_has_no_run():
    assert sittings(SETTINGS, HOMES[9]) == ()


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 12, 1), True),
        (date(2026, 12, 5), False),  # a Saturday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 12, 22), False),  # blocked, before the turn of the year
        (date(2027, 1, 4), False),  # and after it
        (date(2026, 8, 12), False),
        (date(2026, 8, 24), True),
    ],
)
def test_days_on_which_a_half_day_may_be_held(day, free):
    assert is_free(RATES.calendar, day) is free


def test_no_sitting_falls_on_a_blocked_day_whatever_the_day_it_is_made_on():
    for back in range(0, 360, 13):
        settings = DeliverySettings(today=TODAY - timedelta(days=back))
        for home in homes(settings)[:6]:
            assert all(is_free(RATES.calendar, one.day) for one in sittings(settings, home))
