"""Rows of trials made by hand, with what a test does not care about filled in."""

import numpy as np

from holdfast.measure.trials import Outcome, Trials

END = 10_000


def made_trials(*, child, programme, index_day=None, last_day=None, **columns):
    """Give trials; by default day 0 is day 100 and everyone is followed to the end."""
    n = len(child)
    child = np.asarray(child)
    covariates = np.asarray(columns.get("covariates", np.zeros((n, 0))), dtype=float)
    names = columns.get("names", tuple(f"x{number}" for number in range(covariates.shape[1])))
    return Trials(
        child=child,
        cluster=columns.get("cluster", child),
        trial=columns.get("trial", np.zeros(n)),
        index_day=np.full(n, 100) if index_day is None else index_day,
        programme=programme,
        covariates=covariates,
        names=names,
        last_day=np.full(n, END) if last_day is None else last_day,
        left_by_enrolment=columns.get("left_by_enrolment", np.zeros(n)),
    )


def randomised(children: int, *, seed: int = 0, horizon: int = 100, follow: int | None = None):
    """Give one row a child, arms by chance, and a first event of either kind or none."""
    rng = np.random.default_rng(seed)
    programme = rng.permutation(children) % 2 == 0
    days = rng.integers(0, 2 * horizon, children)
    last = 100 + (
        rng.integers(horizon // 2, 3 * horizon, children) if follow is None else follow
    )
    trials = made_trials(
        child=np.arange(children),
        programme=programme,
        last_day=np.broadcast_to(last, children),
        covariates=rng.normal(size=(children, 2)),
    )
    outcome = Outcome(
        name="entry_to_care", event_day=100 + days, event_kind=rng.integers(0, 3, children)
    )
    return trials, outcome


def enrolling(children: int = 400, *, seed: int = 0, months: int = 24):
    """Give monthly trials in which need drives both enrolling and entering care."""
    rng = np.random.default_rng(seed)
    need = rng.normal(size=children)
    enters = np.floor(rng.exponential(900 * np.exp(-0.4 * need))).astype(int)
    rows = []
    free = np.ones(children, dtype=bool)
    end = months * 30 + 400
    enrols = np.full(children, end)
    for month in range(months):
        drawn = month * 30 + rng.integers(0, 30, children)
        joins = free & (rng.random(children) < 0.02 * np.exp(0.5 * need))
        when = month * 30 + rng.integers(0, 30, children)
        joins &= when <= enters
        enrols[joins] = when[joins]
        free &= ~joins
        there = (drawn <= enters) & (drawn < enrols)
        rows += [(who, month, drawn[who], 0) for who in np.flatnonzero(there)]
        rows += [(who, month, when[who], 1) for who in np.flatnonzero(joins)]
    child, trial, day, programme = np.array(sorted(rows)).T
    last = np.where(programme == 1, end, enrols[child])
    codes = np.unique(child, return_inverse=True)[1]
    trials = made_trials(
        child=codes,
        trial=trial,
        index_day=day,
        programme=programme,
        last_day=last,
        covariates=np.column_stack([need[child], need[child] > 0.5, trial / 12]),
        names=("need", "high_need", "year"),
        left_by_enrolment=(programme == 0) & (last < end),
    )
    outcome = Outcome(
        name="entry_to_care", event_day=enters[child], event_kind=np.ones(len(child))
    )
    return trials, outcome
