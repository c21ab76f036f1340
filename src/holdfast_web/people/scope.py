"""Whose data may this person see? The one place where every query is narrowed.

A membership reaches its organisation and all that stand under it; emergency access reaches one
organisation, for a short time. A query of anything that
belongs to an organisation goes through `seen_by`; a page asks `check_may` before it shows or
does anything. What a person may not see does not exist for them: they get a page not found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from django.http import Http404
from django.utils import timezone

from holdfast_web.people.asked_once import once
from holdfast_web.people.models import Emergency, Membership, Organisation, User
from holdfast_web.people.permissions import IN_AN_EMERGENCY, Permission
from holdfast_web.people.roles import ROLES, RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model, QuerySet

    Thing = TypeVar("Thing", bound=Model)

Sees: TypeAlias = Callable[[User, Permission], set[int]]
"""Says where a person has a permission: `organisations`, or fewer by the interface."""


def organisations(user: User | AnonymousUser, permission: Permission) -> set[int]:
    """Give the organisations in which a person has a permission, by primary key.

    At most three queries, whatever the number of organisations: the memberships, the tree, and
    emergency access where the permission is one that it gives. While a page is read, each is
    asked once (`asked_once`).
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    return set(once((user.pk, permission), lambda: _organisations(user, permission)))


def _organisations(user: User, permission: Permission) -> set[int]:
    roots = {place for role, place in _held(user) if permission in ROLES[role].permissions}
    found = under(roots) if roots else set()
    return found | _in_an_emergency(user) if permission in IN_AN_EMERGENCY else found


def _held(user: User) -> list[tuple[RoleName, int]]:
    def ask() -> list[tuple[RoleName, int]]:
        held = Membership.objects.filter(user=user).values_list("role", "organisation_id")
        return [(RoleName(role), place) for role, place in held]

    return once(("roles", user.pk), ask)


def _tree() -> list[tuple[int, int | None]]:
    """Give every organisation with the one that it stands under."""

    def ask() -> list[tuple[int, int | None]]:
        return list(Organisation.objects.order_by().values_list("id", "parent_id"))

    return once("tree", ask)


def under(roots: set[int]) -> set[int]:
    """Give organisations with all that stand under them."""
    children: dict[int | None, list[int]] = {}
    for key, parent in _tree():
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
    return all_above({organisation.pk})[organisation.pk]


def all_above(places: set[int]) -> dict[int, list[int]]:
    """Give for each organisation itself and all that stand above it, in one query."""
    parents = dict(_tree())

    def chain(place: int) -> list[int]:
        found: list[int] = []
        here: int | None = place
        while here is not None and here not in found:
            found.append(here)
            here = parents.get(here)
        return found

    return {place: chain(place) for place in places}


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


def who_may(permission: Permission, organisation: Organisation) -> QuerySet[User]:
    """Give everyone who is active and has a permission in an organisation by a role."""
    roles = [name for name, role in ROLES.items() if permission in role.permissions]
    return User.objects.filter(
        is_active=True,
        memberships__role__in=roles,
        memberships__organisation_id__in=above(organisation),
    ).distinct()


def roles_of(user: User | AnonymousUser) -> list[RoleName]:
    """Give the roles that a person has anywhere, in the order of the list."""
    if not user.is_authenticated:
        return []
    held = {role for role, _ in _held(user)}
    return [name for name in RoleName if name in held]


def permissions_of(user: User | AnonymousUser) -> frozenset[Permission]:
    """Give all that a person may do anywhere by their roles: what to offer them at all."""
    return frozenset[Permission]().union(*(ROLES[name].permissions for name in roles_of(user)))


def _in_an_emergency(user: User) -> set[int]:
    def ask() -> set[int]:
        open_now = Emergency.objects.filter(
            user=user, ended_at__isnull=True, ends_at__gt=timezone.now()
        )
        return set(open_now.values_list("organisation_id", flat=True))

    return once(("emergencies", user.pk), ask)
