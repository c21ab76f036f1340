"""Who delivers programmes, how does each stand, and who delivers a run on a day?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast.deliver.facilitators import Certification as EngineCertification
from holdfast.deliver.facilitators import Place, Stands, roles_on, stands
from holdfast.library.programme import programmes
from holdfast.library.programme_parts import RolePart
from holdfast_web.deliver.models import (
    Certification,
    CertificationState,
    Facilitator,
    RunFacilitator,
)
from holdfast_web.deliver.queries.runs import dose_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast.deliver.facilitators import RoleOnDay
    from holdfast_web.deliver.models import Run
    from holdfast_web.people.models import Organisation, User


@dataclass(frozen=True, kw_only=True, slots=True)
class StandsFor:
    """How somebody stands for one programme."""

    programme: str
    stands: Stands


def facilitators_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_STAFF
) -> QuerySet[Facilitator]:
    """Give the facilitators whom a person may see, or keep."""
    return seen_by(Facilitator.objects.all(), user, permission).select_related("organisation")


def may_deliver_in(organisation: Organisation, *, day: date) -> QuerySet[Facilitator]:
    """Give who may be asked to deliver in an organisation: its own, and those above it."""
    still = Q(ended__isnull=True) | Q(ended__gt=day)
    return Facilitator.objects.filter(still, organisation__in=above(organisation))


def standings(facilitators: Iterable[Facilitator], *, day: date) -> dict[int, list[StandsFor]]:
    """Give how facilitators stand for each of their programmes, in one query."""
    found: defaultdict[int, dict[str, list[EngineCertification]]] = defaultdict(dict)
    for one in _certifications(facilitators):
        found[one.facilitator_id].setdefault(one.programme, []).append(_engine(one))
    return {
        who: [
            StandsFor(programme=programme, stands=stands(made, day))
            for programme, made in sorted(of.items())
        ]
        for who, of in found.items()
    }


def roles_of_run(run: Run, *, day: date) -> tuple[tuple[RoleOnDay, ...], dict[str, str]]:
    """Give the roles that a run needs and who fills each on a day, with the names by key.

    Raises
    ------
    InputError
        Where what the run keeps of its programme cannot be read.
    """
    places = list(places_of(run))
    made: defaultdict[str, list[EngineCertification]] = defaultdict(list)
    facilitators = [place.facilitator for place in places]
    for one in _certifications(facilitators).filter(programme=run.programme):
        made[str(one.facilitator_id)].append(_engine(one))
    roles = roles_on(
        dose_of(run),
        [
            Place(
                facilitator=str(place.facilitator_id), role=place.role, since=place.since,
                until=place.until,
            )
            for place in places
        ],
        made,
        day=day,
    )  # fmt: skip
    return roles, {str(one.pk): one.name for one in facilitators}


def places_of(run: Run) -> QuerySet[RunFacilitator]:
    """Give every place on a run, in order of time."""
    return run.facilitators.select_related("facilitator").order_by("since", "id")


def role_titles() -> dict[str, str]:
    """Give the roles that programmes of the library ask facilitators for, by name."""
    return {
        role.role: role.title
        for entry in programmes().values()
        for role in entry.provided.roles.items
        if role.part is RolePart.FACILITATOR
    }


def _certifications(facilitators: Iterable[Facilitator]) -> QuerySet[Certification]:
    keys = [one.pk for one in facilitators]
    return Certification.objects.filter(facilitator__in=keys).order_by("since", "id")


def _engine(one: Certification) -> EngineCertification:
    return EngineCertification(
        certified=one.state == CertificationState.CERTIFIED, since=one.since,
        expires=one.expires,
    )  # fmt: skip
