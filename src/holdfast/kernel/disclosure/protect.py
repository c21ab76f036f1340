"""Which counts may be shown, so that no small one can be worked out from the rest?

Counts from 1 to one below the threshold are held back, every other count is rounded, and
further counts are held back until nobody can work out a hidden one by adding and subtracting.
The attack that this withstands, and those that it does not, are in
docs/explanation/disclosure.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, TypeVar

from holdfast.kernel.disclosure.audit import Interval, Sum, bounds
from holdfast.kernel.disclosure.values import MISSING, SUPPRESSED, Missing, Shown, Suppressed
from holdfast.kernel.errors import InputError

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

SMALLEST_THRESHOLD = 3  # with 2, every suppressed count would be known to be 1


@dataclass(frozen=True, slots=True)
class ShownBreakdown(Generic[Key]):
    """Parts that add up to a total."""

    parts: dict[Key, Shown]
    total: Shown


@dataclass(frozen=True, slots=True)
class ShownTable(Generic[Row, Column]):
    """A table with both its margins. `total` is the grand total."""

    cells: dict[tuple[Row, Column], Shown]
    rows: dict[Row, Shown]
    columns: dict[Column, Shown]
    total: Shown


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow: who is left, after these were left out at this step."""

    name: str
    left: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of a flow as it may be shown."""

    name: str
    left: Shown
    left_out: dict[str, Shown]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure:
    """The rules by which counts leave.

    Counts from 1 to `threshold` - 1 are suppressed. A true zero is shown. Every other count is
    rounded to the nearest multiple of `rounding` (1 for none), halves up.
    """

    threshold: int = 6
    rounding: int = 5

    def __post_init__(self) -> None:
        sound = self.threshold >= SMALLEST_THRESHOLD and self.rounding >= 1
        # A count at the threshold must not be rounded to zero, which would say that it is none.
        if not sound or 2 * self.threshold < self.rounding:
            raise InputError(
                "The disclosure settings would not protect, or would show a count as zero.",
                code="kernel.disclosure-settings-unsafe",
                fix="Use a threshold of 3 or more, and a rounding base of at most twice that.",
            )

    def count(self, n: int | Missing) -> Shown | Missing:
        """Say how one count may be shown that is in no sum with others.

        Examples
        --------
        >>> [str(Disclosure().count(n)) for n in (0, 4, 6, 8, 112)]
        ['0', 'suppressed', '5', '10', '110']
        """
        if isinstance(n, Missing):
            return MISSING
        _check_count(n)
        return SUPPRESSED if self._is_small(n) else self._rounded(n)

    def breakdown(
        self, parts: Mapping[Key, int], *, total: int | None = None
    ) -> ShownBreakdown[Key]:
        """Say how parts and their total may be shown.

        Parameters
        ----------
        parts
            Counts that do not overlap.
        total
            What they add up to, if it is to be checked. Kinds of need, of which a child may
            have several, are no breakdown: use `count` for each.

        Examples
        --------
        >>> shown = Disclosure(rounding=1).breakdown({"a": 3, "b": 20, "c": 41})
        >>> [str(n) for n in shown.parts.values()], shown.total
        (['suppressed', 'suppressed', '41'], 64)
        """
        whole = sum(parts.values()) if total is None else total
        labels: list[tuple[str, Key | None]] = [("part", key) for key in parts]
        cells = dict(zip(labels, parts.values(), strict=True))
        top: tuple[str, Key | None] = ("total", None)
        shown = self.linked(cells | {top: whole}, [(top, labels)])
        return ShownBreakdown({key: shown["part", key] for key in parts}, shown[top])

    def table(self, cells: Mapping[tuple[Row, Column], int]) -> ShownTable[Row, Column]:
        """Say how a table with row totals, column totals and a grand total may be shown.

        A cell that is not given is a true zero, and is shown as one of the cells.
        """
        rows = list(dict.fromkeys(row for row, _ in cells))
        columns = list(dict.fromkeys(column for _, column in cells))
        full = {
            (row, column): cells.get((row, column), 0) for row in rows for column in columns
        }
        keyed: dict[Hashable, int] = {("cell", *place): n for place, n in full.items()}
        sums: list[tuple[Hashable, list[Hashable]]] = []
        for row in rows:
            keyed["row", row, None] = sum(full[row, column] for column in columns)
            sums.append((("row", row, None), [("cell", row, column) for column in columns]))
        for column in columns:
            keyed["column", None, column] = sum(full[row, column] for row in rows)
            sums.append((("column", None, column), [("cell", row, column) for row in rows]))
        keyed["total", None, None] = sum(full.values())
        sums.append((("total", None, None), [("row", row, None) for row in rows]))
        sums.append((("total", None, None), [("column", None, column) for column in columns]))
        shown = self.linked(keyed, sums)
        return ShownTable(
            {(row, column): shown["cell", row, column] for row, column in full},
            {row: shown["row", row, None] for row in rows},
            {column: shown["column", None, column] for column in columns},
            shown["total", None, None],
        )

    def flow(self, start: tuple[str, int], steps: Sequence[Step]) -> list[ShownStep]:
        """Say how a flow may be shown, in which each step leaves some out.

        The count before a step is the count after it and those left out: so neither a small
        exclusion nor a small rest can be had from the counts around it.

        Parameters
        ----------
        start
            What the first count is called, and how many there were.
        steps
            In order. Everyone who leaves between two steps must be in `left_out`.
        """
        cells: dict[tuple[int, str | None], int] = {(0, None): start[1]}
        sums = []
        for number, step in enumerate(steps, start=1):
            out = {(number, reason): n for reason, n in step.left_out.items()}
            cells |= out | {(number, None): step.left}
            sums.append(((number - 1, None), [(number, None), *out]))
        shown = self.linked(cells, sums)
        first = ShownStep(start[0], shown[0, None], {})
        return [first] + [
            ShownStep(
                step.name, shown[number, None], {r: shown[number, r] for r in step.left_out}
            )
            for number, step in enumerate(steps, start=1)
        ]

    def share(self, n: int, *, of: int) -> float | Suppressed | Missing:
        """Give a share that tells no more than its rounded counts do.

        It is worked out from the counts as shown, since 7 in 52 can be read off 13.46 per cent.
        It is suppressed where those in, those out or all are; missing where there is nobody.
        """
        if of == 0:
            return MISSING
        shown = self.breakdown({"in": n, "out": of - n}, total=of)
        top, rest, whole = shown.parts["in"], shown.parts["out"], shown.total
        # A hidden total hides both parts too; it is asked about for the reader of types.
        if isinstance(top, Suppressed) or rest is SUPPRESSED or isinstance(whole, Suppressed):
            return SUPPRESSED
        return min(1.0, top / whole)

    def linked(
        self, cells: Mapping[Key, int], sums: Iterable[tuple[Key, Sequence[Key]]]
    ) -> dict[Key, Shown]:
        """Say how counts may be shown that are bound together by sums.

        Use this where several tables of one publication share their totals; the others are
        special cases of it.

        Parameters
        ----------
        cells
            Every count to be published, by any name.
        sums
            A total and the parts that add up to it, by their names.
        """
        place = {key: number for number, key in enumerate(cells)}
        counts = list(cells.values())
        for n in counts:
            _check_count(n)
        equations = [
            Sum(place[total], tuple(place[part] for part in parts)) for total, parts in sums
        ]
        if any(counts[e.total] != sum(counts[part] for part in e.parts) for e in equations):
            raise InputError(
                "The parts of a count do not add up to it.",
                code="kernel.disclosure-parts-do-not-add-up",
                fix="Give parts that do not overlap, and all of them.",
            )
        hidden = self._hidden(counts, [equation for equation in equations if equation.parts])
        return {
            key: SUPPRESSED if number in hidden else self._rounded(counts[number])
            for key, number in place.items()
        }

    def _hidden(self, counts: Sequence[int], sums: Sequence[Sum]) -> set[int]:
        """Find the small counts, those below a small total, and those that would tell."""
        small = {number for number, n in enumerate(counts) if self._is_small(n)}
        hidden, below = _with_all_below(counts, sums, small)
        while exposed := self._exposed(counts, sums, hidden, small - below):
            chosen: set[int] = set()
            for cell in exposed:
                beside = {other for e in sums if cell in e.cells for other in e.cells}
                # What was chosen for another may cover this one too: the next round looks.
                if not chosen & beside:
                    chosen |= _cheapest(counts, sums, hidden, beside)
            if not chosen:
                return set(range(len(counts)))
            hidden, below = _with_all_below(counts, sums, hidden | chosen)
        return hidden

    def _exposed(
        self, counts: Sequence[int], sums: Sequence[Sum], hidden: set[int], small: set[int]
    ) -> list[int]:
        """Which hidden counts could a reader narrow to one value?"""
        known: list[Interval] = []
        for number, n in enumerate(counts):
            if number in small:
                known.append((1, self.threshold - 1))
            elif number in hidden:
                known.append((0, inf))
            else:
                known.append(self._interval(n))
        asked = sorted(hidden)
        found = bounds(known, sums, asked)
        return [cell for cell, (low, high) in zip(asked, found, strict=True) if low >= high]

    def _interval(self, n: int) -> Interval:
        """Give the counts that would be shown as this one is."""
        if n == 0:
            return (0, 0)
        shown = self._rounded(n)
        low = shown - self.rounding // 2
        return (max(low, self.threshold), low + self.rounding - 1)

    def _is_small(self, n: int) -> bool:
        return 0 < n < self.threshold

    def _rounded(self, n: int) -> int:
        return (n + self.rounding // 2) // self.rounding * self.rounding


def _with_all_below(
    counts: Sequence[int], sums: Sequence[Sum], hidden: set[int]
) -> tuple[set[int], set[int]]:
    """Add to the hidden counts all parts of hidden totals, zeros too, and say which those are.

    How many parts are not zero would tell something of a total that is held back, and a total
    held back to protect its parts must look like one that is small. A zero that another total
    of zero shows anyway is left as it is.
    """
    empty = {
        part for equation in sums if counts[equation.total] == 0 for part in equation.parts
    }
    below: set[int] = set()
    while True:
        of_hidden = (equation.parts for equation in sums if equation.total in hidden | below)
        found = {part for parts in of_hidden for part in parts} - empty
        if found <= below:
            return hidden | below, below
        below |= found


def _cheapest(
    counts: Sequence[int], sums: Sequence[Sum], hidden: set[int], beside: set[int]
) -> set[int]:
    """Choose what to hold back for one exposed: the smallest part beside it, a total last."""
    totals = {equation.total for equation in sums}
    linked = {cell for equation in sums for cell in equation.cells}
    for reach in (beside, linked):
        open_cells = [cell for cell in reach if counts[cell] > 0 and cell not in hidden]
        if open_cells:
            return {min(open_cells, key=lambda cell: (cell in totals, counts[cell], cell))}
    return set()


def _check_count(n: int) -> None:
    if n < 0:
        raise InputError(
            "A count of children is negative.",
            code="kernel.count-negative",
            fix="Count each child once, and take none away twice.",
        )
