"""How is a service added and changed: its places, costs, criteria and team?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from holdfast.change.criteria_data import criteria_as_data
from holdfast.deliver.capacity import PlaceCost
from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money, price_year
from holdfast_web.deliver.models import CriteriaVersion, Service, ServicePlaces, TeamMember
from holdfast_web.deliver.queries.referral_services import earliest_day
from holdfast_web.people.audit import put_down
from holdfast_web.people.models.organisation import Kind, Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, check_may

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from holdfast.change.criteria import Criteria
    from holdfast_web.people.models import User

ABOUT = (
    "name", "about", "programme", "consent_needed", "need_measure", "need_lowest",
    "need_highest", "decide_emergency", "decide_urgent", "decide_routine", "place_emergency",
    "place_urgent", "place_routine", "caseload_limit", "baseline_first", "baseline_last",
)  # fmt: skip
"""What is said of a service itself, besides its costs."""


@transaction.atomic
def add_service(*, by: User, organisation: Organisation, name: str, **about: Any) -> Service:
    """Add a service to an organisation.

    Its children are known by the references of the nearest authority above it, so that they
    link to that authority's returns; without one, by the organisation's own.
    """
    check_may(by, Permission.MANAGE_SERVICES, organisation)
    service = Service(
        organisation=organisation, references_of=_references_of(organisation), name=name.strip()
    )
    _write(service, about)
    put_down("service added", by=by, organisation=organisation, subject=service)
    return service


@transaction.atomic
def change_service(service: Service, *, by: User, **about: Any) -> Service:
    """Change what is said of a service: its name, agreed times, limits and baseline."""
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    _write(service, about)
    put_down("service changed", by=by, organisation=service.organisation, subject=service)
    return service


@transaction.atomic
def set_places(service: Service, *, by: User, since: date, number: int) -> ServicePlaces:
    """Say how many places a service has from a day on; said again of a day, it is corrected."""
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    places, _ = ServicePlaces.objects.update_or_create(
        service=service, since=since, defaults={"number": number, "by": by}
    )
    put_down(
        "places of a service set", by=by, organisation=service.organisation, subject=service,
        detail={"since": since.isoformat(), "number": number},
    )  # fmt: skip
    return places


@transaction.atomic
def set_costs(
    service: Service,
    *,
    by: User,
    year: str,
    occupied: Decimal,
    empty: Decimal,
    source: str,
    worth_target: Decimal | None = None,
    worth_outside: Decimal | None = None,
    worth_source: str = "",
) -> Service:
    """Say what a place costs a day, with and without a child, and what a day spares elsewhere.

    Raises
    ------
    InputError
        Where the amounts cannot be, or one of two that belong together is missing.
    """
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    year = price_year(year)
    PlaceCost(
        occupied=Money(float(occupied), year), empty=Money(float(empty), year), source=source
    )
    if (worth_target is None) is not (worth_outside is None) or (
        worth_target is not None and not worth_source.strip()
    ):
        raise InputError(
            "What a day in a place spares is said for both kinds of children, with its source, "
            "or not at all.",
            code="deliver.worth-half-said",
            fix="Give both amounts and where they are from, or leave all three out.",
        )
    service.price_year, service.cost_source = year, source.strip()
    service.cost_occupied, service.cost_empty = occupied, empty
    service.worth_target, service.worth_outside = worth_target, worth_outside
    service.worth_source = worth_source.strip() if worth_target is not None else ""
    service.save()
    put_down(
        "costs of a service set", by=by, organisation=service.organisation, subject=service,
        detail={"price_year": year},
    )  # fmt: skip
    return service


@transaction.atomic
def add_criteria(
    service: Service, *, by: User, criteria: Criteria, in_force_from: date, note: str = ""
) -> CriteriaVersion:
    """Add a version of the criteria, in force from a day on.

    Raises
    ------
    InputError
        Where referrals of that day were, or may have been, judged by the version before.
    """
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    # Two who add at once wait for each other here.
    Service.objects.select_for_update().get(pk=service.pk)
    earliest = earliest_day(service, today=timezone.localdate())
    if earliest is not None and in_force_from < earliest:
        raise InputError(
            "Criteria cannot be changed for days on which referrals were judged by others.",
            code="deliver.criteria-in-force-already",
            where=service.name,
            fix="Let them begin today or later, and after the version before them.",
        )
    number = (service.criteria_versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = CriteriaVersion.objects.create(
        service=service, number=number, in_force_from=in_force_from,
        content=criteria_as_data(criteria), note=note.strip(), made_by=by,
    )  # fmt: skip
    put_down(
        "criteria of a service added", by=by, organisation=service.organisation,
        subject=service, detail={"version": number, "from": in_force_from.isoformat()},
    )  # fmt: skip
    return version


@transaction.atomic
def add_team_member(
    service: Service,
    *,
    by: User,
    name: str,
    profession: str,
    limit: int | None = None,
    user: User | None = None,
) -> TeamMember:
    """Add a professional to a service's team."""
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    _check_name(service, name)
    member = TeamMember.objects.create(
        service=service,
        name=name.strip(),
        profession=profession.strip(),
        limit=limit,
        user=user,
    )
    put_down("team member added", by=by, organisation=service.organisation, subject=member)
    return member


@transaction.atomic
def change_team_member(
    member: TeamMember,
    *,
    by: User,
    name: str,
    profession: str,
    limit: int | None = None,
    user: User | None = None,
    ended: date | None = None,
) -> TeamMember:
    """Change a professional of a team, or say from which day they are no longer in it.

    Raises
    ------
    InputError
        Where they would leave while they still lead or help in a case.
    """
    service = member.service
    check_may(by, Permission.MANAGE_SERVICES, service.organisation)
    _check_name(service, name, but=member)
    if ended is not None and member.parts.filter(until=None).exists():
        raise InputError(
            "This professional still has a part in a case.",
            code="deliver.team-member-has-cases",
            fix="Give their cases to others first.",
        )
    member.name, member.profession, member.limit = name.strip(), profession.strip(), limit
    member.user, member.ended = user, ended
    member.save()
    put_down("team member changed", by=by, organisation=service.organisation, subject=member)
    return member


def _write(service: Service, about: dict[str, Any]) -> None:
    for field, value in about.items():
        if field not in ABOUT:
            raise TypeError(f"{field} is not said of a service")
        setattr(service, field, value.strip() if isinstance(value, str) else value)
    for field in ("baseline_first", "baseline_last"):
        day = getattr(service, field)
        if day is not None:
            setattr(service, field, day.replace(day=1))
    if (service.baseline_first is None) is not (service.baseline_last is None) or (
        service.baseline_first is not None
        and service.baseline_last is not None
        and service.baseline_last < service.baseline_first
    ):
        raise InputError(
            "A baseline needs its first and its last month, in this order.",
            code="deliver.baseline-unsound",
            where=service.name,
            fix="Give both, or neither.",
        )
    if service.need_measure and not (
        service.need_lowest is not None
        and service.need_highest is not None
        and service.need_lowest < service.need_highest
    ):
        raise InputError(
            "A measure of need has a lowest and a highest value, in this order.",
            code="deliver.need-measure-unsound",
            where=service.name,
            fix="Give both values, or no measure.",
        )
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError:
        raise InputError(
            "There is a service of that name in the same organisation.",
            code="deliver.service-name-taken",
            where=service.name,
            fix="Choose another name.",
        ) from None


def _check_name(service: Service, name: str, *, but: TeamMember | None = None) -> None:
    same = service.team.filter(name__iexact=name.strip())
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise InputError(
            "There is somebody of that name in the team.",
            code="deliver.team-member-name-taken",
            fix="Add an initial, or their post.",
        )


def _references_of(organisation: Organisation) -> Organisation:
    chain = above(organisation)
    places = Organisation.objects.in_bulk(chain)
    return next(
        (places[key] for key in chain if places[key].kind == Kind.AUTHORITY), organisation
    )
