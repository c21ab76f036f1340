"""How likely was each child to enrol this month, from what was known on the day?

One logistic model over every row of the trials, fitted by Newton's method. With overlap
weights from this model the weighted means of every covariate in it are equal in the two arms,
exactly (Li, Morgan and Zaslavsky 2018, doi:10.1080/01621459.2016.1260466, theorem 3).

It says who enrolled, not who should have, and knows nothing that is not in the covariates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import solve
from scipy.special import expit, logit

from holdfast.kernel.errors import DesignError
from holdfast.measure.exact_sums import combined, cross, weighted

if TYPE_CHECKING:
    from holdfast.measure.trials import BoolArray, FloatArray, Trials

COLLINEAR = 1e-7  # share of a column's variance that the columns before it leave unexplained
FEWEST_CHILDREN = 10  # in each arm: below this no interval from resampling means anything
FEWEST_IN_DOUBT = 1.0  # rows about whose arm the model leaves doubt, the sum of e (1 - e)
STEPS = 60
TOLERANCE = 1e-11  # of the score, as a share of the programme rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A covariate that the model leaves out, or that marks rows which cannot be compared.

    `rows` counts those rows; 0 for a covariate that is only left out.
    """

    name: str
    why: str
    rows: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Propensity:
    """The model and what it gives for each row.

    Attributes
    ----------
    probability
        Modelled chance that the row is a programme row; 0 or 1 for a row outside.
    inside
        False where a covariate has a value that only one arm has: no row of the other arm
        could stand beside it, so it is not compared.
    names
        Covariates in the model.
    coefficients
        Log odds for one standard deviation of each, after the intercept.
    design
        The model matrix: intercept, then the covariates, standardised.
    covariance
        Inverse of the information: how far the coefficients move with the score.
    dropped
        What was left out, and why.
    """

    probability: FloatArray
    inside: BoolArray
    names: tuple[str, ...]
    coefficients: FloatArray
    design: FloatArray
    covariance: FloatArray
    dropped: tuple[Dropped, ...]


def fit_propensity(trials: Trials) -> Propensity:
    """Say how likely each row was to be a programme row, given its covariates.

    A covariate that is the same for every row, or that the covariates before it determine, is
    dropped. A yes-or-no covariate with a value that only one arm has marks those rows as
    outside the comparison: it is the limit that the model would reach if its coefficient
    could grow without end. Both are told in `dropped`.

    Raises
    ------
    DesignError
        `measure.too-few-children` with fewer than ten children in an arm;
        `measure.no-overlap` where the covariates tell the arms apart completely.
    """
    check_arms(trials)
    inside, dropped = _outside_the_comparison(trials)
    check_arms(trials, inside)
    kept, design, more = _model_matrix(trials, inside)
    enrolled = trials.programme[inside].astype(np.float64)
    coefficients, information = _newton(design[inside], enrolled)
    probability = expit(combined(design, coefficients))
    probability[~inside] = trials.programme[~inside]
    return Propensity(
        probability=probability,
        inside=inside,
        names=tuple(trials.names[column] for column in kept),
        coefficients=coefficients,
        design=design,
        covariance=solve(information, np.eye(len(information)), assume_a="pos"),
        dropped=(*dropped, *more),
    )


def check_arms(trials: Trials, inside: BoolArray | None = None) -> None:
    """Refuse a comparison with too few children in an arm to say anything."""
    within = np.ones(trials.rows, dtype=bool) if inside is None else inside
    for arm, name in ((trials.programme, "programme"), (~trials.programme, "comparison")):
        if len(np.unique(trials.child[arm & within])) < FEWEST_CHILDREN:
            raise DesignError(
                f"Fewer than {FEWEST_CHILDREN} children of the {name} arm can be compared.",
                code="measure.too-few-children",
                fix="Widen the cohort or its dates, or wait until more children have enrolled.",
            )


def _outside_the_comparison(trials: Trials) -> tuple[BoolArray, list[Dropped]]:
    """Find rows with a value of a yes-or-no covariate that only one arm has.

    Setting rows aside can leave another covariate with such a value: look until none is left.
    """
    inside = np.ones(trials.rows, dtype=bool)
    found: list[Dropped] = []
    again = True
    while again:
        again = False
        for name, column in zip(trials.names, trials.covariates.T, strict=True):
            values = column[inside]
            low, high = values.min(), values.max()
            if low == high or ((values != low) & (values != high)).any():
                continue
            enrolled = trials.programme[inside]
            for value in (high, low):
                has = values == value
                if enrolled[has].any() != (~enrolled[has]).any():
                    arm = "programme" if enrolled[has].any() else "comparison"
                    inside &= column != value
                    found.append(
                        Dropped(
                            name=name,
                            why=f"one value is found only in the {arm} arm: those rows have no "
                            "counterpart and are not compared",
                            rows=int(has.sum()),
                        )
                    )
                    again = True
                    break
    return inside, found


def _model_matrix(
    trials: Trials, inside: BoolArray
) -> tuple[list[int], FloatArray, list[Dropped]]:
    """Standardise the covariates on the rows inside; leave out those that add nothing."""
    values = trials.covariates
    means = values[inside].mean(axis=0)
    spread = values[inside].std(axis=0)
    constant = spread <= 1e-12 * np.maximum(np.abs(means), 1.0)
    standard = (values - means) / np.where(constant, 1.0, spread)
    gram = cross(standard[inside], standard[inside]) / inside.sum()
    kept: list[int] = []
    dropped: list[Dropped] = []
    for column, name in enumerate(trials.names):
        if constant[column]:
            dropped.append(Dropped(name=name, why="the same for every row compared"))
            continue
        left = 1.0
        if kept:
            among = gram[np.ix_(kept, kept)]
            shared = gram[kept, column]
            left = 1.0 - float(shared @ solve(among, shared, assume_a="pos"))
        if left < COLLINEAR:
            dropped.append(Dropped(name=name, why="follows from the covariates before it"))
        else:
            kept.append(column)
    design = np.column_stack([np.ones(trials.rows), standard[:, kept]])
    # Row by row in memory: it is gathered by row many times over.
    return kept, np.ascontiguousarray(design), dropped


def _newton(design: FloatArray, enrolled: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Fit the logistic model; the information is returned with the coefficients."""
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = logit(enrolled.mean())
    fit = _log_likelihood(combined(design, coefficients), enrolled)
    for _ in range(STEPS):
        probability = expit(combined(design, coefficients))
        information = _information(design, probability)
        score = weighted(enrolled - probability, design)
        if information[0, 0] < FEWEST_IN_DOUBT:
            break
        if np.abs(score).max() <= TOLERANCE * enrolled.sum():
            return coefficients, information
        step = solve(information, score, assume_a="pos")
        while True:
            tried = coefficients + step
            better = _log_likelihood(combined(design, tried), enrolled)
            if better >= fit - 1e-9 * abs(fit) or np.abs(step).max() < 1e-12:
                break
            step = step / 2
        coefficients, fit = tried, better
    raise DesignError(
        "The covariates tell the children who enrolled from those who did not completely, so "
        "there is nobody to compare them with.",
        code="measure.no-overlap",
        fix="Name fewer or broader covariates, or a cohort in which not everyone like those "
        "enrolled was enrolled.",
    )


def _information(design: FloatArray, probability: FloatArray) -> FloatArray:
    weight = probability * (1.0 - probability)
    return cross(design, design * weight[:, None])


def _log_likelihood(linear: FloatArray, enrolled: FloatArray) -> float:
    return float((enrolled * linear - np.logaddexp(0.0, linear)).sum())
