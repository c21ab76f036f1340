"""Which stages can a child's journey have, and to which does each way out of care lead?

`library/journeys/stages.csv` and `exits.csv`. The order is that of the journey: before care, in
care, after care.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.library.entry import LIBRARY, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGE_COLUMNS = (
    "order", "stage", "title", "shape", "part", "returns", "detail", "end_reason", "meaning",
    "source",
)  # fmt: skip
EXIT_COLUMNS = ("code", "stage", "source", "note")
UNKNOWN_EXIT = "left_care_other"


class Shape(StrEnum):
    """Whether a stage lasts."""

    SPELL = "spell"  # from a day to a later day, or to an end not yet seen
    POINT = "point"  # happens on a day


class Part(StrEnum):
    """Which part of the journey a stage belongs to."""

    BEFORE = "before care"
    IN_CARE = "in care"
    AFTER = "after care"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One stage of the journey."""

    name: str
    title: str
    order: int
    shape: Shape
    part: Part
    returns: tuple[str, ...]  # the kinds of return that it is read from
    detail: str  # what a spell's detail holds
    end_reason: str  # what a spell's end_reason holds
    meaning: str
    source: str


@cache
def stages() -> Mapping[str, Stage]:
    """Give every stage by name, in the order of the journey.

    Examples
    --------
    >>> stages()["looked_after"].part
    <Part.IN_CARE: 'in care'>
    """
    rows = read_rows(LIBRARY / "journeys" / "stages.csv", STAGE_COLUMNS)
    found = (
        Stage(
            name=row["stage"],
            title=row["title"],
            order=int(row["order"]),
            shape=Shape(row["shape"]),
            part=Part(row["part"]),
            returns=tuple(row["returns"].split(";")),
            detail=row["detail"],
            end_reason=row["end_reason"],
            meaning=row["meaning"],
            source=row["source"],
        )
        for row in rows
    )
    return MappingProxyType({stage.name: stage for stage in found})


@cache
def exits() -> Mapping[str, str]:
    """Give the stage that follows care, by the code of the reason that care ceased.

    A reason that is blank or not in the list leads to `UNKNOWN_EXIT`. X1 is not an exit.

    Examples
    --------
    >>> exits()["E4A"], exits().get("", UNKNOWN_EXIT)
    ('return_home', 'left_care_other')
    """
    rows = read_rows(LIBRARY / "journeys" / "exits.csv", EXIT_COLUMNS)
    return MappingProxyType({row["code"]: row["stage"] for row in rows})
