"""How is a problem with a page passed on? By email to those who run the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from holdfast_web.people.audit import put_down

if TYPE_CHECKING:
    from holdfast_web.people.models import User


@transaction.atomic
def tell_of_problem(*, by: User, page: str, what: str, reply: bool) -> EmailMessage:
    """Send what a person told of a page to the service's contact, once it is put down.

    The trail holds that something was told, not what.
    """
    put_down("problem told", by=by, subject=by, detail={"reply": reply})
    message = EmailMessage(
        subject="A problem with a page",
        body=f"Page: {page}\n\n{what}\n\n"
        + (f"An answer is wanted: {by.email}\n" if reply else "No answer is wanted.\n"),
        to=[settings.CONTACT or settings.DEFAULT_FROM_EMAIL],
        reply_to=[by.email] if reply else None,
    )
    transaction.on_commit(message.send)
    return message
