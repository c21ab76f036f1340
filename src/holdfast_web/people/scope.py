"""Whose data may this person see? The one place where every query is narrowed.

A membership reaches its organisation and all that stand under it; emergency access reaches one
organisation, for a short time. A query of anything that
belongs to an organisation goes through `seen_by`; a page asks `check_may` before it shows or
does anything. What a person may not see does not exist for them: they get a page not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404
from django.utils import timezone

from holdfast_web.people.models import Emergency, Membership, Organisation
from holdfast_web.people.permissions import IN_AN_EMERGENCY, Permission
from holdfast_web.people.roles import ROLES, RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model, QuerySet

    from holdfast_web.people.models import User

    Thing = TypeVar("Thing", bound=Model)


def organisations(user: User | AnonymousUser, permission: Permission) -> set[int]:
    """Give the organisations in which a person has a permission, by primary key.

    At most three queries, whatever the number of organisations: the memberships, the tree, and
    emergency access where the permission is one that it gives.
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    roles = [name for name, role in ROLES.items() if permission in role.permissions]
    held = Membership.objects.filter(user=user, role__in=roles)
    roots = set(held.values_list("organisation_id", flat=True))
    found = under(roots) if roots else set()
    return found | _in_an_emergency(user) if permission in IN_AN_EMERGENCY else found


def under(roots: set[int]) -> set[int]:
    """Give organisations with all that stand under them."""
    children: dict[int | None, list[int]] = {}
    for key, parent in Organisation.objects.values_list("id", "parent_id"):
        children.setdefault(parent, []).append(key)
    found: set[int] = set()
    left = list(roots)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += children.get(one, [])
    return found


def above(organisation: Organisation) -> list[int]:
    """Give an organisation with all that stand above it, from itself upwards."""
    parents = dict(Organisation.objects.values_list("id", "parent_id"))
    found: list[int] = []
    here: int | None = organisation.pk
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found


def seen_by(
    things: QuerySet[Thing], user: User | AnonymousUser, permission: Permission
) -> QuerySet[Thing]:
    """Narrow things that have an `organisation` to those that a person may see."""
    return things.filter(organisation_id__in=organisations(user, permission))


def can(user: User | AnonymousUser, permission: Permission, organisation: Organisation) -> bool:
    """Say whether a person has a permission in an organisation."""
    return organisation.pk in organisations(user, permission)


def check_may(
    user: User | AnonymousUser, permission: Permission, organisation: Organisation
) -> None:
    """Refuse what a person may not do as if it were not there.

    Raises
    ------
    Http404
        Where they may not.
    """
    if not can(user, permission, organisation):
        raise Http404("There is no such page, or it is not yours to see.")


def roles_of(user: User | AnonymousUser) -> list[RoleName]:
    """Give the roles that a person has anywhere, in the order of the list."""
    if not user.is_authenticated:
        return []
    held = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    return [name for name in RoleName if name in held]


def permissions_of(user: User | AnonymousUser) -> frozenset[Permission]:
    """Give all that a person may do anywhere by their roles: what to offer them at all."""
    return frozenset[Permission]().union(*(ROLES[name].permissions for name in roles_of(user)))


def _in_an_emergency(user: User) -> set[int]:
    open_now = Emergency.objects.filter(
        user=user, ended_at__isnull=True, ends_at__gt=timezone.now()
    )
    return set(open_now.values_list("organisation_id", flat=True))
