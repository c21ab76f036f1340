"""What do staff say of a session, where enough of them said something?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from holdfast_web.deliver.models import FeedbackLink, SessionFeedback

if TYPE_CHECKING:
    from holdfast_web.deliver.models import Session

FEWEST_SHOWN = 5
STATEMENTS = {
    "useful": "The session was useful for my work",
    "clear": "It was clear what we are asked to try",
    "confident": "I feel able to try it on my next shift",
}
ANSWERS = {1: "Not at all", 2: "A little", 3: "Somewhat", 4: "Mostly", 5: "Completely"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What was said of one session.

    `counts` has, for each statement, how many gave each answer, and `comments` the comments in
    no order. Both are None while answers can still come in, or where fewer than five came: an
    answer could be told by looking twice, or by knowing who was there.
    """

    link: FeedbackLink | None
    is_open: bool
    number: int | None
    counts: dict[str, dict[int, int]] | None
    comments: list[str] | None


def said_of(session: Session) -> Said:
    """Give what was said of a session, as far as it may be shown."""
    link = FeedbackLink.objects.filter(session=session).select_related("session").first()
    is_open = link is not None and link.closes > timezone.now()
    answers = [] if is_open else list(SessionFeedback.objects.filter(session=session))
    if len(answers) < FEWEST_SHOWN:
        return Said(link=link, is_open=is_open, number=None, counts=None, comments=None)
    return Said(
        link=link,
        is_open=False,
        number=len(answers),
        counts={
            name: {
                value: sum(getattr(answer, name) == value for answer in answers)
                for value in ANSWERS
            }
            for name in STATEMENTS
        },
        comments=sorted(answer.comment for answer in answers if answer.comment),
    )
