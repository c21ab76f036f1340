"""Which codes may a column hold, in which years, and what do they mean?

One CSV a list under `library/code_lists/`. Years are collection years, named by their end; a
blank limit means that no limit is known. `now` names the code that took an older one's place,
where that is a matter of coding only (sex 1 is now M).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import LibraryError
from holdfast.library.entry import find, names, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ("code", "meaning", "source", "valid_from", "valid_to", "now", "note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """One code of a list."""

    code: str
    meaning: str
    source: str
    valid_from: int | None
    valid_to: int | None
    now: str | None
    note: str

    def valid(self, year: int) -> bool:
        """Say whether a return of this collection year may hold the code."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True)
class CodeList:
    """Every code of one list, in the order of its file."""

    name: str
    entries: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """The entries by their code."""
        return MappingProxyType({entry.code: entry for entry in self.entries})

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code of any year."""
        return frozenset(self.by_code)

    def valid(self, year: int) -> frozenset[str]:
        """Say which codes a return of this collection year may hold.

        Examples
        --------
        >>> places = code_list("ssda903/placement_type")
        >>> "K3" in places.valid(2023), "K3" in places.valid(2025)
        (False, True)
        """
        return frozenset(entry.code for entry in self.entries if entry.valid(year))

    def meaning(self, code: str) -> str:
        """Say what a code means, in a few words."""
        return self.by_code[code].meaning

    @cached_property
    def recoding(self) -> Mapping[str, str]:
        """Older codes and the codes that took their place.

        Examples
        --------
        >>> dict(code_list("ssda903/sex").recoding)
        {'1': 'M', '2': 'F'}
        """
        return MappingProxyType({e.code: e.now for e in self.entries if e.now is not None})


def code_list_names() -> tuple[str, ...]:
    """Which code lists does the library hold? In order of name."""
    return names("code_lists", ".csv")


@cache
def code_list(name: str) -> CodeList:
    """Which codes does this list hold?

    Parameters
    ----------
    name
        Folder and file: `ssda903/placement_type`, `cin/primary_need`, `ethnicity`.

    Examples
    --------
    >>> code_list("ssda903/legal_status").meaning("C2")
    'Full care order'
    """
    path = find("code_lists", name, ".csv")
    rows = read_rows(path, COLUMNS)
    entries = tuple(
        Code(
            code=row["code"],
            meaning=row["meaning"],
            source=row["source"],
            valid_from=_year(row["valid_from"]),
            valid_to=_year(row["valid_to"]),
            now=row["now"] or None,
            note=row["note"],
        )
        for row in rows
    )
    codes = [entry.code for entry in entries]
    if len(set(codes)) != len(codes) or not all(e.code and e.meaning for e in entries):
        raise LibraryError(
            "A code list holds a code twice, or a row without a code or a meaning.",
            code="library.code-list-wrong",
            where=f"library/code_lists/{name}.csv",
            fix="Keep one row a code, with its meaning.",
        )
    return CodeList(name, entries)


def _year(cell: str) -> int | None:
    return int(cell) if cell else None
