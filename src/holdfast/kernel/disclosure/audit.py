"""How closely could a reader of published numbers work out the ones held back?

The reader is given every published number, the rules of rounding, which numbers add up to
which, and, to be on the safe side, which of the held-back numbers are small. `bounds` finds the
least and the most that each number can then be.

Sums that do not go round in circles (breakdowns, flows) are solved by passing limits along,
which is exact for them. Tables with two margins need linear programming; for these the limits
found are whole numbers, because the matrix of a two-way table is totally unimodular (Hoffman
and Kruskal, 1956).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """One total and the parts that add up to it, as positions in a list of counts."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


def bounds(known: Sequence[Interval], sums: Sequence[Sum], of: Sequence[int]) -> list[Interval]:
    """Give the least and the most that certain counts can be.

    Parameters
    ----------
    known
        For each count, the limits between which the reader knows it to be.
    sums
        Which counts add up to which.
    of
        The counts that are asked about.
    """
    narrowed = _pass_along(list(known), sums)
    if _is_forest(len(known), sums):
        return [narrowed[cell] for cell in of]
    return _by_linear_programme(narrowed, sums, of)


def _pass_along(limits: list[Interval], sums: Sequence[Sum]) -> list[Interval]:
    """Narrow every count by its sums.

    News travels at least one sum in each round, so that in a forest, where no path is longer
    than the number of sums, nothing is left to say after so many rounds. Elsewhere the limits
    are right, and not yet the narrowest.
    """
    for _ in range(len(sums)):
        for equation in sums:
            for cell, (low, high) in _implied(limits, equation):
                limits[cell] = (max(low, limits[cell][0]), min(high, limits[cell][1]))
    return limits


def _implied(limits: Sequence[Interval], equation: Sum) -> Iterator[tuple[int, Interval]]:
    """Say what one sum tells of its total and of each part, given the limits of the others."""
    least, most = limits[equation.total]
    parts = [(cell, limits[cell]) for cell in equation.parts]
    yield (
        equation.total,
        (sum(low for _, (low, _) in parts), sum(high for _, (_, high) in parts)),
    )
    for cell, _ in parts:
        others = [interval for other, interval in parts if other != cell]
        low, high = sum(low for low, _ in others), sum(high for _, high in others)
        yield cell, (least - high, most - low)


def _is_forest(cells: int, sums: Sequence[Sum]) -> bool:
    """Say whether the sums never lead from a count back to itself."""
    leader = list(range(cells + len(sums)))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for number, equation in enumerate(sums):
        for cell in equation.cells:
            one, other = find(cells + number), find(cell)
            if one == other:
                return False
            leader[one] = other
    return True


def _by_linear_programme(
    limits: Sequence[Interval], sums: Sequence[Sum], of: Sequence[int]
) -> list[Interval]:
    import numpy as np
    from scipy.optimize import linprog

    matrix = np.zeros((len(sums), len(limits)))
    for row, equation in enumerate(sums):
        matrix[row, equation.total] = -1
        for part in equation.parts:
            matrix[row, part] += 1
    nothing = np.zeros(len(sums))
    found = []
    for cell in of:
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(limits))
            aim[cell] = sign
            answer = linprog(
                aim, A_eq=matrix, b_eq=nothing, bounds=list(limits), method="highs"
            )
            # Unbounded is the only other answer: the true table is always one solution.
            ends.append(float(round(answer.x[cell])) if answer.success else sign * -inf)
        found.append((ends[0], ends[1]))
    return found
