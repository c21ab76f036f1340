"""How are a sitting, its session and its run said in words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.schedule_changes import written_day, written_time
from holdfast_web.deliver.models import SessionKind

if TYPE_CHECKING:
    from datetime import time

    from holdfast_web.deliver.models import Session, Sitting

KINDS = {
    SessionKind.STAFF: "Session",
    SessionKind.MANAGERS: "Manager session",
    SessionKind.SPILL_OVER: "Spill-over session",
}


def name_of(session: Session) -> str:
    """Give what people call a session: Session 3: Warmth."""
    name = f"{KINDS[SessionKind(session.kind)]} {session.number}"
    return f"{name}: {session.title}" if session.title else name


def hours_of(sitting: Sitting) -> str:
    """Give the times of a sitting: 9:30am to 1pm."""
    return hours_between(sitting.starts, sitting.ends)


def hours_between(starts: time, ends: time) -> str:
    """Give two times of a day: 9:30am to 1pm."""
    return f"{written_time(starts)} to {written_time(ends)}"


def when(sitting: Sitting) -> str:
    """Give the day and times of a sitting, and the place where one is known."""
    place = f", at {sitting.place}" if sitting.place else ""
    return f"{written_day(sitting.on)}, {hours_of(sitting)}{place}"
