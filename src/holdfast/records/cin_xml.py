"""What does a CIN census file say of each child?

The CIN census of England (DfE, 2021 to 2027) is one XML file: a header, then a `Child` element
for each child with its referrals and, inside each referral, assessments, plans, enquiries and
reviews. The file is read a child at a time. Where each value goes is data (columns `element`
and `xml` of `library/returns/cin.csv`), so that a new element of a new year needs no code.

Values are handed over as they stand: typing and refusing is `holdfast.records.staging`.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import polars as pl

from holdfast.records.batch import ROW, Batch, Heading, Note
from holdfast.records.cin_heading import read_heading
from holdfast.records.cin_plan import Adds, Begins, plan
from holdfast.records.xml_safety import local_name, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


CHILDREN_A_BATCH = 20_000
"""Few enough to hold in memory (some 50 MB), enough that what each batch costs is little."""

Texts = list[str | None]


def read_cin(stream: BinaryIO, name: str) -> tuple[Heading | None, Iterator[Batch | Note]]:
    """Read one CIN census file.

    Parameters
    ----------
    stream, name
        The file from its first byte, and what to call it in messages.

    Returns
    -------
    Heading or None
        Census year and reference date; None where the file has no header before its children.
    Iterator of Batch or Note
        Rows of the CIN tables some thousands of children at a time, and what should be said of
        the file. The rows before a fault are given before the fault is raised, so a caller who
        keeps nothing of a broken file must wait for the end.

    Raises
    ------
    InputError
        What `holdfast.records.xml_safety.records` raises, and `records.cin-other-collection`
        where the header names another collection than the CIN census.
    """
    elements = records(stream, name, "Child", "Header", root="Message")
    first = next(elements, None)
    if first is None or local_name(first.tag) == "Child":
        note = Note(
            "records.cin-no-header",
            name,
            "The file has no header before its children, so its census year is not known.",
        )
        return None, chain([note], _Reading(name).batches(chain(_some(first), elements)))
    heading, notes = read_heading(first, name)
    return heading, chain(notes, _Reading(name).batches(elements))


class _Reading:
    """The columns of one file that are being filled.

    A column is a list of texts. Each row of a block begins as None in every column of that
    block, and a text takes the place of the last None. So a text that stands outside the block
    it belongs to would land in another child's row, were it not that the columns of blocks
    which we are not in are exchanged for one that leads nowhere.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._blocks, places = plan()
        self._places: dict[str, Any] = dict(places)
        self._unknown: set[str] = set()
        self._passed = [0] * len(self._blocks)
        self._empty: Counter[str] = Counter()
        self._misplaced = 0
        self._nowhere: Texts = [None]
        self._start_afresh()

    def _start_afresh(self) -> None:
        width = self._blocks[-1].slots.stop
        self._columns: list[Texts] = [[] for _ in range(width)]
        self._rows_around: list[list[int | None]] = [[] for _ in self._blocks]
        self._now_open = [self._nowhere] * (width + 1)
        self._tables = [
            (
                block.outer_slot,
                self._rows_around[at],
                block.slots,
                self._columns[block.slots],
                block.inner_slots,
                self._now_open[block.inner_slots],
            )
            for at, block in enumerate(self._blocks)
        ]

    def batches(self, elements: Iterator[Any]) -> Iterator[Batch | Note]:
        """Take every child to pieces, and give them some thousands of children at a time."""
        children = 0
        for element in elements:
            if local_name(element.tag) == "Child":
                self._take(element)
                children += 1
                if children % CHILDREN_A_BATCH == 0:
                    yield from self._give()
        yield from self._give()
        yield from self._remarks(children)

    def _take(self, child: Any) -> None:  # noqa: ANN401
        """Put the text of each element inside a child where it belongs.

        One flat walk in the order of the file. It meets a million elements in the return of a
        large authority, so it calls nothing for most of them.
        """
        places, now_open, nowhere = self._places, self._now_open, self._nowhere
        for element in child.iter():
            try:
                place = places[element.tag]
            except KeyError:
                place = self._meet(element.tag)
            kind = type(place)
            if kind is dict:
                place = place.get(local_name(element.getparent().tag))
                kind = type(place)
            if kind is int:
                now_open[place][-1] = element.text
            elif kind is Begins:
                at, slot = place
                outer_slot, rows_around, slots, own, inner_slots, shut = self._tables[at]
                around = now_open[outer_slot]
                rows_around.append(None if around is nowhere else len(around) - 1)
                for texts in own:
                    texts.append(None)
                now_open[slots] = own
                now_open[inner_slots] = shut
                if slot is not None:
                    now_open[slot][-1] = element.text
            elif kind is Adds:
                slot, joined = place
                texts, text = now_open[slot], element.text
                if texts[-1] is None:
                    texts[-1] = text
                elif joined and text:
                    texts[-1] += f";{text}"
        if nowhere[0] is not None:
            self._misplaced += 1
            nowhere[0] = None

    def _meet(self, tag: str) -> Any:  # noqa: ANN401
        """Learn a tag seen for the first time: in a namespace, or unknown to the layout."""
        name = local_name(tag)
        if name not in self._places:
            self._unknown.add(name)
        self._places[tag] = place = self._places.get(name)
        return place

    def _give(self) -> Iterator[Batch]:
        """Turn what is ready into frames, and start afresh."""
        texts = [pl.Series(column, dtype=pl.String) for column in self._columns]
        around = [pl.Series(rows, dtype=pl.UInt32) for rows in self._rows_around]
        self._start_afresh()
        for at, block in enumerate(self._blocks):
            count, first = len(around[at]), self._passed[at] + 1
            self._passed[at] += count
            taken = {column: texts[slot] for column, _, slot in block.columns}
            for column, blocks_out, slot in block.columns:
                if blocks_out:
                    rows = self._rows_out(at, blocks_out, around)
                    taken[column] = texts[slot].gather(rows)
            numbers = pl.int_range(first, first + count, eager=True)
            frame = pl.DataFrame({ROW: numbers} | taken)
            if block.outer is not None:
                frame = frame.filter(pl.any_horizontal(pl.col(block.own).is_not_null()))
                self._empty[block.element] += count - frame.height
            if not frame.is_empty():
                yield Batch(block.table, frame)

    def _rows_out(self, at: int, blocks_out: int, around: Sequence[pl.Series]) -> pl.Series:
        """Give the row, so many blocks out, in which each row of a table stands."""
        rows = around[at]
        for _ in range(blocks_out - 1):
            at = cast("int", self._blocks[at].outer)
            rows = around[at].gather(rows)
        return rows

    def _remarks(self, children: int) -> Iterator[Note]:
        """Say what was seen of the file as a whole."""
        if not children:
            yield Note("records.cin-no-children", self._name, "The file holds no child.")
        if self._unknown:
            names = ", ".join(sorted(name[:60] for name in self._unknown)[:10])
            text = f"Elements that are no part of the census were kept out: {names}."
            yield Note("records.cin-elements-unknown", self._name, text)
        if self._misplaced:
            text = (
                f"{self._misplaced} children have values outside the block that they belong "
                "to. Those values were kept out."
            )
            yield Note("records.cin-elements-misplaced", self._name, text)
        for element, count in self._empty.items():
            if count:
                text = f"{count} blocks hold nothing and were passed over."
                yield Note("records.cin-blocks-empty", f"{self._name}, {element}", text)


def _some(element: Any) -> list[Any]:  # noqa: ANN401
    return [] if element is None else [element]
