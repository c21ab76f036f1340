"""What does a mark say, now, at an earlier version of its register, and in words?"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast.deliver.register_saves import Kept
from holdfast.deliver.schedule_changes import written_time
from holdfast_web.deliver.models import AbsenceReason, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from holdfast_web.deliver.models import Mark, MarkChange


def said_by(mark: Mark) -> Said:
    """Give what a kept mark says, in the engine's words."""
    return Said(
        presence=Presence(mark.outcome),
        reason=Reason(mark.reason) if mark.reason else None,
        arrived=mark.arrived,
        left=mark.left,
    )


def written(said: Said | None) -> str:
    """Say a mark as people do: Late, arrived at 9:50am."""
    if said is None:
        return "No mark"
    parts = [str(Outcome(said.presence).label)]
    if said.reason is Reason.NOT_KNOWN:
        parts.append("reason not known")
    elif said.reason is not None:
        parts.append(str(AbsenceReason(said.reason).label).lower())
    if said.arrived is not None:
        parts.append(f"arrived at {written_time(said.arrived)}")
    if said.left is not None:
        parts.append(f"left at {written_time(said.left)}")
    return ", ".join(parts)


def stand_at(changes: Iterable[MarkChange], version: int) -> dict[UUID, Kept]:
    """Give every line of a register as it stood at a version of it.

    A line that was taken out is there without a mark, with the version that took it out.
    """
    stood: dict[UUID, Kept] = {}
    for change in sorted(changes, key=lambda change: change.version):
        if change.version <= version:
            stood[change.line] = Kept(mark=from_json(change.after), version=change.version)
    return stood


def changed_by(changes: Iterable[MarkChange]) -> dict[UUID, MarkChange]:
    """Give the latest change of each line."""
    return {change.line: change for change in sorted(changes, key=lambda one: one.version)}


def as_json(said: Said | None) -> dict[str, str | None] | None:
    """Give a mark as it is kept in the history of corrections."""
    if said is None:
        return None
    return {
        "presence": said.presence.value,
        "reason": said.reason.value if said.reason is not None else None,
        "arrived": f"{said.arrived:%H:%M}" if said.arrived is not None else None,
        "left": f"{said.left:%H:%M}" if said.left is not None else None,
    }


def from_json(kept: Mapping[str, str | None] | None) -> Said | None:
    """Give a mark back from the history of corrections."""
    if kept is None:
        return None
    arrived, left, reason = kept["arrived"], kept["left"], kept["reason"]
    return Said(
        presence=Presence(str(kept["presence"])),
        reason=Reason(reason) if reason else None,
        arrived=time.fromisoformat(arrived) if arrived else None,
        left=time.fromisoformat(left) if left else None,
    )
