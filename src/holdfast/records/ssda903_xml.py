"""What does an SSDA903 return in XML (EXPSSDA903) hold?

The same tables as its CSV files: what XML writes once in a child's HEADER (the child's id and
birth date) is set beside every row again, and a HEADER gives a row of the tables UASC, OC3 and
AD1 only where it has something of theirs. The tables and elements are those of
`library/returns/ssda903.csv`. Social worker episodes and deprivation of liberty have no XML.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

import polars as pl

from holdfast.library.return_layout import Kind, return_layout
from holdfast.records.batch import ROW, Batch, Note
from holdfast.records.headings import SHARED_COLUMNS
from holdfast.records.xml_safety import local_name, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.return_layout import ReturnTable

ROOT, CHILD, HEADER = "EXPSSDA903", "CHILD", "HEADER"
CHILDREN_A_BATCH = 20_000
MOST_NAMES = 10
LONGEST_NAME = 40

UASC = "UASC"
"""An element of HEADER that no CSV has: 1 where the child has a row in the UASC table."""

Values = dict[str, str | None]


def read_ssda903_xml(stream: BinaryIO, name: str) -> tuple[None, Iterator[Batch | Note]]:
    """Read a return from XML, some thousands of children at a time.

    The row of a batch is the running number of its element in the file: of HEADER for the
    tables that HEADER gives, of EPISODE, AREVIEW and so on for the others.

    Raises
    ------
    InputError
        While it is read: what `holdfast.records.xml_safety.records` raises. The rows before
        the fault have already been given.
    """
    return None, _Reading(name).batches(records(stream, name, CHILD, root=ROOT))


@dataclass(slots=True)
class _Table:
    """The rows of one table that are being filled."""

    layout: ReturnTable
    elements: dict[str, str]
    own: frozenset[str]
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def start_afresh(self) -> None:
        self.columns = {column: [] for column in self.elements}
        self.rows = []

    def add(self, row: int, header: Values, values: Values) -> None:
        self.rows.append(row)
        for column, element in self.elements.items():
            found = values.get(element) if element in values else header.get(element)
            self.columns[column].append(found)

    def batch(self) -> Batch:
        frame = pl.DataFrame(self.columns, schema=dict.fromkeys(self.elements, pl.String))
        return Batch(self.layout.name, frame.with_columns(pl.Series(ROW, self.rows, pl.Int64)))


class _Reading:
    """One file that is being read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._flat: list[_Table] = []  # tables that HEADER itself gives
        self._nested: dict[str, _Table] = {}  # by the element that gives a row
        self._known = {CHILD, HEADER, UASC}
        for layout in return_layout("ssda903"):
            if layout.element:
                self._plan(layout)
        self._numbers: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._twice: Counter[str] = Counter()
        self._header: Values = {}

    def _plan(self, layout: ReturnTable) -> None:
        elements = {
            column.name: column.xml_paths[0]
            for column in layout.columns.values()
            if column.kind is not Kind.WITHHELD
        }
        own = frozenset(e for column, e in elements.items() if column not in SHARED_COLUMNS)
        table = _Table(layout, elements, own)
        table.start_afresh()
        element = layout.element.rpartition("/")[2]
        self._known |= {element} | {
            path for column in layout.columns.values() for path in column.xml_paths
        }
        if element == HEADER:
            self._flat.append(table)
        else:
            self._nested[element] = table

    def batches(self, children: Iterator[Any]) -> Iterator[Batch | Note]:
        """Take every child to pieces, and give their rows from time to time."""
        count = 0
        for count, child in enumerate(children, start=1):
            self._header = {}
            for part in child:
                self._take(part)
            if count % CHILDREN_A_BATCH == 0:
                yield from self._give()
        yield from self._give()
        yield from self._notes()

    def _take(self, part: Any) -> None:  # noqa: ANN401
        element = local_name(part.tag)
        if element != HEADER:
            self._add_nested(element, part)
            return
        self._numbers[HEADER] += 1
        blocks = []
        self._header = {}
        for cell in part:
            inner = local_name(cell.tag)
            if inner in self._nested:
                blocks.append((inner, cell))
            else:
                self._put(self._header, inner, cell.text)
        for table in self._flat:
            if _gives_row(table, self._header):
                table.add(self._numbers[HEADER], self._header, {})
        for inner, cell in blocks:
            self._add_nested(inner, cell)

    def _add_nested(self, element: str, part: Any) -> None:  # noqa: ANN401
        if element not in self._nested:
            self._unknown[element] += 1
            return
        self._numbers[element] += 1
        values: Values = {}
        for cell in part:
            self._put(values, local_name(cell.tag), cell.text)
        table = self._nested[element]
        if any(values.get(own) for own in table.own):
            table.add(self._numbers[element], self._header, values)

    def _put(self, values: Values, element: str, text: str | None) -> None:
        if element not in self._known:
            self._unknown[element] += 1
        elif element in values:
            self._twice[element] += 1
        else:
            values[element] = text

    def _give(self) -> Iterator[Batch]:
        for table in (*self._flat, *self._nested.values()):
            yield table.batch()
            table.start_afresh()

    def _notes(self) -> Iterator[Note]:
        if self._unknown:
            yield Note(
                "records.column-unknown",
                self._name,
                f"Elements that no return has were kept out: {_listed(self._unknown)}.",
            )
        if self._twice:
            yield Note(
                "records.column-twice",
                self._name,
                f"Of elements that stand twice the first was read: {_listed(self._twice)}.",
            )


def _gives_row(table: _Table, header: Values) -> bool:
    """Say whether a HEADER has something of this table."""
    if table.layout.name == "ssda903_header":
        return True
    flagged = table.layout.name == "ssda903_uasc" and header.get(UASC) in {"1", "true"}
    return flagged or any((header.get(own) or "").strip() for own in table.own)


def _listed(names: Counter[str]) -> str:
    first = [name[:LONGEST_NAME] for name in sorted(names)[:MOST_NAMES]]
    return ", ".join(first) + (" and others" if len(names) > MOST_NAMES else "")
