"""Who is in an organisation, in which roles, and who is invited?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast_web.people.models import Invitation, Membership, Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.people.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One organisation in the tree that a person may see, and how deep it stands."""

    organisation: Organisation
    depth: int


def places_managed_by(user: User) -> QuerySet[Organisation]:
    """Give the organisations whose people or places a person manages."""
    keys = organisations(user, Permission.MANAGE_PEOPLE) | organisations(
        user, Permission.MANAGE_ORGANISATIONS
    )
    return Organisation.objects.filter(pk__in=keys)


def tree_of(user: User) -> list[Place]:
    """Give those organisations as a tree, each before what stands under it."""
    found = list(places_managed_by(user))
    here = {one.pk for one in found}
    under: dict[int | None, list[Organisation]] = defaultdict(list)
    for one in found:
        under[one.parent_id if one.parent_id in here else None].append(one)

    def walk(parent: int | None, depth: int) -> list[Place]:
        return [
            place
            for one in under[parent]
            for place in [Place(organisation=one, depth=depth), *walk(one.pk, depth + 1)]
        ]

    return walk(None, 0)


def memberships_in(
    organisation: Organisation, *, name: str = "", role: str = ""
) -> QuerySet[Membership]:
    """Give the roles held in an organisation itself, by person.

    Narrowed to people with `name` in their name or email address, and to one role.
    """
    found = Membership.objects.filter(organisation=organisation)
    if name:
        found = found.filter(Q(user__name__icontains=name) | Q(user__email__icontains=name))
    if role:
        found = found.filter(role=role)
    return found.select_related("user", "given_by").order_by(
        "user__name", "user__email", "role"
    )


def invitations_to(organisation: Organisation) -> QuerySet[Invitation]:
    """Give the invitations of an organisation that nobody has accepted, newest first."""
    return Invitation.objects.filter(organisation=organisation, used_at=None).select_related(
        "sent_by"
    )
