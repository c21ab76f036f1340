"""How is staff's feedback on a session asked for, given without a name, and closed?"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import FeedbackLink, SessionFeedback
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from holdfast_web.deliver.models import Session
    from holdfast_web.people.models import User

OPEN_FOR = timedelta(days=14)
SECRET_BYTES = 12
MOST_IN_AN_HOUR = 60
MOST_IN_ALL = 200
AN_HOUR = timedelta(hours=1)


@transaction.atomic
def open_feedback(*, by: User, session: Session) -> FeedbackLink:
    """Make the address at which staff answer, for two weeks.

    Raises
    ------
    InputError
        Where it was made already: once it is closed it stays so, since answers that came after
        the others were read could be told apart.
    """
    organisation = session.run.organisation
    check_may(by, Permission.TAKE_REGISTERS, organisation)
    link, made = FeedbackLink.objects.get_or_create(
        session=session,
        defaults={
            "secret": secrets.token_urlsafe(SECRET_BYTES),
            "closes": timezone.now() + OPEN_FOR,
            "by": by,
        },
    )
    if not made:
        raise InputError(
            "Feedback on this session was asked for already.",
            code="deliver.feedback-asked",
            where=str(session),
            fix="Use the address that there is. Once closed, it is not opened again.",
        )
    put_down("feedback opened", by=by, organisation=organisation, subject=session)
    return link


@transaction.atomic
def close_feedback(link: FeedbackLink, *, by: User) -> FeedbackLink:
    """Let no more answers in, so that those there are can be read."""
    organisation = link.session.run.organisation
    check_may(by, Permission.TAKE_REGISTERS, organisation)
    if link.closes > timezone.now():
        link.closes = timezone.now()
        link.save(update_fields=["closes"])
        put_down("feedback closed", by=by, organisation=organisation, subject=link.session)
    return link


@transaction.atomic
def give_feedback(
    link: FeedbackLink, *, useful: int, clear: int, confident: int, comment: str
) -> SessionFeedback:
    """Keep one answer. No event is put down: it would keep the moment of an answer.

    Raises
    ------
    InputError
        Where the address is closed, or more answers come than a team has people.
    """
    link = FeedbackLink.objects.select_for_update().get(pk=link.pk)
    now = timezone.now()
    if link.closes <= now:
        raise InputError(
            "Feedback on this session is closed.",
            code="deliver.feedback-closed",
            fix="Tell a facilitator what you wanted to say.",
        )
    if link.hour is None or now - link.hour >= AN_HOUR:
        link.hour, link.in_hour = now, 0
    given = SessionFeedback.objects.filter(session=link.session_id).count()
    if link.in_hour >= MOST_IN_AN_HOUR or given >= MOST_IN_ALL:
        raise InputError(
            "More answers have come than a team has people.",
            code="deliver.feedback-too-many",
            fix="Try again in an hour, or tell a facilitator what you wanted to say.",
        )
    link.in_hour += 1
    link.save(update_fields=["hour", "in_hour"])
    return SessionFeedback.objects.create(
        session_id=link.session_id, useful=useful, clear=clear, confident=confident,
        comment=comment.strip(),
    )  # fmt: skip
