"""What the demo's delivery holds: the homes, staff and runs that it promises, and no names."""

from datetime import timedelta

import pytest
from django.db.models import Count, F
from django.utils import timezone

from holdfast.synthetic.delivery.service import months
from holdfast_web.deliver.models import (
    CatchUp,
    Certification,
    DriftAlert,
    EndingTold,
    Facilitator,
    FidelityReview,
    Home,
    HomeMonth,
    Mark,
    MarkChange,
    PracticeTry,
    Referral,
    ReferralMove,
    Restraint,
    ReviewAction,
    RosterShift,
    Run,
    RunState,
    RunSummary,
    SessionFeedback,
    Site,
    Sitting,
    SittingState,
    StaffMember,
    TeamMember,
)
from holdfast_web.deliver.operations.ending_telling import tell_of_endings
from holdfast_web.people.models import AuditEvent, Membership
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import RoleName
from holdfast_web.people.scope import organisations
from holdfast_web.records.places import pseudonyms

pytestmark = pytest.mark.slow

NORTHMERE = {"organisation__parent__name": "Northmere"}


def person(role):
    return Membership.objects.filter(role=role).order_by("pk")[0].user


def test_northmere_has_six_homes_in_training_and_four_beside_them(begun):
    homes = Home.objects.filter(**NORTHMERE)

    assert homes.count() == 10
    assert Run.objects.filter(**NORTHMERE).count() == 6
    assert homes.filter(organisation__programme_runs=None).count() == 4


def test_whoever_is_to_be_told_of_endings_was_told_while_the_demo_was_filled(begun):
    assert EndingTold.objects.filter(site__organisation=begun.place).count() == 1
    assert tell_of_endings() == 0


def test_82_staff_are_counted_at_session_1_of_the_six_runs(begun):
    summaries = RunSummary.objects.filter(run__organisation__parent=begun.place)

    assert sum(one.start_people for one in summaries) == 82
    assert {one.problem for one in summaries} == {""}
    assert {one.as_of for one in summaries} == {timezone.localdate()}


def test_staff_are_of_every_kind_and_plainly_invented(begun):
    staff = StaffMember.objects.filter(**NORTHMERE)

    assert set(staff.values_list("kind", flat=True)) == {"permanent", "bank", "agency"}
    assert set(staff.values_list("shifts", flat=True)) == {"days", "nights", "mixed"}
    names = [
        *staff.values_list("name", flat=True),
        *Facilitator.objects.values_list("name", flat=True),
        *TeamMember.objects.values_list("name", flat=True),
    ]
    assert all(name.startswith("Invented ") for name in names)


def test_one_run_is_under_way_with_sittings_to_come(begun):
    states = Run.objects.filter(**NORTHMERE).values_list("state", flat=True)
    under_way = Run.objects.get(state=RunState.UNDER_WAY, **NORTHMERE)

    assert sorted(states) == ["finished"] * 5 + ["under_way"]
    assert under_way.organisation.name == "Northmere Fir"
    sittings = Sitting.objects.filter(session__run=under_way)
    assert set(sittings.values_list("state", flat=True)) == {
        SittingState.HELD, SittingState.PLANNED,
    }  # fmt: skip


def test_the_latest_register_of_the_run_under_way_is_still_to_be_taken(begun):
    today = timezone.localdate()
    left = Sitting.objects.filter(register_taken_at=None, on__lte=today)

    assert [one.session.run.organisation.name for one in left] == ["Northmere Fir"]
    assert left[0].state == SittingState.PLANNED
    assert not left[0].marks.exists()


def test_the_run_under_way_was_released_twice_and_says_what_changed(begun):
    run = Run.objects.get(state=RunState.UNDER_WAY, **NORTHMERE)
    first, second = run.schedule_versions.order_by("number")

    assert len(first.changes) == run.sessions.count()
    assert len(second.changes) == 1
    assert "Northmere Training Rooms" in second.changes[0]


def test_reviews_by_oneself_and_by_an_observer_are_there_and_some_are_missing(begun):
    reviews = FidelityReview.objects.filter(**NORTHMERE)

    assert set(reviews.values_list("rater", flat=True)) == {"self", "observer"}
    assert reviews.filter(scores={"parts": None}).exists()
    assert not reviews.filter(rater="self").exclude(rated_by=F("facilitator")).exists()
    assert ReviewAction.objects.filter(done_at=None).exists()


def test_the_service_left_its_limits_and_the_latest_alert_is_undecided(begun):
    alerts = list(DriftAlert.objects.order_by("month"))

    assert alerts
    assert alerts[0].month > months(begun.made.settings)[11]
    assert {alert.decided == "" for alert in alerts if alert.month == alerts[-1].month} == {
        True
    }
    assert all(alert.decided for alert in alerts if alert.month < alerts[-1].month)


def test_every_mark_has_its_line_in_the_history(begun):
    held = Sitting.objects.filter(state=SittingState.HELD)

    assert Mark.objects.count() == MarkChange.objects.count() > 2000
    assert not held.annotate(marked=Count("marks")).filter(marked=0).exists()
    assert not Mark.objects.exclude(version=F("sitting__register_version")).exists()
    assert not Mark.objects.filter(sitting__state=SittingState.PLANNED).exists()


def test_nobody_is_marked_or_caught_up_before_they_start_or_after_they_leave(begun):
    marks = Mark.objects.filter(staff__isnull=False)

    assert not marks.filter(sitting__on__lt=F("staff__started")).exists()
    assert not marks.filter(sitting__on__gte=F("staff__left")).exists()
    assert CatchUp.objects.exists()
    assert not CatchUp.objects.filter(on__gte=F("staff__left")).exists()


def test_what_goes_with_the_runs_is_there(begun):
    assert PracticeTry.objects.exclude(comment="").exists()
    assert SessionFeedback.objects.exclude(comment="").exists()
    assert RosterShift.objects.filter(**NORTHMERE).exists()
    assert set(Certification.objects.values_list("state", flat=True)) == {
        "in_training", "certified",
    }  # fmt: skip


def test_every_home_has_its_months_and_restraints_their_times(begun):
    months = HomeMonth.objects.filter(**NORTHMERE)

    assert months.count() == 300
    assert months.filter(school_possible=None).count() == 4
    assert Restraint.objects.exclude(recorded_at=None).exists()
    assert Restraint.objects.filter(
        debriefed_at__gt=F("used_at") + timedelta(hours=48)
    ).exists()


def test_children_are_there_under_pseudonyms_only(begun):
    hidden = pseudonyms(begun.place)
    known = {hidden.of(reference) for reference in begun.children.references}
    kept = set(Referral.objects.values_list("pseudonym", flat=True))

    assert len(kept) == Referral.objects.count() > 200
    assert kept <= known
    assert not kept & set(begun.children.references)


def test_referrals_stand_where_their_moves_lead(begun):
    assert set(Referral.objects.values_list("state", flat=True)) >= {
        "waiting", "started", "ended", "declined", "never_engaged", "passed_on",
    }  # fmt: skip
    ended = Referral.objects.filter(state="ended")
    assert not ended.filter(outcome="").exists()
    assert not ended.filter(over=None).exists()
    assert ReferralMove.objects.filter(move="accept").count() == (
        Referral.objects.exclude(accepted=None).count()
    )


def test_sites_stand_at_different_stages_and_one_shares_nothing(begun):
    sites = Site.objects.filter(national_team=begun.national_team)

    assert sites.count() == 8
    assert set(sites.values_list("stage", flat=True)) >= {"installation", "full", "ended"}
    assert [site.organisation.name for site in sites.filter(shares_counts=False)] == ["Midmere"]
    northmere = sites.get(organisation=begun.place)
    assert northmere.team.count() >= 3
    assert northmere.barriers.filter(resolved=None).count() == 1
    assert northmere.moves.filter(before="full", after="initial").exists()


def test_a_home_manager_sees_one_home_and_a_facilitator_those_they_deliver_in(begun):
    fir, cedar = begun.homes[6], begun.homes[3]

    assert organisations(person(RoleName.HOME_MANAGER), Permission.SEE_STAFF) == {fir.pk}
    assert organisations(person(RoleName.FACILITATOR), Permission.SEE_STAFF) == {
        fir.pk, cedar.pk,
    }  # fmt: skip
    assert person(RoleName.FACILITATOR).facilitates_as.get().delivers.count() == 2


def test_the_national_lead_sees_no_place_but_their_own_team(begun):
    lead = person(RoleName.NATIONAL_TEAM_LEAD)

    assert organisations(lead, Permission.SEE_NATIONAL) == {begun.national_team.pk}
    assert organisations(lead, Permission.SEE_STAFF) == set()


def test_the_trail_tells_of_it_and_names_nobody(begun):
    event = AuditEvent.objects.get(action="demo of delivery loaded")

    assert event.detail["homes"] == 10
    assert "Invented" not in str(event.detail)
