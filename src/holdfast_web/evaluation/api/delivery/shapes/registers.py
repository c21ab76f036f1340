"""The shapes of registers."""

from __future__ import annotations

from datetime import date, datetime, time  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Any, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict, Field


class SittingListedOut(Schema):
    """A sitting up to today, and whether its register was taken."""

    key: UUID
    run: UUID
    session: UUID
    on: date
    starts: time
    ends: time
    register_version: int
    taken: datetime | None


class MarkOut(Schema):
    """A line of a register: of a member of staff, or of somebody who was there for the day."""

    line: UUID
    staff: bool
    outcome: str
    reason: str
    arrived: time | None
    left: time | None
    minutes: int | None
    version: int


class RegisterOut(Schema):
    """A register with its version: give it back as `seen` when you save."""

    sitting: UUID
    version: int
    marks: list[MarkOut]


class MarkIn(Schema):
    """What a register is to say of one member of staff."""

    model_config = ConfigDict(extra="forbid")

    line: UUID
    outcome: Literal["present", "late", "left_early", "absent"]
    reason: Literal[
        "", "nights", "on_shift", "elsewhere", "off_shift", "leave", "sick", "long_leave",
        "training", "other_sitting", "not_told", "other", "not_known",
    ] = ""  # fmt: skip
    arrived: time | None = None
    left: time | None = None


class RegisterIn(Schema):
    """Marks to save together, and the version of the register that you had before you."""

    model_config = ConfigDict(extra="forbid")

    seen: Annotated[int, Field(ge=0, le=1_000_000)]
    marks: Annotated[list[MarkIn], Field(min_length=1, max_length=200)]


class RegisterSavedOut(RegisterOut):
    """A register after a save. What somebody else changed meanwhile stands as they left it."""

    conflicts: list[UUID]


class MarkChangeOut(Schema):
    """One change of one line of a register; null where there was, or is, no mark."""

    line: UUID
    version: int
    at: datetime
    means: Literal["page", "workbook"]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
