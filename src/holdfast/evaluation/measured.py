"""Did it change, and what did it cost? The rows compared go through the estimators here.

One enrolment model, one set of weights and one set of resamples serve every outcome and every
cost, so that what is said of entries, days and pounds is said of the same children together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.change.as_of import covariates
from holdfast.change.days import day_number
from holdfast.evaluation.outcomes import first_days, followed_until, outcome
from holdfast.evaluation.secondary import EVENTS, amounts
from holdfast.kernel.dates import year_end
from holdfast.measure.balance import check_balance
from holdfast.measure.delay_or_prevent import delay_or_prevent
from holdfast.measure.e_value import e_value
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.resampling import resample_trials
from holdfast.measure.tally import tally
from holdfast.measure.trials import Trials
from holdfast.measure.verdict import Smallest
from holdfast.measure.weights import Weighting, unit_weights, weigh
from holdfast.value.accrual import Accrual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from holdfast.evaluation.comparing import Compared
    from holdfast.evaluation.outcomes import FirstDays
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.progress import Progress
    from holdfast.measure.balance import Balance
    from holdfast.measure.delay_or_prevent import DelayOrPrevent
    from holdfast.measure.e_value import EValue
    from holdfast.measure.incidence import CumulativeIncidence
    from holdfast.measure.resampling import Resamples
    from holdfast.measure.tally import Tally
    from holdfast.measure.weights import Weights
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

    IntArray = NDArray[np.int64]

ENTRY = "entry_to_care"
SDQ_POINTS, SDQ_SCORES = "sdq_points", "sdq_scores"
A_YEAR = 365


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """Everything that the estimators say, before disclosure control and words.

    Attributes
    ----------
    children
        Pseudonyms in the order of their codes.
    primary, answer, unseen
        Curves of entry to care; what they come to; the E-value, where a ratio is defined.
    events
        The curves of each secondary event; None where follow-up does not allow them.
    accruals, tallies
        What children run up, and how much of it on average by the horizon, by name.
    """

    children: tuple[str, ...]
    trials: Trials
    weights: Weights
    balance: Balance
    resamples: Resamples
    primary: CumulativeIncidence
    answer: DelayOrPrevent
    unseen: EValue | None
    events: Mapping[str, CumulativeIncidence]
    accruals: Mapping[str, Accrual]
    tallies: Mapping[str, Tally]


def measured(
    engine: Engine,
    journeys: Journeys,
    found: Compared,
    protocol: Protocol,
    *,
    progress: Progress,
) -> Measured:
    """Estimate every outcome of the protocol.

    Raises
    ------
    DesignError
        From `measure`: too few children, no overlap, or follow-up shorter than the horizon.
    """
    with progress.step("Look up what was known, and what happened"):
        children = found.rows["child"].unique().sort()
        values, names = covariates(engine, journeys, found.rows, protocol.covariates)
        firsts = first_days(engine, journeys, found.rows)
        trials = _trials(found.rows, children, values, names, firsts, protocol)
        wanted = protocol.secondary_outcomes
        accruals = list(amounts(engine, journeys, children.to_list(), wanted))
        if "sdq" in wanted:
            accruals += _scores(engine, journeys, children)
    with progress.step("Make the arms alike"):
        weights = _weights(trials, protocol)
        balance = check_balance(trials, weights)
        resamples = resample_trials(
            trials, weights, draws=protocol.bootstrap.draws, seed=protocol.seed
        )
    horizon, level = protocol.outcome.horizon_days, protocol.bootstrap.level
    competing = protocol.outcome.competing
    with progress.step("Estimate entry to care"):
        primary = cumulative_incidence(
            trials, outcome(firsts, ENTRY, competing), weights,
            horizon=horizon, resamples=resamples, level=level,
        )  # fmt: skip
        smallest = protocol.outcome.smallest_effect
        answer = delay_or_prevent(
            primary, smallest=Smallest(risk=smallest.risk, days=smallest.days)
        )
    events: dict[str, CumulativeIncidence] = {}
    with progress.step("Estimate the further outcomes"):
        for name in EVENTS:
            if name in wanted:
                at_risk = ~firsts.on_plan if name == "child_protection_plan" else None
                one = outcome(firsts, name, competing, at_risk=at_risk)
                events[name] = cumulative_incidence(
                    trials, one, weights, horizon=horizon, resamples=resamples, level=level
                )
        tallies = tally(
            trials, weights, accruals, horizon=horizon, resamples=resamples, level=level
        )
    return Measured(
        children=tuple(children.to_list()),
        trials=trials,
        weights=weights,
        balance=balance,
        resamples=resamples,
        primary=primary,
        answer=answer,
        unseen=None if answer.risk_ratio is None else e_value(answer.risk_ratio),
        events=events,
        accruals={one.name: one for one in accruals},
        tallies={one.name: one for one in tallies},
    )


def _trials(
    rows: pl.DataFrame,
    children: pl.Series,
    values: NDArray[np.float64],
    names: Sequence[str],
    firsts: FirstDays,
    protocol: Protocol,
) -> Trials:
    code = children.search_sorted(rows["child"]).to_numpy().astype(np.int64)
    last, left = followed_until(rows, firsts, protocol.outcome.competing)
    return Trials(
        child=code,
        cluster=_clusters(rows, code) if protocol.bootstrap.by == "team" else code,
        trial=rows["trial"].to_numpy(),
        index_day=rows["index_day"].to_numpy(),
        programme=rows["programme"].to_numpy(),
        covariates=values,
        names=tuple(names),
        last_day=last,
        left_by_enrolment=left,
    )


def _clusters(rows: pl.DataFrame, code: IntArray) -> IntArray:
    """Number the teams; a child without a team stands alone."""
    alone = pl.Series([f"\u0000{one:012d}" for one in code])
    team = rows["team"].fill_null(alone)
    numbers: IntArray = team.rank("dense").to_numpy().astype(np.int64) - 1
    return numbers


def _weights(trials: Trials, protocol: Protocol) -> Weights:
    """Weight the arms as the protocol says; a description weights nothing."""
    kind = protocol.comparison.weights
    if protocol.design == "before-after" or kind == "none" or not trials.names:
        return unit_weights(trials)
    return weigh(trials, fit_propensity(trials), kind=Weighting(kind))


def _scores(engine: Engine, journeys: Journeys, children: pl.Series) -> list[Accrual]:
    """Give each child's SDQ scores as points on the last day of their years, and how many."""
    yearly = journeys.yearly
    known = engine.frame(
        yearly.filter(yearly.sdq_score.notnull()).select("child", "return_year", "sdq_score")
    )
    known = known.filter(pl.col("child").is_in(children.implode()))
    known = known.unique(["child", "return_year"], keep="first").sort("child", "return_year")
    days = {year: day_number(year_end(year)) for year in known["return_year"].unique()}
    code = children.search_sorted(known["child"]).to_numpy().astype(np.int64)
    day = np.array([days[year] for year in known["return_year"]], dtype=np.int64)
    score = known["sdq_score"].cast(pl.Float64).to_numpy()
    return [
        Accrual(name=SDQ_POINTS, point_child=code, point_day=day, amount=score),
        Accrual(name=SDQ_SCORES, point_child=code, point_day=day, amount=np.ones(len(code))),
    ]
