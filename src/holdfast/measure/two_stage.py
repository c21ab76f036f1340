"""What do the two stages of Gardner give, with the usual error clustered by home?

`pyfixest.did2s` (Gardner 2022, arXiv:2207.05943). Its estimate is that of
`holdfast.measure.home_design`, which a test holds; its error is shown to whoever checks the
method, and no interval is made of it: with ten homes it is too small.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyfixest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from holdfast.measure.home_design import Baseline


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoStage:
    """The estimate after the training, and its error clustered by home."""

    value: float
    error: float


def two_stage(baseline: Baseline, values: NDArray[np.float64]) -> TwoStage | None:
    """Estimate the change after the training by two regressions, one upon the other.

    Parameters
    ----------
    baseline
        Of homes and months; those for which it cannot be worked out are left out.
    values
        One a home and month.

    Returns
    -------
    TwoStage or None
        None where nothing after the training is left. Months with one untrained home, and homes
        with one untrained month, are left out: the first regression would drop them.
    """
    design = baseline.design
    home, month = np.nonzero(design.seen & baseline.known & _not_alone(design.untrained))
    if not design.after[home, month].any():
        return None
    trained, after = design.trained[home, month], design.after[home, month]
    during = trained & ~after
    table = pl.DataFrame(
        {
            "home": home,
            "month": month,
            "value": values[home, month],
            "trained": trained,
            "during": during.astype(np.float64),
            "after": after.astype(np.float64),
        }
    )
    terms = "during + after" if during.any() else "after"
    with warnings.catch_warnings():
        # It changes frames in place, as the pandas of tomorrow will not allow.
        warnings.simplefilter("ignore", DeprecationWarning)
        fitted = pyfixest.did2s(
            table.to_pandas(),
            yname="value",
            first_stage="~ 0 | home + month",
            second_stage=f"~ 0 + {terms}",
            treatment="trained",
            cluster="home",
        )
    return TwoStage(value=float(fitted.coef()["after"]), error=float(fitted.se()["after"]))


def _not_alone(untrained: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say where both the home and the month have two untrained home-months or more."""
    kept = np.ones_like(untrained)
    while True:
        seen = untrained & kept
        enough = (seen.sum(axis=1) > 1)[:, None] & (seen.sum(axis=0) > 1)[None, :]
        if (enough & kept == kept).all():
            return kept
        kept = kept & enough
