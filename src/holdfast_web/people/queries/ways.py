"""Which of people's own pages is a person offered?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import permissions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User

WAYS = (
    ("Releases", "releases", {Permission.ASK_RELEASE, Permission.APPROVE_RELEASE}),
    ("People", "organisations", {Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATIONS}),
    ("Audit trail", "trail", {Permission.SEE_AUDIT_TRAIL}),
    ("Emergency access", "emergencies", {Permission.EMERGENCY_ACCESS}),
)


def people_ways(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Give the texts and addresses, by what the person's roles allow."""
    held = permissions_of(user)
    ways = [(text, reverse(name)) for text, name, asked in WAYS if asked & held]
    return [*ways, ("My account", reverse("account"))] if user.is_authenticated else ways
