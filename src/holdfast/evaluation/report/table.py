"""What does a reader who cannot or will not look at a picture read? A table in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table as printed: every cell is text already, and the first column heads its row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One picture: a title that says the finding, what it shows, both widths, its table.

    `wide` and `narrow` are SVG, or None where there is too little to draw; `missing` then says
    why. `second` is for a picture that draws two things.
    """

    id: str
    title: str
    description: str
    wide: str | None
    narrow: str | None
    table: Table
    second: Table | None = None
    missing: str = ""
