"""Which tables and columns does a statutory return have, and what do we call them?

One CSV a kind of return under `library/returns/`: our name for each table and column beside the
heading of the real CSV or workbook, and the element of the real XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.library.entry import find, names, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = (
    "table", "element", "order", "column", "heading", "xml", "pattern", "kind", "code_list",
    "required", "first_year", "note",
)  # fmt: skip

QUOTES = "['\u2018\u2019]"


class Kind(StrEnum):
    """What a column holds."""

    ID = "id"  # a person's reference: staged only as a pseudonym
    DATE = "date"
    CODE = "code"  # one code of `code_list`
    CODES = "codes"  # any number of codes of `code_list`
    FLAG = "flag"  # yes or no: 0 and 1, or true and false
    INTEGER = "integer"
    POSTCODE = "postcode"  # staged only as its outward part
    TEXT = "text"
    WITHHELD = "withheld"  # known, and never staged: UPNs and the names of workers


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of one table of a return."""

    name: str
    heading: str
    xml: str
    pattern: str
    kind: Kind
    code_list: str | None
    required: bool
    first_year: int | None
    note: str

    @property
    def xml_paths(self) -> tuple[str, ...]:
        """Where its value stands in the XML, from the table's element; first found wins.

        `..` climbs to the element above, and `.` is the text of the table's element itself.
        """
        return tuple(self.xml.split("|")) if self.xml else ()

    @cached_property
    def _match(self) -> re.Pattern[str]:
        return re.compile(self.pattern or re.escape(plain(self.heading)))

    def matches(self, heading: str) -> bool:
        """Say whether a heading seen in a file is this column's, forgiving of its form.

        Case, spaces, quotes and punctuation do not count.

        Examples
        --------
        >>> uasc = return_layout("annex_a").tables["annex_a_looked_after"].columns["uasc"]
        >>> uasc.matches("Unaccompanied asylum seeking child (UASC) within the last 12 months (Y/N))")
        True
        """  # noqa: E501
        return self._match.fullmatch(plain(heading)) is not None


@dataclass(frozen=True, kw_only=True)
class ReturnTable:
    """One table of a return, with its columns in order."""

    name: str
    element: str
    columns: Mapping[str, Column]

    def column_for(self, heading: str) -> Column | None:
        """Which column does this heading stand for? None where it is none of them."""
        return next((c for c in self.columns.values() if c.matches(heading)), None)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that no row may leave blank."""
        return tuple(column for column in self.columns.values() if column.required)


@dataclass(frozen=True, kw_only=True)
class ReturnLayout:
    """One kind of return, with its tables in order."""

    name: str
    tables: Mapping[str, ReturnTable]

    def __iter__(self) -> Iterator[ReturnTable]:
        return iter(self.tables.values())


def return_layout_names() -> tuple[str, ...]:
    """Which kinds of return does the library describe? In order of name."""
    return names("returns", ".csv")


@cache
def return_layout(name: str) -> ReturnLayout:
    """Say what a return of this kind looks like.

    Parameters
    ----------
    name
        `ssda903`, `cin` or `annex_a`.

    Examples
    --------
    >>> episodes = return_layout("ssda903").tables["ssda903_episodes"]
    >>> episodes.columns["place"].code_list
    'ssda903/placement_type'
    >>> episodes.columns["place"].xml_paths
    ('PL',)
    """
    rows = read_rows(find("returns", name, ".csv"), COLUMNS)
    tables = {}
    for table, group in groupby(rows, key=lambda row: row["table"]):
        members = list(group)
        tables[table] = ReturnTable(
            name=table,
            element=members[0]["element"],
            columns=MappingProxyType({row["column"]: _column(row) for row in members}),
        )
    return ReturnLayout(name=name, tables=MappingProxyType(tables))


def plain(heading: str) -> str:
    """Take case, quotes and punctuation away from a heading.

    Examples
    --------
    >>> plain("Child's  Legal Status ")
    'childs legal status'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(QUOTES, "", heading.lower())).split())


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        heading=row["heading"],
        xml=row["xml"],
        pattern=row["pattern"],
        kind=Kind(row["kind"]),
        code_list=row["code_list"] or None,
        required=row["required"] == "yes",
        first_year=int(row["first_year"]) if row["first_year"] else None,
        note=row["note"],
    )
