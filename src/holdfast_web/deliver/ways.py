"""Which ways into delivery does a person have?

What is used from day to day stands in the navigation, the rest on the page of the question
"What do we do, and is it done as meant?": a navigation of everything is read by nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.deliver.queries.referral_services import OPEN_TO as SERVICES_OPEN_TO
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User

WAYS: list[tuple[str, str, Permission | tuple[Permission, ...] | None]] = [
    ("Programmes", "deliver:programmes", None),
    ("Sites", "deliver:sites", Permission.SEE_DELIVERY),
    ("Homes", "deliver:homes", Permission.SEE_DELIVERY),
    ("Runs", "deliver:runs", Permission.SEE_DELIVERY),
    ("Registers", "deliver:registers", Permission.SEE_STAFF),
    ("Coverage", "deliver:coverage", Permission.SEE_DELIVERY),
    ("Homes by month", "deliver:home_months", Permission.SEE_HOME_MONTHS),
    ("Services", "deliver:services", SERVICES_OPEN_TO),
    ("Across sites", "deliver:national", Permission.SEE_NATIONAL),
]
"""What each area offers: a text, the name of its address, and the permission that opens it.

Of several permissions any one opens it; None opens it to everyone who is signed in. They stand
in the order in which they are listed.
"""

ON_THE_PAGE: list[tuple[str, str, Permission, str]] = [
    (
        "Facilitators",
        "deliver:facilitators",
        Permission.SEE_STAFF,
        "Who may deliver which programme, and whose certification ends.",
    ),
    (
        "Fidelity",
        "deliver:fidelity",
        Permission.SEE_FIDELITY,
        "How faithfully sessions are delivered, by whoever did not deliver them.",
    ),
    (
        "What sites changed",
        "deliver:exchange",
        Permission.SEE_DELIVERY,
        "What places did differently, why, and what came of it.",
    ),
]
"""The rest: a text, the name of its address, what opens it, and what is read there."""


def ways(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Offer the parts of delivery that a person may see somewhere."""
    if not user.is_authenticated:
        return []
    return [
        (text, reverse(name))
        for text, name, permission in WAYS
        if permission is None or _may(user, permission)
    ]


def delivery_answers(user: User) -> Iterator[Answer]:
    """Offer what does not stand in the navigation on the question's page."""
    for text, name, permission, words in ON_THE_PAGE:
        if _may(user, permission):
            yield Answer(text=text, href=reverse(name), words=words)


def _may(user: User, permission: Permission | tuple[Permission, ...]) -> bool:
    several = permission if isinstance(permission, tuple) else (permission,)
    return any(organisations(user, one) for one in several)
