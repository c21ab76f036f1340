"""What the engine is told of runs, what it comes to, and in how many queries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.web.deliver.covering import hold, settle, settled, visit

from holdfast.deliver.coverage import Team
from holdfast.deliver.turnover import Basis
from holdfast_web.deliver.models import (
    CoverageRule,
    Home,
    LongAbsence,
    Run,
    RunSummary,
    Session,
    Sitting,
)
from holdfast_web.deliver.operations.coverage_rules import set_coverage_rule
from holdfast_web.deliver.operations.summaries import count_coverage, refresh_runs
from holdfast_web.deliver.queries.ahead import ahead, list_whole_since
from holdfast_web.deliver.queries.coverage import facts_of
from holdfast_web.deliver.queries.summaries import summaries


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def held(run, team):
    """Session 1 with everybody, session 2 without one, session 3 not held yet."""
    settle(run)
    hold(run, 1, team)
    hold(run, 2, team[1:], absent=team[:1])
    return run


def facts(run, today, **more):
    return facts_of([run], today=today, **more)[run.pk]


def heads(share):
    return (share.heads.numerator, share.heads.denominator)


def test_registers_catch_ups_and_dates_become_coverage(held, team, today):
    found = facts(held, today)

    assert (found.planned, found.missing, found.to_come) == (3, 0, {3: today})
    assert heads(found.coverage.shares[Team.TODAY].whole) == (4, 5)
    assert [owes.person for owes in found.owing.due] == [str(team[0].pk)]

    visit(held, 2, team[0], today)
    assert heads(facts(held, today).coverage.shares[Team.TODAY].whole) == (5, 5)


def test_a_sitting_of_the_past_without_a_register_is_missing(held, today):
    Sitting.objects.filter(session__run=held, session__number=3).update(
        on=today - timedelta(days=1)
    )

    assert facts(held, today).missing == 1


def test_managers_are_counted_apart(held, team, today):
    session = Session.objects.create(run=held, kind="managers", number=1)
    Sitting.objects.create(session=session, on=today, starts="13:00", ends="16:00")
    assert facts(held, today).planned == 3

    of_managers = facts(held, today, kind="managers")
    assert (of_managers.planned, of_managers.rule.managers_only) == (1, True)
    assert of_managers.coverage.held == 0


def test_whom_to_count_is_the_runs_own_rule(held, team, today, coordinator):
    team[1].kind, team[2].shifts = "agency", "nights"
    for member in team[1:3]:
        member.save()
    LongAbsence.objects.create(staff=team[3], since=today)

    def counted(**rule):
        usual = {"bank": True, "agency": False, "nights": True, "away": False,
                 "least_hours": 0, "level": 80}  # fmt: skip
        set_coverage_rule(by=coordinator, run=held, **(usual | rule))
        return heads(facts(held, today).coverage.shares[Team.TODAY].whole)[1]

    assert counted() == 3
    assert counted(agency=True, away=True) == 5
    assert counted(nights=False) == 2
    assert counted(least_hours=37) == 3
    assert RunSummary.objects.get(run=held).today_people == 3


def test_many_runs_ask_as_much_as_one(
    held, team, home, today, delivered, django_assert_num_queries
):
    more = [delivered(home, ago=7 * n, content=settled()) for n in range(1, 4)]
    for runs in ([held], [held, *more]):
        with django_assert_num_queries(7):
            assert len(facts_of(runs, today=today)) == len(runs)


def test_a_summary_says_what_coverage_says(held, today):
    refresh_runs([held])

    (kept,) = RunSummary.objects.all()
    assert (kept.held, kept.planned, kept.owing, kept.reached, kept.problem) == (2, 3, 1, 5, "")
    assert (kept.start_people, kept.start_whole, kept.start_mean) == (5, 4, 9)
    assert (kept.day_people, kept.day_whole, kept.day_could, kept.day_mean) == (5, 4, 10, 9)
    assert (kept.today_people, kept.today_whole, kept.today_mean) == (5, 4, 9)
    assert (kept.today_hours, kept.today_hours_whole) == (185, 148)


def test_a_summary_of_an_earlier_day_is_counted_again(held, today):
    refresh_runs([held])
    RunSummary.objects.update(as_of=today - timedelta(days=1), today_whole=0)

    found = summaries([held], today=today)
    assert (found[held.pk].today_whole, found[held.pk].pk) == (4, None)

    assert count_coverage() == 1
    assert RunSummary.objects.get().today_whole == 4
    assert count_coverage() == 0


def test_a_rule_that_is_not_settled_is_a_problem_and_no_number(run, team, today):
    Run.objects.filter(pk=run.pk).update(content={})
    run.refresh_from_db()
    hold(run, 1, team)

    refresh_runs([run])

    kept = RunSummary.objects.get()
    assert (kept.problem, kept.today_people) == ("deliver.programme-unreadable", 0)


def test_a_run_before_its_first_session_has_an_empty_summary(run, today):
    settle(run)
    refresh_runs([run])

    kept = RunSummary.objects.get()
    assert (kept.held, kept.planned, kept.problem, kept.today_people) == (0, 3, "", 0)


def test_what_is_to_come_goes_by_the_homes_own_turnover_where_it_is_known(
    held, home, team, today
):
    Home.objects.create(organisation=home, staff_whole_since=date(2000, 1, 1))

    found = ahead(facts(held, today), level=0.8)

    assert found.turnover.basis == Basis.BLENDED
    assert found.turnover.exposure.person_years == pytest.approx(10, abs=0.1)
    assert [one.months for one in found.projected] == [3, 6, 12]
    assert found.plan.total >= 1
    assert ahead(facts(held, today), level=0.8) == found  # the same page shows the same


def test_a_list_begun_today_tells_nothing_of_who_leaves(held, home, team, today):
    assert list_whole_since(home.pk) == today
    assert ahead(facts(held, today), level=0.8).turnover.basis == Basis.SECTOR


def test_nobody_counted_or_nothing_held_has_nothing_to_come(run, team, today):
    settle(run)
    assert ahead(facts(run, today), level=0.8) is None

    hold(run, 1, team)
    CoverageRule.objects.create(run=run, least_hours=40)
    assert ahead(facts(run, today), level=0.8) is None


def test_a_home_without_staff_has_a_list_from_today(home, today):
    assert list_whole_since(home.pk) == today
