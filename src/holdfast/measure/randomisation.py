"""Would chance alone have given as much, had other homes been trained, or at other times?

With ten homes the usual standard errors are too small, however they are clustered. Instead the
trainings are dealt out again among the homes in many ways, or in all, and the estimate is made
anew each time: where nothing happened, the true dealing is one among equals (Fisher's test, for
difference-in-differences with few clusters: MacKinnon and Webb 2020,
doi:10.1016/j.jeconom.2020.04.024). The interval holds the effects that such a test does not
reject (Rosenbaum 2002, doi:10.1214/ss/1042727942). It supposes that the homes could change
places, which is what is never known where nobody drew lots.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial, prod
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from holdfast.kernel.errors import DesignError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]

TINY = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Dealings:
    """Orders in which the trainings may be dealt to the homes; the first is the true one.

    `every` says that these are all the ways there are.
    """

    orders: Ints
    every: bool


def ways(kinds: Ints) -> int:
    """In how many different ways can these be dealt out? Homes alike in kind change nothing.

    Examples
    --------
    >>> ways(np.array([1, 1, 1, 0, 0, 0])), ways(np.array([1, 2, 3, 0, 0]))
    (20, 60)
    """
    _, counts = np.unique(kinds, return_counts=True)
    return factorial(len(kinds)) // prod(factorial(int(count)) for count in counts)


def deal(kinds: Ints, *, draws: int, seed: int) -> Dealings:
    """Deal the trainings out: in every way where that is no more than `draws`, else at random.

    Parameters
    ----------
    kinds
        One number a home, the same for homes trained at the same time.
    """
    if ways(kinds) <= draws:
        found = sorted(_each(kinds.tolist()), key=lambda one: one != tuple(kinds.tolist()))
        return Dealings(orders=np.array([_order(kinds, one) for one in found]), every=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    orders = [np.arange(len(kinds)), *(rng.permutation(len(kinds)) for _ in range(draws))]
    return Dealings(orders=np.array(orders), every=False)


def p_value(estimates: Floats) -> float:
    """Say in what share of the dealings the estimate is as far from nought as the true one."""
    far = np.abs(estimates) >= abs(estimates[0]) - TINY * max(1.0, abs(estimates[0]))
    return float(far.mean())


def interval(estimates: Floats, of_one: Floats, *, level: float) -> tuple[float, float]:
    """Give the smallest and the largest effect that is not rejected.

    Parameters
    ----------
    estimates
        One a dealing, the true one first.
    of_one
        What each dealing would give where the true effect is 1 and nothing else varies. The
        true dealing gives 1.

    Raises
    ------
    DesignError
        `measure.homes-tell-nothing` where some effect is never rejected, however large.
    """
    a, b = estimates[1:], of_one[1:]
    first = estimates[0]
    # A dealing speaks for the effect t where (a - b t)^2 >= (first - t)^2.
    square, twice, constant = b**2 - 1, a * b - first, a**2 - first**2
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(np.maximum(twice**2 - square * constant, 0.0))
        bends = np.concatenate(
            [(twice - root) / square, (twice + root) / square, constant / (2 * twice), [first]]
        )
    bends = np.unique(bends[np.isfinite(bends)])
    between = np.concatenate(
        [[bends[0] - 1.0], (bends[:-1] + bends[1:]) / 2, [bends[-1] + 1.0], bends]
    )
    # An edge itself belongs to the interval; it is tried from both its sides.
    places = np.sort(between)
    speaks = np.abs(a[:, None] - b[:, None] * places) >= np.abs(first - places) * (1 - TINY)
    share = (1 + speaks.sum(axis=0)) / len(estimates)
    kept = places[share > 1 - level + TINY]
    if kept[0] < bends[0] or kept[-1] > bends[-1]:
        raise DesignError(
            "These homes and months cannot bound the effect: however large it were, dealing "
            "the trainings out again would look the same.",
            code="measure.homes-tell-nothing",
            fix="Wait for more homes or months, trained at different times.",
        )
    low = bends[bends <= kept[0]][-1]
    high = bends[bends >= kept[-1]][0]
    return float(low), float(high)


def chance_range(estimates: Floats, *, level: float) -> tuple[float, float]:
    """Between what would an estimate mostly lie if nothing had happened?"""
    tail = (1 - level) / 2
    low, high = np.nanquantile(estimates, [tail, 1 - tail], method="weibull")
    return float(low), float(high)


def _each(kinds: list[int]) -> Iterator[tuple[int, ...]]:
    """Give every different order of a list, once."""
    if not kinds:
        yield ()
        return
    for kind in sorted(set(kinds)):
        rest = list(kinds)
        rest.remove(kind)
        for after in _each(rest):
            yield (kind, *after)


def _order(kinds: Ints, dealt: tuple[int, ...]) -> list[int]:
    """Say from which home each home takes its training, so that this dealing comes out."""
    left = {kind: list(np.flatnonzero(kinds == kind)) for kind in set(dealt)}
    return [int(left[kind].pop(0)) for kind in dealt]
