"""In which state may a register be taken, and a catch-up be entered?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import SessionKind, SittingState

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import Session, Sitting


def check_can_be_taken(sitting: Sitting, *, today: date) -> None:
    """Refuse a register of a sitting that is cancelled or still to come.

    Raises
    ------
    InputError
        Where it cannot be taken.
    """
    if sitting.state == SittingState.CANCELLED:
        raise InputError(
            "This sitting was cancelled, so it has no register.",
            code="deliver.register-of-cancelled",
            where=str(sitting),
            fix="Take the register of the sitting that was held in its place.",
        )
    if sitting.on > today:
        raise InputError(
            "This sitting is still to come.",
            code="deliver.register-too-early",
            where=str(sitting),
            fix="Take the register on the day. If the sitting was brought forward, move it.",
        )


def check_can_be_caught_up(session: Session, *, on: date, first: date | None) -> None:
    """Refuse a catch-up on a day before its session was held, or of one that nobody owes.

    Raises
    ------
    InputError
        Where there is nothing to catch up yet, or never will be.
    """
    if session.kind == SessionKind.SPILL_OVER:
        raise InputError(
            "A spill-over session is for what others left over, so nobody owes it.",
            code="deliver.catch-up-of-spill-over",
            where=str(session),
            fix="Write down which session was caught up in it.",
        )
    if first is None or on < first:
        raise InputError(
            "A session is caught up after it was held.",
            code="deliver.catch-up-too-early",
            where=str(session),
            fix="Give a day on or after that of the session. If it was held earlier, move it.",
        )
