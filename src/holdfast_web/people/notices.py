"""Who is told by email, and of what? Those who may see it and want to be told.

A notice tells that something happened and where to look; it holds nothing about a child, since
email is read on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from holdfast_web.people.models import NoticePreference
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.ui.look import look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.people.models import User


def wanted_by(user: User) -> set[NoticeKind]:
    """Give the notices that a person wants: all, but for those they said no to."""
    refused = NoticePreference.objects.filter(user=user, wanted=False)
    return set(NoticeKind) - {
        NoticeKind(kind) for kind in refused.values_list("kind", flat=True)
    }


def who_want(kind: NoticeKind, people: Iterable[User]) -> list[User]:
    """Give those of some people, each once, who can sign in and want a kind of notice."""
    asked = {user.pk: user for user in people if user.is_active}
    refused = set(
        NoticePreference.objects.filter(
            user__in=list(asked), kind=kind, wanted=False
        ).values_list("user_id", flat=True)
    )
    return [user for key, user in asked.items() if key not in refused]


def tell(kind: NoticeKind, *, to: Iterable[User], subject: str, text: str, href: str) -> int:
    """Send a notice to those who want it, once what it tells of is kept.

    Parameters
    ----------
    kind
        What it is about.
    to
        People who may see what it tells of; the caller has asked `people.scope`.
    subject, text
        What happened, in words without a value of a child's record: email is read on the way.
    href
        Where it is seen, after signing in.

    Returns
    -------
    int
        How many messages are sent once the transaction is done. A mail server that does not
        answer stops nothing else.
    """
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    body = (
        f"{text}\n\nSee it: {address}{href}\n\n"
        f"Choose which notices you get: {address}{reverse('notices')}\n"
    )
    messages = [
        EmailMessage(subject=f"{look().name}: {subject}", body=body, to=[user.email])
        for user in who_want(kind, to)
    ]
    if messages:
        transaction.on_commit(lambda: _send(messages), robust=True)
    return len(messages)


def _send(messages: list[EmailMessage]) -> None:
    get_connection().send_messages(messages)
