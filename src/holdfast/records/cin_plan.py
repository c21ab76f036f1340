"""Where does the text of each element of a CIN census file go?

Worked out once from the layout in the library: which elements begin a row of which table, which
values stand in it, and which a row takes from a block around it (an assessment takes its child
and its referral date). Every column that is filled from an element has a number of its own, its
slot; the slots of one table follow each other, and those of tables inside it follow them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from holdfast.library.return_layout import Column, Kind, ReturnTable, return_layout

if TYPE_CHECKING:
    Path = tuple[str, ...]


class Begins(NamedTuple):
    """The element begins a row of a table; its own text, if wanted, goes to a slot of it."""

    table: int
    slot: int | None


class Adds(NamedTuple):
    """The element may repeat, or has two names: its text is joined on, or fills a gap."""

    slot: int
    joined: bool


Place = int | Begins | Adds | dict[str, "Place"] | None
"""What to do on meeting an element.

A number is the slot that takes its text. A dictionary goes by the name of the element around
it, for a name that means different things in different blocks (the date of a conference). None:
its text goes nowhere, because it only holds other elements or is never kept (the UPN).
"""


class Taken(NamedTuple):
    """A column, and where its values are: in the block itself (0), or so many blocks out."""

    column: str
    blocks_out: int
    slot: int


@dataclass(frozen=True, slots=True)
class Block:
    """One table, and how its rows hang together with those of other tables."""

    table: str
    element: str
    outer: int | None
    outer_slot: int  # the first slot of the block around it; -1 for a child
    slots: slice
    inner_slots: slice  # those of all the blocks inside it
    columns: tuple[Taken, ...]

    @property
    def own(self) -> tuple[str, ...]:
        """The columns that stand in the block itself."""
        return tuple(taken.column for taken in self.columns if not taken.blocks_out)


@cache
def plan() -> tuple[tuple[Block, ...], dict[str, Place]]:
    """Give the blocks, outer before inner, and what to do on meeting an element of a name."""
    tables = sorted(return_layout("cin"), key=_element)
    elements = [_element(table) for table in tables]
    by_path: dict[Path, Place] = {path: Begins(at, None) for at, path in enumerate(elements)}
    slot_of: dict[Path, int] = {}
    first = [0]
    for table in tables:
        own = [column for column in table.columns.values() if _stands_in_it(column)]
        for slot, column in enumerate(own, first[-1]):
            for path in _paths(table, column):
                slot_of[path] = slot
                by_path[path] = _place(column, slot, by_path.get(path))
        first.append(first[-1] + len(own))
    blocks = []
    for at, (table, here) in enumerate(zip(tables, elements, strict=True)):
        outwards = [n for n in range(at, -1, -1) if here[: len(elements[n])] == elements[n]]
        inside = [n for n, path in enumerate(elements) if path[: len(here)] == here]
        outer = outwards[1] if outwards[1:] else None
        columns = []
        for column in table.columns.values():
            if column.kind is not Kind.WITHHELD:
                slot = slot_of[_paths(table, column)[0]]
                blocks_out = outwards.index(bisect_right(first, slot) - 1)
                columns.append(Taken(column.name, blocks_out, slot))
        blocks.append(
            Block(
                table=table.name,
                element=table.element,
                outer=outer,
                outer_slot=-1 if outer is None else first[outer],
                slots=slice(first[at], first[at + 1]),
                inner_slots=slice(first[at + 1], first[inside[-1] + 1]),
                columns=tuple(columns),
            )
        )
    return tuple(blocks), _by_name(by_path, tables)


def _place(column: Column, slot: int, begun: Place) -> Place:
    if isinstance(begun, Begins):
        return Begins(begun.table, slot)
    if column.kind is Kind.CODES or len(column.xml_paths) > 1:
        return Adds(slot, joined=column.kind is Kind.CODES)
    return slot


def _by_name(by_path: dict[Path, Place], tables: list[ReturnTable]) -> dict[str, Place]:
    """Forget the path to an element where its name alone says what to do."""
    places: dict[str, Place] = {
        name: None
        for table in tables
        for column in table.columns.values()
        for path in _paths(table, column)
        for name in path
    }
    for path, place in by_path.items():
        alike = {
            other[-2]: by_path[other]
            for other in by_path
            if other[1:] and other[-1] == path[-1]
        }
        places[path[-1]] = alike if len(alike) > 1 else place
    return places


def _element(table: ReturnTable) -> Path:
    return tuple(table.element.split("/"))


def _paths(table: ReturnTable, column: Column) -> list[Path]:
    """Where a column stands, counted from the child: `..` climbs, `.` stays."""
    found = []
    for relative in column.xml_paths:
        path = list(_element(table))
        for step in relative.split("/"):
            if step == "..":
                path.pop()
            elif step != ".":
                path.append(step)
        found.append(tuple(path))
    return found


def _stands_in_it(column: Column) -> bool:
    """Say whether a column is filled from the block itself, and may be kept."""
    return column.kind is not Kind.WITHHELD and not column.xml.startswith("../")
