"""What does an SSDA903 return in XML (EXPSSDA903) hold?

The same tables as its CSV files: what XML writes once in a child's HEADER (the child's id and
birth date) is set beside every row again, and a HEADER gives a row of the tables UASC, OC3 and
AD1 only where it has something of theirs. The tables and elements are those of
`library/returns/ssda903.csv`. Social worker episodes and deprivation of liberty have no XML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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

YES = frozenset({"1", "true"})

Values = dict[str, str | None]
"""The text of each element of a block, by its name without namespace."""


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
    """The rows of one table that wait: where each stood, its HEADER, and its own block."""

    layout: ReturnTable
    shared: dict[str, str] = field(default_factory=dict)  # columns that HEADER gives
    own: dict[str, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    headers: list[Values] = field(default_factory=list)
    blocks: list[Values] = field(default_factory=list)

    def add(self, row: int, header: Values, block: Values) -> None:
        self.rows.append(row)
        self.headers.append(header)
        self.blocks.append(block)

    def take(self) -> Batch:
        """Give the rows that wait, and let them go."""
        columns = {c: [h.get(e) for h in self.headers] for c, e in self.shared.items()}
        columns |= {c: [b.get(e) for b in self.blocks] for c, e in self.own.items()}
        frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
        batch = Batch(self.layout.name, frame.with_columns(pl.Series(ROW, self.rows, pl.Int64)))
        self.rows, self.headers, self.blocks = [], [], []
        return batch


class _Names(dict[str, str]):
    """Names without their namespace, each worked out once."""

    def __missing__(self, tag: str) -> str:
        self[tag] = name = local_name(tag)
        return name


class _Reading:
    """One file that is being read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._flat: list[_Table] = []  # tables that HEADER itself gives
        self._nested: dict[str, _Table] = {}  # by the element that gives a row
        self._known: defaultdict[str, set[str]] = defaultdict(set)  # what each block may hold
        self._known[HEADER].add(UASC)
        for layout in return_layout("ssda903"):
            if layout.element:
                self._plan(layout)
        self._names = _Names()
        self._seen: set[tuple[str, frozenset[str]]] = set()
        self._unknown: set[str] = set()
        self._twice: set[str] = set()
        self._numbers: Counter[str] = Counter()
        self._header: Values = {}
        self._own = {table.layout.name: _own(table) for table in self._flat}

    def _plan(self, layout: ReturnTable) -> None:
        """Lay out one table: which elements give its columns, and where they may stand."""
        element = layout.element.rpartition("/")[2]
        table = _Table(layout)
        for column in layout.columns.values():
            shared = element == HEADER or column.name in SHARED_COLUMNS
            if column.kind is not Kind.WITHHELD:
                (table.shared if shared else table.own)[column.name] = column.xml_paths[0]
            self._known[HEADER if shared else element].add(column.xml_paths[0])
        if element == HEADER:
            self._flat.append(table)
        else:
            self._nested[element] = table

    def batches(self, children: Iterator[Any]) -> Iterator[Batch | Note]:
        """Take every child to pieces, and give their rows from time to time."""
        for count, child in enumerate(children, start=1):
            self._header = {}
            for block in child:
                if self._names[block.tag] == HEADER:
                    self._take_header(block)
                else:
                    self._take_block(block)
            if count % CHILDREN_A_BATCH == 0:
                yield from self._give()
        yield from self._give()
        yield from self._notes()

    def _take_header(self, block: Any) -> None:  # noqa: ANN401
        self._numbers[HEADER] += 1
        inner = [cell for cell in block if self._names[cell.tag] in self._nested]
        cells = [cell for cell in block if self._names[cell.tag] not in self._nested]
        self._header = header = self._values(HEADER, cells)
        for table in self._flat:
            if self._gives_row(table.layout.name):
                table.add(self._numbers[HEADER], header, {})
        for cell in inner:
            self._take_block(cell)

    def _gives_row(self, table: str) -> bool:
        """Say whether a HEADER has something of this table."""
        header = self._header
        if table == "ssda903_header" or (table == "ssda903_uasc" and header.get(UASC) in YES):
            return True
        return any((header.get(element) or "").strip() for element in self._own[table])

    def _take_block(self, block: Any) -> None:  # noqa: ANN401
        element = self._names[block.tag]
        table = self._nested.get(element)
        if table is None:
            self._unknown.add(element)
            return
        self._numbers[element] += 1
        values = self._values(element, block)
        if any(map(values.get, self._known[element])):
            table.add(self._numbers[element], self._header, values)

    def _values(self, element: str, cells: Any) -> Values:  # noqa: ANN401
        names = self._names
        values = {names[cell.tag]: cell.text for cell in cells}
        if len(values) < len(cells):
            values = {}
            for cell in cells:
                name = names[cell.tag]
                if name in values:
                    self._twice.add(name)
                values.setdefault(name, cell.text)
        held = (element, frozenset(values))
        if held not in self._seen:
            self._seen.add(held)
            self._unknown |= held[1] - self._known[element]
        return values

    def _give(self) -> Iterator[Batch]:
        for table in (*self._flat, *self._nested.values()):
            yield table.take()

    def _notes(self) -> Iterator[Note]:
        if self._unknown:
            yield Note(
                "records.column-unknown",
                self._name,
                f"Elements that no return has there were kept out: {_listed(self._unknown)}.",
            )
        if self._twice:
            yield Note(
                "records.column-twice",
                self._name,
                f"Of elements that stand twice the first was read: {_listed(self._twice)}.",
            )


def _own(table: _Table) -> tuple[str, ...]:
    return tuple(e for column, e in table.shared.items() if column not in SHARED_COLUMNS)


def _listed(names: set[str]) -> str:
    first = [name[:LONGEST_NAME] for name in sorted(names)[:MOST_NAMES]]
    return ", ".join(first) + (" and others" if len(names) > MOST_NAMES else "")
