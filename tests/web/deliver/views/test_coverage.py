"""The pages of coverage: who owes what, three teams, what is to come, and whom they refuse."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.deliver.covering import hold, settle, visit

from holdfast_web.deliver.models import (
    CoverageRule,
    LongAbsence,
    Session,
    Sitting,
    StaffMember,
)
from holdfast_web.deliver.operations.summaries import count_coverage


@pytest.fixture
def held(run, team):
    """Session 1 with everybody but a newcomer, session 2 without one, session 3 to come."""
    settle(run)
    StaffMember.objects.filter(pk=team[3].pk).update(started=timezone.localdate())
    hold(run, 1, [*team[:3], team[4]])
    hold(run, 2, [*team[1:3], team[4]], absent=team[:1])
    return run


@pytest.fixture
def manager(client, home_manager):
    client.force_login(home_manager)
    return home_manager


def page(client, name, *args, **query):
    answer = client.get(reverse(f"deliver:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_home_manager_sees_who_still_owes_which_session(client, manager, held, team):
    shown = page(client, "coverage_run", held.key)

    assert "2 people owe a session, 3 owe nothing." in " ".join(shown.split())
    assert "Session 1 (before they came); Session 2 (before they came)" in shown
    assert "Session 2 (absent)" in shown
    # Who owes the oldest session comes first.
    assert shown.index("Session 1 (before they came)") < shown.index("Session 2 (absent)")
    session = Session.objects.get(run=held, number=2)
    assert f"?staff={team[0].key}&amp;session={session.key}" in shown


def test_coverage_is_said_with_its_numbers_and_in_three_teams(client, manager, held):
    shown = page(client, "coverage_run", held.key)

    assert "2 of 3 sessions held. Of the team today, 60% (3 of 5)" in shown
    for words in (
        "75% (3 of 4)",  # had every session, of the team at session 1
        "88% (7 of 8)",  # mean share, of the team at session 1
        "70% (7 of 10)",  # mean share, of the team today
        "60% (111 of 185 hours)",
        "Of 4 people on the team at session 1, all are still counted. One person came",
        "3 of 5 on the team today had every session; fewest have session 2",
        "What the three teams mean",
    ):
        assert words in shown


def test_what_is_to_come_is_said_with_its_turnover_and_its_source(client, manager, held):
    shown = page(client, "coverage_run", held.key)

    assert "If nobody else is trained" in shown
    assert "the sector&#x27;s figure of 35% a year" in shown
    assert "to be confirmed" in shown
    assert "Top-up training that would hold 80%" in shown
    assert f"Train 2 people by {timezone.localdate():%-d %B %Y}" in shown or (
        f"Train 1 person by {timezone.localdate():%-d %B %Y}" in shown
    )


def test_a_catch_up_changes_coverage(client, manager, held, team):
    visit(held, 2, team[0], timezone.localdate())

    assert "80% (4 of 5)" in page(client, "coverage_run", held.key)


def test_who_is_away_is_listed_apart(client, manager, held, team):
    LongAbsence.objects.create(staff=team[0], since=timezone.localdate())

    shown = page(client, "coverage_run", held.key)
    assert "Staff member 1: session 2" in shown
    assert "On long absence" in shown


def test_a_sitting_without_a_register_is_said(client, manager, held):
    Sitting.objects.filter(session__run=held, session__number=3).update(
        on=timezone.localdate() - timedelta(days=2)
    )

    assert "1 sitting of the past has no register yet" in " ".join(
        page(client, "coverage_run", held.key).split()
    )


def test_who_sees_counts_only_sees_no_names(client, member, home, held):
    client.force_login(member(home, "commissioner"))

    shown = page(client, "coverage_run", held.key)
    assert "Staff member" not in shown
    assert "60% (3 of 5)" in shown
    assert client.get(reverse("deliver:coverage_rule", args=[held.key])).status_code == 404


def test_others_do_not_see_a_run(client, member, elsewhere, held):
    client.force_login(member(elsewhere, "home_manager"))

    for name in ("coverage_run", "coverage_rule"):
        assert client.get(reverse(f"deliver:{name}", args=[held.key])).status_code == 404
    assert "No run has been planned yet" in page(client, "coverage")


def test_a_rule_that_is_not_settled_says_what_to_do(client, manager, run, team):
    hold(run, 1, team)

    shown = page(client, "coverage_run", run.key)
    assert "Who has received it cannot be told yet." in shown
    assert "deliver.programme-unreadable" in shown


def test_a_run_that_has_not_begun_says_so(client, manager, run):
    settle(run)

    assert "No session has been held yet: 3 are planned." in page(
        client, "coverage_run", run.key
    )


def test_managers_are_counted_apart(client, manager, held, team):
    session = Session.objects.create(run=held, kind="managers", number=1)
    Sitting.objects.create(
        session=session, on=timezone.localdate(), starts="13:00", ends="16:00", state="held"
    )

    shown = page(client, "coverage_run", held.key)
    assert "1 of 1 held" in shown
    assert "0% (0 of 1)" in shown


def test_who_owes_what_leaves_as_a_file(client, manager, held, team):
    answer = client.get(reverse("deliver:coverage_run", args=[held.key]), {"as": "csv"})

    lines = answer.getvalue().decode().splitlines()
    assert lines[0] == "Name,Session,Held on,Why,What can be done"
    assert len(lines) == 4


def test_the_table_of_runs_is_narrowed_and_leaves_as_a_file(client, manager, held, run):
    count_coverage()

    shown = page(client, "coverage")
    assert "60% (3 of 5)" in shown
    assert "2 of 3" in shown
    assert "No run answers this" in page(client, "coverage", words="Rowan")
    assert "No run answers this" in page(client, "coverage", state="finished")
    answer = client.get(reverse("deliver:coverage"), {"as": "csv"})
    assert answer.getvalue().decode().splitlines()[1].startswith("Larch House,RESuLT,")


def test_the_table_says_what_is_not_known(client, manager, run, team):
    assert "Not known: the rule is not settled" in page(client, "coverage")
    settle(run)
    assert "Not begun" in page(client, "coverage")


def test_whom_a_run_counts_is_chosen(client, coordinator, held, team):
    client.force_login(coordinator)
    StaffMember.objects.filter(pk=team[1].pk).update(kind="agency")
    where = reverse("deliver:coverage_rule", args=[held.key])
    assert "60% (3 of 5)" not in page(client, "coverage_run", held.key)

    assert client.post(where, {"least_hours": "-1", "level": "101"}).status_code == 422
    client.post(where, {"agency": "on", "nights": "on", "least_hours": "0", "level": "90"})

    rule = CoverageRule.objects.get()
    assert (rule.bank, rule.agency, rule.level) == (False, True, 90)
    shown = page(client, "coverage_run", held.key)
    assert "60% (3 of 5)" in shown
    assert "Counted are permanent staff and agency staff, night staff too." in shown
    assert "Top-up training that would hold 90%" in shown


def test_hours_that_are_not_known_are_said(client, manager, held, team):
    StaffMember.objects.filter(pk=team[0].pk).update(contracted_hours=None)

    assert "The contracted hours of 1 person on the team today are not known" in " ".join(
        page(client, "coverage_run", held.key).split()
    )


def test_a_run_of_nobody_has_nothing_to_come(client, manager, held):
    CoverageRule.objects.create(run=held, least_hours=40)

    shown = page(client, "coverage_run", held.key)
    assert "What is to come" not in shown
    assert "Nobody" in shown


def test_days_of_the_future_are_not_held(client, manager, run, team):
    settle(run)
    hold(run, 3, team)
    Sitting.objects.filter(session__run=run, session__number=3).update(on=date(2090, 1, 1))

    assert "No session has been held yet" in page(client, "coverage_run", run.key)
