"""Which roles does a person hold, where, and what is each for?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast_web.people.models import Membership
from holdfast_web.people.roles import ROLES, RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User


MOST_NAMED = 20
"""Whoever holds a role in more organisations than this is told how many more there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRole:
    """A role, the names of the organisations in which it is held, and what it is for."""

    role: str
    organisations: tuple[str, ...]
    description: str
    more: int = 0

    @property
    def places(self) -> str:
        """Name the organisations in one line."""
        names = ", ".join(self.organisations)
        return f"{names} and {self.more:,} more" if self.more else names


def held_roles(user: User | AnonymousUser) -> list[HeldRole]:
    """Give a person's roles in the order of the list, in one query."""
    if not user.is_authenticated:
        return []
    held: dict[str, list[str]] = {}
    found = Membership.objects.filter(user=user).order_by("organisation__name")
    for role, organisation in found.values_list("role", "organisation__name"):
        held.setdefault(role, []).append(organisation)
    return [
        HeldRole(
            role=str(name.label),
            organisations=tuple(held[name][:MOST_NAMED]),
            more=max(0, len(held[name]) - MOST_NAMED),
            description=ROLES[name].description,
        )
        for name in RoleName
        if name in held
    ]
