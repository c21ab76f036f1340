"""What may be asked of delivery, and saved?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.db.models import Prefetch
from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from holdfast.change.drift_watch import Group
from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast.library.programme import programmes as library
from holdfast_web.deliver.models import (
    CatchUp,
    Facilitator,
    FidelityReview,
    Home,
    HomeMonth,
    OwnProgramme,
    Referral,
    Run,
    Service,
    Session,
    Site,
    Sitting,
    StaffMember,
)
from holdfast_web.deliver.operations.registers import save_register
from holdfast_web.deliver.queries.drift import watched
from holdfast_web.deliver.queries.referrals import referrals_of
from holdfast_web.deliver.queries.summaries import summaries
from holdfast_web.evaluation.api import delivery_shapes as shapes
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many, Problem
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast.change.drift_watch import WatchedMonth
    from holdfast_web.deliver.models import RunSummary
    from holdfast_web.people.models import User

router = Router()


@router.get(
    "/programmes",
    response={200: list[shapes.ProgrammeOut], **REFUSALS},
    summary="Programmes of the library and of your organisations",
)
def programmes(request: HttpRequest) -> Any:
    """List programmes by name. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    own = OwnProgramme.objects.filter(
        organisation_id__in=where(user, Permission.SEE_DELIVERY)
    ).select_related("organisation")
    found = [
        {"urn": one.urn, "name": one.name, "version": one.version, "organisation": None}
        for one in library().values()
    ] + [
        {
            "urn": one.urn,
            "name": one.name,
            "version": one.newest,
            "organisation": one.organisation.key,
        }
        for one in own
    ]
    return sorted(found, key=lambda one: (str(one["name"]).lower(), str(one["urn"])))


@router.get(
    "/sites",
    response={200: Many[shapes.SiteOut], **REFUSALS},
    summary="Sites, with their stage of implementation",
)
def sites(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List sites by organisation. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = Site.objects.filter(organisation_id__in=where(user, Permission.SEE_DELIVERY))
    return many(found.select_related("organisation"), _site, limit, offset)


@router.get(
    "/homes", response={200: Many[shapes.HomeOut], **REFUSALS}, summary="Children's homes"
)
def homes(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List homes by name. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = Home.objects.filter(organisation_id__in=where(user, Permission.SEE_DELIVERY))
    ordered = found.select_related("organisation").order_by("organisation__name", "pk")
    return many(ordered, _home, limit, offset)


@router.get(
    "/staff", response={200: Many[shapes.StaffOut], **REFUSALS}, summary="Staff of homes"
)
def staff(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List staff by name, those who left too. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = StaffMember.objects.filter(organisation_id__in=where(user, Permission.SEE_STAFF))
    return many(found.select_related("organisation"), _staff, limit, offset)


@router.get(
    "/facilitators",
    response={200: Many[shapes.FacilitatorOut], **REFUSALS},
    summary="Facilitators and their certification",
)
def facilitators(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List facilitators by name. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = Facilitator.objects.filter(organisation_id__in=where(user, Permission.SEE_STAFF))
    found = found.select_related("organisation").prefetch_related("certifications")
    return many(found, _facilitator, limit, offset)


@router.get(
    "/runs", response={200: Many[shapes.RunOut], **REFUSALS}, summary="Runs of programmes"
)
def programme_runs(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List runs, the latest to start first. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    return many(_runs_of(user).select_related("organisation"), _run, limit, offset)


@router.get(
    "/runs/{key}",
    response={200: shapes.RunWithSessionsOut, **REFUSALS},
    summary="One run with its sessions",
)
def programme_run(request: HttpRequest, key: UUID) -> Any:
    """Give one run, its sessions and their sittings. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    sessions = Prefetch("sessions", Session.objects.prefetch_related("sittings"))
    found = get_object_or_404(
        _runs_of(user).select_related("organisation").prefetch_related(sessions), key=key
    )
    return _run(found) | {"sessions": [_session(one) for one in found.sessions.all()]}


@router.get(
    "/runs/{key}/catch-ups",
    response={200: Many[shapes.CatchUpOut], **REFUSALS},
    summary="Sessions of a run that were caught up",
)
def catch_ups(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List what was caught up, by day. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    of_run = get_object_or_404(
        Run, key=key, organisation_id__in=where(user, Permission.SEE_STAFF)
    )
    found = CatchUp.objects.filter(session__run=of_run).select_related("session", "staff")
    return many(found, _catch_up, limit, offset)


@router.get(
    "/runs/{key}/coverage",
    response={200: shapes.CoverageOut, **REFUSALS},
    summary="The coverage of a run",
)
def coverage(request: HttpRequest, key: UUID) -> Any:
    """Give how many of the team received every session so far. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = get_object_or_404(_runs_of(user), key=key)
    return _coverage(found, summaries([found], today=timezone.localdate())[found.pk])


@router.get(
    "/fidelity-reviews",
    response={200: Many[shapes.FidelityReviewOut], **REFUSALS},
    summary="Reviews of fidelity",
)
def fidelity_reviews(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List reviews that were not withdrawn, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = FidelityReview.objects.filter(
        organisation_id__in=where(user, Permission.SEE_FIDELITY), withdrawn_at=None
    ).select_related("run", "instrument", "facilitator")
    return many(found.order_by("-on", "-pk"), _review, limit, offset)


@router.get(
    "/home-months",
    response={200: Many[shapes.HomeMonthOut], **REFUSALS},
    summary="Homes' months",
)
def home_months(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List months, the latest first. Scope: homes:read.

    A home has few children: that its months were read is put down on the trail.
    """
    user = user_for(request, Scope.HOMES)
    found = HomeMonth.objects.filter(
        organisation_id__in=where(user, Permission.SEE_HOME_MONTHS)
    ).select_related("organisation")
    given = many(found.order_by("-month", "organisation", "pk"), _home_month, limit, offset)
    put_down(
        "home months read by a program", by=user,
        detail={"rows": len(given["items"]), "offset": offset}, request=request,
    )  # fmt: skip
    return given


@router.get(
    "/registers/{sitting}",
    response={200: shapes.RegisterOut, **REFUSALS},
    summary="The register of a sitting",
)
def register(request: HttpRequest, sitting: UUID) -> Any:
    """Give a register with its version. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    return _register(_sitting(user, sitting, Permission.SEE_STAFF))


@router.post(
    "/registers/{sitting}",
    response={200: shapes.RegisterSavedOut, **REFUSALS, 409: Problem},
    summary="Save marks of a register",
)
def register_save(request: HttpRequest, sitting: UUID, asked: shapes.RegisterIn) -> Any:
    """Save marks of members of staff, all in one go. Scope: registers:write.

    A mark that somebody else changed since the version that you saw, and otherwise than you
    ask, stands as they left it; its line is in `conflicts`.
    """
    user = user_for(request, Scope.REGISTERS)
    saved = save_register(
        by=user,
        sitting=_sitting(user, sitting, Permission.TAKE_REGISTERS),
        seen=asked.seen,
        sent={one.line: _said(one) for one in asked.marks},
    )
    return _register(saved.sitting) | {"conflicts": list(saved.merged.conflicts)}


@router.get(
    "/services",
    response={200: Many[shapes.ServiceOut], **REFUSALS},
    summary="Services to which children are referred",
)
def services(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List services by organisation. Scope: referrals:read."""
    user = user_for(request, Scope.REFERRALS)
    found = Service.objects.filter(organisation_id__in=where(user, Permission.SEE_REFERRALS))
    return many(found.select_related("organisation"), _service, limit, offset)


@router.get(
    "/services/{key}/referrals",
    response={200: Many[shapes.ReferralOut], **REFUSALS},
    summary="Referrals to a service",
)
def referrals(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List referrals by pseudonym, the latest first. Scope: referrals:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    may = where(user, Permission.SEE_REFERRALS)
    service = get_object_or_404(
        Service.objects.select_related("organisation"), key=key, organisation_id__in=may
    )
    found = referrals_of(user).filter(service=service).select_related("service")
    given = many(found, _referral, limit, offset)
    put_down(
        "referrals read by a program", by=user, organisation=service.organisation,
        subject=service, detail={"rows": len(given["items"]), "offset": offset},
        request=request,
    )  # fmt: skip
    return given


@router.get(
    "/services/{key}/drift",
    response={200: shapes.DriftOut, **REFUSALS},
    summary="A service against its criteria, month by month",
)
def drift(
    request: HttpRequest, key: UUID, group: Literal["referred", "accepted", "served"] = "served"
) -> Any:
    """Give the share outside the criteria with its limits. Scope: referrals:read.

    Months hold few children, so only those may read them who may see referrals one by one.
    """
    user = user_for(request, Scope.REFERRALS)
    may = where(user, Permission.SEE_REFERRALS)
    service = get_object_or_404(
        Service.objects.select_related("organisation"), key=key, organisation_id__in=may
    )
    found = watched(service)[Group(group)]
    put_down(
        "drift read by a program", by=user, organisation=service.organisation,
        subject=service, detail={"months": len(found.months)}, request=request,
    )  # fmt: skip
    return {
        "service": service.key,
        "group": group,
        "rule": found.rule.name,
        "months": [_drift_month(month) for month in found.months],
    }


def _runs_of(user: User) -> QuerySet[Run]:
    return Run.objects.filter(organisation_id__in=where(user, Permission.SEE_DELIVERY))


def _sitting(user: User, key: UUID, permission: Permission) -> Sitting:
    found = Sitting.objects.select_related("session__run__organisation")
    return get_object_or_404(
        found, key=key, session__run__organisation_id__in=where(user, permission)
    )


def _said(one: shapes.MarkIn) -> Said:
    return Said(
        presence=Presence(one.outcome),
        reason=Reason(one.reason) if one.reason else None,
        arrived=one.arrived,
        left=one.left,
    )


def _site(one: Site) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "programme": one.programme,
        "title": one.title,
        "stage": one.stage,
        "stage_since": one.stage_since,
        "funding_ends": one.funding_ends,
        "shares_counts": one.shares_counts,
    }


def _home(one: Home) -> dict[str, Any]:
    return {
        "organisation": one.organisation.key,
        "name": one.organisation.name,
        "ofsted_urn": one.ofsted_urn,
        "places": one.places,
    }


def _staff(one: StaffMember) -> dict[str, Any]:
    hours = one.contracted_hours
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "reference": one.reference,
        "post": one.post,
        "manager": one.manager,
        "kind": one.kind,
        "shifts": one.shifts,
        "contracted_hours": None if hours is None else float(hours),
        "started": one.started,
        "left": one.left,
    }


def _facilitator(one: Facilitator) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "background": one.background,
        "certifications": [
            {
                "programme": held.programme,
                "state": held.state,
                "since": held.since,
                "expires": held.expires,
            }
            for held in one.certifications.all()
        ],
    }


def _run(one: Run) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "programme": one.programme,
        "version": one.version,
        "title": one.title,
        "state": one.state,
        "starts": one.starts,
        "ends": one.ends,
    }


def _session(one: Session) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "number": one.number,
        "title": one.title,
        "sittings": [
            {
                "key": sitting.key,
                "on": sitting.on,
                "starts": sitting.starts,
                "ends": sitting.ends,
                "state": sitting.state,
                "register_version": sitting.register_version,
            }
            for sitting in one.sittings.all()
        ],
    }


def _register(sitting: Sitting) -> dict[str, Any]:
    return {
        "sitting": sitting.key,
        "version": sitting.register_version,
        "marks": [
            {
                "line": mark.staff.key if mark.staff is not None else mark.key,
                "staff": mark.staff is not None,
                "outcome": mark.outcome,
                "reason": mark.reason,
                "arrived": mark.arrived,
                "left": mark.left,
                "minutes": mark.minutes,
                "version": mark.version,
            }
            for mark in sitting.marks.select_related("staff")
        ],
    }


def _catch_up(one: CatchUp) -> dict[str, Any]:
    return {
        "key": one.key,
        "session": one.session.key,
        "staff": one.staff.key,
        "kind": one.kind,
        "on": one.on,
        "minutes": one.minutes,
        "counts": one.counts,
    }


def _coverage(run: Run, found: RunSummary) -> dict[str, Any]:
    return {
        "run": run.key,
        "as_of": found.as_of,
        "held": found.held,
        "planned": found.planned,
        "registers_missing": found.missing,
        "team_at_start": found.start_people,
        "team_at_start_with_all": found.start_whole,
        "team_on_the_day": found.day_people,
        "team_on_the_day_with_all": found.day_whole,
        "team_today": found.today_people,
        "team_today_with_all": found.today_whole,
        "people_owing": found.owing,
        "problem": found.problem,
    }


def _review(one: FidelityReview) -> dict[str, Any]:
    return {
        "key": one.key,
        "run": one.run.key,
        "instrument": one.instrument.urn,
        "instrument_version": one.instrument.version,
        "facilitator": one.facilitator.key,
        "rater": one.rater,
        "on": one.on,
        "scores": one.scores,
    }


def _home_month(one: HomeMonth) -> dict[str, Any]:
    return {
        "organisation": one.organisation.key,
        "month": one.month,
        "version": one.version,
        "measures": one.values,
    }


def _drift_month(month: WatchedMonth) -> dict[str, Any]:
    share = month.share
    return {
        "month": month.month,
        "over": month.over,
        "referred": month.referred,
        "accepted": month.accepted,
        "served": month.served,
        "judged": month.judged,
        "outside": month.outside,
        "share": share.value if share is not None else None,
        "low": share.low if share is not None else None,
        "high": share.high if share is not None else None,
        "most_by_chance": month.most,
        "alert": month.alert,
    }


def _service(one: Service) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "programme": one.programme,
        "closed": one.closed,
    }


def _referral(one: Referral) -> dict[str, Any]:
    return {
        "key": one.key,
        "service": one.service.key,
        "number": one.number,
        "pseudonym": one.pseudonym,
        "state": one.state,
        "standing": one.standing,
        "stage": one.stage,
        "age": one.age,
        "urgency": one.urgency,
        "received": one.received,
        "accepted": one.accepted,
        "started": one.started,
        "over": one.over,
        "destination": one.destination,
        "outcome": one.outcome,
    }
