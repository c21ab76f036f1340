"""Which months of which homes are set against which, and with what weight?

Homes are trained one after another, and a training may do more in one home, or later on. A
plain regression with a term for each home and month then sets trained months against other
trained months, and can have the wrong sign (Goodman-Bacon 2021,
doi:10.1016/j.jeconom.2021.03.014). So what a home would have had without the training is worked
out from untrained months only, its own and those of other homes, and taken from what it had:
imputation (Borusyak, Jaravel and Spiess 2024, doi:10.1093/restud/rdae007), whose estimate is
that of the two stages of Gardner (2022, arXiv:2207.05943), which is `pyfixest.did2s`.

Here the estimate is written as weights on the home-months, because it is then one product for
each of a thousand ways in which the trainings could have fallen. A test holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

NEVER = 1 << 30
CLOSE = 1e-8


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """What is known when, and from when each home is trained.

    `seen` is true where a home (row) has a number in a month (column). `starts` is the column
    in which training starts, `ends` that in which it ends, both `NEVER` for a comparison home.
    """

    seen: Bools
    starts: Ints
    ends: Ints

    @cached_property
    def since(self) -> Ints:
        """Months since the start, below zero before it; far below for comparison homes."""
        return np.arange(self.seen.shape[1])[None, :] - self.starts[:, None]

    @cached_property
    def untrained(self) -> Bools:
        """Where a number is seen before any training."""
        return self.seen & (self.since < 0)

    @cached_property
    def trained(self) -> Bools:
        """Where a home has begun training, seen or not."""
        return self.since >= 0

    @cached_property
    def after(self) -> Bools:
        """Where a number is seen after the training has ended."""
        column = np.arange(self.seen.shape[1])[None, :]
        return self.seen & (column > self.ends[:, None])

    def permuted(self, order: Ints) -> Design:
        """Give the same trainings to other homes."""
        return Design(seen=self.seen, starts=self.starts[order], ends=self.ends[order])


@dataclass(frozen=True, kw_only=True, eq=False)
class Baseline:
    """A level for each home and month, as untrained months give it.

    `known` is true for the home-months for which it can be worked out at all.
    """

    design: Design
    inverse: Floats
    known: Bools

    @classmethod
    def of(cls, design: Design) -> Baseline:
        """Work out the levels of homes and months, up to what is added to all.

        By a generalised inverse of the normal equations, months taken out first, so that only a
        table of homes by homes is inverted.
        """
        seen = design.untrained.astype(np.float64)
        homes, months = seen.shape
        by_home, by_month = seen.sum(axis=1), seen.sum(axis=0)
        one_month = np.divide(1.0, by_month, out=np.zeros(months), where=by_month > 0)
        shared = seen * one_month
        inner = np.linalg.pinv(np.diag(by_home) - shared @ seen.T, rcond=1e-10, hermitian=True)
        across = inner @ shared
        inverse = np.block(
            [[inner, -across], [-across.T, np.diag(one_month) + shared.T @ across]]
        )
        normal = np.block([[np.diag(by_home), seen], [seen.T, np.diag(by_month)]])
        off = inverse @ normal - np.eye(homes + months)
        gap = np.abs(off[:homes, None, :] + off[None, homes:, :]).max(axis=2)
        return cls(design=design, inverse=inverse, known=gap < CLOSE)

    def mean_beyond(self, where: Bools) -> Floats | None:
        """Give the weights of the mean, over some home-months, of what is beyond the baseline.

        Home-months without a baseline are left out; None where none is left.
        """
        kept = (where & self.known & self.design.seen).astype(np.float64)
        total = kept.sum()
        if total == 0:
            return None
        kept /= total
        shares = np.concatenate([kept.sum(axis=1), kept.sum(axis=0)])
        weights: Floats = kept - self._spread(self.inverse @ shares)
        return weights

    def slope_before(self) -> Floats | None:
        """Give the weights of the slope of homes yet to be trained against the others.

        The least squares coefficient, over untrained months, of months to the start beside the
        levels of homes and months. None where homes and months leave nothing of it.
        """
        leads = self.lead_time
        left = leads - self._spread(self.inverse @ np.concatenate([leads.sum(1), leads.sum(0)]))
        size = float((left**2).sum())
        if size < CLOSE * max(float((leads**2).sum()), 1.0):
            return None
        weights: Floats = left / size
        return weights

    @cached_property
    def lead_time(self) -> Floats:
        """Months to the start, below zero, before a training; 0 wherever there is none."""
        will_be = (self.design.starts < NEVER)[:, None] & self.design.untrained
        return np.where(will_be, self.design.since, 0).astype(np.float64)

    def _spread(self, levels: Floats) -> Floats:
        """Lay levels of homes and months over the untrained months."""
        homes = len(self.design.starts)
        return (levels[:homes, None] + levels[None, homes:]) * self.design.untrained
