"""Who works in the homes: how many, how, and how fast they leave."""

from datetime import timedelta
from itertools import pairwise
from math import expm1, log1p

import pytest

from holdfast.synthetic.delivery.homes import homes
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast.synthetic.delivery.staff import (
    DEPUTY,
    MANAGER,
    leaving_rate,
    posts,
    staff,
)

from .made import TODAY, delivered

MADE = delivered()


def teams_at_session_1(made):
    return {
        home.number: [
            one
            for one in made.staff
            if one.home == home.number and one.works_on(home.first_session)
        ]
        for home in made.homes
        if home.trained
    }


@pytest.mark.parametrize("seed", range(8))
def test_82_staff_stand_in_the_six_teams_at_session_1_and_agency_staff_come_on_top(seed):
    teams = teams_at_session_1(delivered(seed=seed))
    own = [[one for one in team if one.post.kind != "agency"] for team in teams.values()]

    assert [len(team) for team in own] == [12, 13, 14, 13, 15, 15]
    assert sum(map(len, own)) == 82


def test_there_are_night_bank_and_agency_staff():
    at_session_1 = [one.post for team in teams_at_session_1(MADE).values() for one in team]

    assert {post.kind for post in at_session_1} == {"permanent", "bank", "agency"}
    assert {post.shifts for post in at_session_1} == {"days", "nights", "mixed"}
    assert sum(post.shifts == "nights" for post in at_session_1) >= 6


def test_each_home_has_one_registered_manager_and_a_deputy_at_a_time():
    for home in MADE.homes:
        titles = [post.title for post in posts(MADE.settings, home)]
        assert titles.count(MANAGER) == titles.count(DEPUTY) == 1
        here = [
            one for one in MADE.staff if one.home == home.number and one.post.title == MANAGER
        ]
        for first, second in pairwise(here):
            assert first.left is not None
            assert first.left <= second.started


def test_names_say_that_nobody_is_real():
    assert {one.name for one in MADE.staff} == {
        f"Invented staff member {number}" for number in range(1, len(MADE.staff) + 1)
    }
    assert len({one.reference for one in MADE.staff}) == len(MADE.staff)


def test_nobody_leaves_before_they_start_or_starts_before_the_home_opened():
    opened = {home.number: home.opened for home in MADE.homes}

    assert all(one.left is None or one.left > one.started for one in MADE.staff)
    assert all(opened[one.home] <= one.started <= TODAY for one in MADE.staff)


def test_leaving_is_known_some_weeks_ahead_and_no_further():
    last = TODAY + timedelta(days=28)

    assert all(one.left is None or one.left <= last for one in MADE.staff)
    assert all(one.left is None or one.left > MADE.settings.first_day for one in MADE.staff)


def turnover(kinds, *, managers: bool, seeds) -> float:
    """Give the share that leaves in a year, from leavers and years in post."""
    leavers, years = 0, 0.0
    for seed in seeds:
        settings = DeliverySettings(today=TODAY, seed=seed)
        for one in staff(settings, homes(settings)):
            if one.post.kind in kinds and (one.post.title == MANAGER) is managers:
                begun, ended = (
                    max(one.started, settings.first_day),
                    min(one.left or TODAY, TODAY),
                )
                years += (ended - begun).days / 365.25
                leavers += one.left is not None and one.left <= TODAY
    return -expm1(-leavers / years)


def test_permanent_staff_leave_at_the_published_rate_over_many_seeds():
    assert turnover({"permanent"}, managers=False, seeds=range(60)) == pytest.approx(
        0.35, abs=0.015
    )


def test_managers_leave_at_their_own_rate_over_many_seeds():
    assert turnover({"permanent"}, managers=True, seeds=range(60)) == pytest.approx(
        0.32, abs=0.03
    )


def test_agency_staff_stay_for_weeks_not_years():
    assert turnover({"agency"}, managers=False, seeds=range(10)) > 0.9


def test_the_rate_a_day_is_that_at_which_35_in_100_are_gone_after_a_year():
    assert leaving_rate(0.35) * 365.25 == pytest.approx(-log1p(-0.35))


def test_another_seed_gives_other_people_and_the_same_seed_the_same():
    assert delivered(seed=3).staff == staff(
        DeliverySettings(today=TODAY, seed=3), homes(DeliverySettings(today=TODAY, seed=3))
    )
    assert delivered(seed=3).staff != delivered(seed=4).staff


def test_one_home_more_changes_nobody_in_the_others():
    fewer = delivered(trained=(12, 13), comparison=())
    more = delivered(trained=(12, 13, 9), comparison=())

    assert more.staff[: len(fewer.staff)] == fewer.staff
