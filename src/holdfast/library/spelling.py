"""Which code does a value stand for that authorities spell in many ways?

`library/spellings/annex_a.csv` holds the spellings seen in real Annex A workbooks, with case,
quotes, punctuation and spaces taken away. A spelling that was seen for two codes of one list is
not in it, nor is one that its authority had marked as an error: what could mean two things is
reported, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.library.entry import find, names, read_rows
from holdfast.library.return_layout import plain, return_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ("code_list", "spelling", "code")


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """The spellings of one kind of return."""

    name: str
    by_column: Mapping[str, Mapping[str, str]]

    def canonical(self, column: str, value: str) -> str | None:
        """Give the code that a value stands for in a column; None where it is not known.

        Parameters
        ----------
        column
            Our name for the column, as in the layout of the return.
        value
            What the file holds.

        Examples
        --------
        >>> annex_a = spelling("annex_a")
        >>> annex_a.canonical("ethnicity", "a) WBRI")
        'A'
        >>> annex_a.canonical("gender", "indeterminate") is None
        True
        """
        return self.by_column.get(column, {}).get(plain(value))


def spelling_names() -> tuple[str, ...]:
    """Which kinds of return have a table of spellings? In order of name."""
    return names("spellings", ".csv")


@cache
def spelling(name: str) -> Spelling:
    """Read the spellings of one kind of return, such as `annex_a`."""
    of_list: dict[str, dict[str, str]] = {}
    for row in read_rows(find("spellings", name, ".csv"), COLUMNS):
        of_list.setdefault(row["code_list"], {})[row["spelling"]] = row["code"]
    by_column = {
        column.name: MappingProxyType(of_list.get(column.code_list, {}))
        for table in return_layout(name)
        for column in table.columns.values()
        if column.code_list is not None
    }
    return Spelling(name=name, by_column=MappingProxyType(by_column))
