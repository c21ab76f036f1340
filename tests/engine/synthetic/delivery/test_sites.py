"""How far a site has come."""

from datetime import timedelta
from itertools import pairwise

from .made import TODAY, delivered


def test_a_site_moves_forwards_and_back_up_to_today():
    moves = delivered().site.moves

    assert [move.after for move in moves] == [
        "exploration", "installation", "initial", "full", "initial", "full",
    ]  # fmt: skip
    assert all(second.before == first.after for first, second in pairwise(moves))
    assert all(first.on < second.on <= TODAY for first, second in pairwise(moves))
    assert all(move.reason for move in moves)


def test_a_site_that_has_gone_on_for_two_years_is_sustained():
    early = delivered(weeks_earlier=30)

    assert early.site.moves[-1].after == "sustained"
    assert early.homes[0].first_session < delivered().homes[0].first_session


def test_barriers_and_lessons_are_dated_up_to_today_and_one_barrier_still_stands():
    site = delivered().site

    assert all(one.since <= TODAY for one in site.barriers)
    assert [one.until is None for one in site.barriers] == [False, False, False, True]
    assert all(one.on <= TODAY for one in site.lessons)
    assert site.lessons


def test_the_money_ends_after_today_and_there_is_a_plan():
    site = delivered().site

    assert site.funding_ends == TODAY + timedelta(weeks=20)
    assert site.plans
    assert site.readiness_on < site.moves[2].on


def test_a_place_without_runs_has_not_begun():
    site = delivered(trained=(), comparison=(12,)).site

    assert [move.after for move in site.moves] == ["exploration", "installation", "initial"]


def test_a_place_that_begins_later_has_planned_its_runs_and_installs():
    made = delivered(trained=(14, 11), comparison=(), weeks_earlier=-92)

    assert [move.after for move in made.site.moves] == ["exploration", "installation"]
    assert all(one.day > TODAY for run in made.runs for one in run.sittings)
    assert all(run.registers.marks == () for run in made.runs)
    assert sum(one.works_on(TODAY) and one.post.kind != "agency" for one in made.staff) == 25


def test_other_places_tell_of_other_things_and_each_of_the_same_again():
    first, other = delivered(area=1, place="Eastmere"), delivered(area=2, place="Westmere")

    assert first.site == delivered(area=1, place="Eastmere").site
    assert {one.what for one in first.site.barriers} != {
        one.what for one in other.site.barriers
    }
    assert len(first.site.lessons) <= 2
