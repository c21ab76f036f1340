"""A small invented world whose truth is known: children, months, a programme, entries to care.

Need and stage, which changes from month to month, drive both enrolment and entry to care, and
the programme changes when or whether a child enters.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from holdfast.measure.accruals import Accrual
from holdfast.measure.delay_or_prevent import split_days
from holdfast.measure.trials import Outcome, Trials

MONTH = 30.4375
FAR = 10**6


@dataclass(frozen=True, kw_only=True)
class World:
    """The knobs. `effect` is one of none, delays, prevents, both, harms."""

    children: int = 1200
    months: int = 60
    open_months: float = 26
    horizon: int = 548
    effect: str = "none"
    selection: float = 0.7
    enrol: float = 0.011
    entry: float = 0.019
    competing: float = 0.004
    start: int = 12
    spare: int = 36  # months simulated after the end of the returns, for the truth only
    days_later: int = 150
    cured: float = 0.45
    need_matters: float = 0.5  # log hazard of entry for one standard deviation of need


@dataclass(frozen=True, kw_only=True)
class Lives:
    """What happened to every child, and what would have happened."""

    world: World
    need: np.ndarray
    noise: np.ndarray
    referred: np.ndarray  # month
    stage: np.ndarray  # child by month: -1 not open, 0 in need, 1 plan, 2 pre-proceedings
    entry: np.ndarray  # day, without the programme
    other: np.ndarray  # day of the competing event
    enrolled: np.ndarray  # day, or FAR
    hazard: np.ndarray  # of enrolling that month
    entry_with: np.ndarray  # day of entry if it enrolled that day
    stay: np.ndarray  # days in care after entry
    rng: np.random.Generator = field(repr=False)


def live(world: World, seed: int) -> Lives:
    """Let every child live month by month."""
    rng = np.random.Generator(np.random.PCG64(seed))
    n, last = world.children, world.months + world.spare
    need = rng.normal(size=n)
    noise = (rng.random((n, 3)) < 0.3).astype(float)
    referred = rng.integers(-12, world.months, n)
    closes = referred + 1 + rng.geometric(1 / world.open_months, n)
    stage = np.full((n, last), -1)
    entry, other = np.full(n, FAR), np.full(n, FAR)
    enrolled, hazard = np.full(n, FAR), np.full(n, np.nan)
    now = (rng.random(n) < 0.55).astype(int)
    for month in range(last):
        is_open = (referred < month) & (month < closes)
        up = rng.random(n) < 0.05 * np.exp(0.3 * need)
        down = rng.random(n) < 0.05
        now = np.clip(now + np.where(is_open, up.astype(int) - down, 0), 0, 2)
        stage[:, month] = np.where(is_open, now, -1)
        eligible = is_open & (now >= 1)
        chance = world.enrol * np.exp(
            world.selection * (0.6 * need + 0.9 * (now - 1) + 0.3 * noise[:, 0])
        )
        chance = np.where(eligible & (month >= world.start), chance, 0.0)
        joins = (rng.random(n) < -np.expm1(-chance)) & (enrolled == FAR)
        joins &= month < world.months
        when = np.floor((month + rng.random(n)) * MONTH).astype(int)
        enrolled = np.where(joins, when, enrolled)
        hazard = np.where(joins, chance, hazard)
        danger = world.entry * np.exp(world.need_matters * need + 0.55 * (stage[:, month] - 1))
        danger = np.where(referred < month, danger, 0.0)
        enters = (rng.random(n) < -np.expm1(-danger)) & (entry == FAR)
        entry = np.where(enters, np.floor((month + rng.random(n)) * MONTH), entry)
        leaves = (rng.random(n) < -np.expm1(-world.competing)) & (other == FAR)
        leaves &= referred < month
        other = np.where(leaves, np.floor((month + rng.random(n)) * MONTH), other)
    entry, other = entry.astype(int), other.astype(int)
    gone = (entry < enrolled) | (other <= enrolled)
    enrolled = np.where(gone, FAR, enrolled)
    until = np.where(enrolled < FAR, entry - enrolled, FAR)
    return Lives(
        world=world, need=need, noise=noise, referred=referred, stage=stage, entry=entry,
        other=other, enrolled=enrolled, hazard=hazard,
        entry_with=np.where(enrolled < FAR, enrolled + changed(world, until, rng), FAR),
        stay=np.ceil(rng.exponential(300, n)).astype(int), rng=rng,
    )  # fmt: skip


def changed(world: World, until: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Give the days from enrolment to entry under the programme, from those without it."""
    cured = rng.random(len(until)) < (world.cured if world.effect == "prevents" else 0.35)
    later = np.where(until < world.horizon - world.days_later, until + world.days_later, until)
    if world.effect == "prevents":
        return np.where(cured, FAR, until)
    if world.effect == "delays":
        return later
    if world.effect == "both":
        return np.where(cured, FAR, later)
    if world.effect == "harms":
        return np.where(until < FAR - 10**5, (until * 0.55).astype(int), FAR)
    return until


def observe(lives: Lives) -> tuple[Trials, Outcome]:
    """Build the monthly trials from what a council would have recorded."""
    world, rng = lives.world, lives.rng
    end = int(world.months * MONTH)
    parts = []
    everyone = np.arange(world.children)
    for month in range(world.start, world.months):
        drawn = np.floor((month + rng.random(world.children)) * MONTH).astype(int)
        eligible = lives.stage[:, month] >= 1
        free = eligible & (drawn < end) & (drawn < lives.enrolled)
        free &= (drawn <= lives.entry) & (drawn < lives.other)
        joins = (lives.enrolled / MONTH).astype(int) == month
        joins &= lives.enrolled < end
        for who, programme in ((everyone[free], False), (everyone[joins], True)):
            day = lives.enrolled[who] if programme else drawn[who]
            into = lives.entry_with[who] if programme else lives.entry[who]
            last = np.full(len(who), end)
            if not programme:
                last = np.minimum(last, lives.enrolled[who])
            parts.append(
                np.column_stack([
                    who, np.full(len(who), month), day, np.full(len(who), programme), last,
                    into, lives.other[who], lives.need[who], lives.stage[who, month] == 2,
                    np.minimum(month - lives.referred[who], 36), lives.noise[who],
                    np.full(len(who), month / 12),
                ])
            )  # fmt: skip
    table = np.concatenate(parts)
    table = table[np.lexsort((table[:, 3], table[:, 1], table[:, 0]))]
    child = np.unique(table[:, 0], return_inverse=True)[1]
    trials = Trials(
        child=child,
        cluster=child,
        trial=table[:, 1] - world.start,
        index_day=table[:, 2],
        programme=table[:, 3],
        covariates=table[:, 7:],
        names=("need", "pre_proceedings", "months", "noise_1", "noise_2", "noise_3", "year"),
        last_day=table[:, 4],
        left_by_enrolment=(table[:, 3] == 0) & (table[:, 4] < end),
    )
    first = np.minimum(table[:, 5], table[:, 6])
    kind = np.where(table[:, 5] <= table[:, 6], 1, 2)
    kind = np.where(first >= FAR - 10**5, 0, kind)
    return trials, Outcome(name="entry_to_care", event_day=first, event_kind=kind)


def in_care(lives: Lives, trials: Trials) -> Accrual:
    """Give the spells in care of the children of the trials, as they came to be."""
    seen = children_of(lives, trials)
    entry = np.where(lives.enrolled < FAR, lives.entry_with, lives.entry)[seen]
    enters = (entry <= lives.other[seen]) & (entry < FAR - 10**5)
    return Accrual(
        name="days_in_care",
        child=np.flatnonzero(enters),
        start_day=entry[enters],
        end_day=entry[enters] + lives.stay[seen][enters],
        per_day=np.ones(int(enters.sum())),
    )


def children_of(lives: Lives, trials: Trials) -> np.ndarray:
    """Find which child each code of the trials is: need is a continuous number, so it tells."""
    need = np.empty(trials.clusters)
    need[trials.child] = trials.covariates[:, 0]
    order = np.argsort(lives.need)
    return order[np.searchsorted(lives.need[order], need)]


def truth(world: World, *, children: int, seed: int) -> dict[str, float]:
    """Give what is true on average of the children whom overlap weights mean.

    From a world so large that chance hardly matters, in which every life is known to its end,
    with the programme and without.
    """
    lives = live(replace(world, children=children), seed)
    who = lives.enrolled < int(world.months * MONTH)
    weight = 1 / (1 + lives.hazard[who])
    other = lives.other[who] - lives.enrolled[who]
    curves, care = [], []
    for entry in (lives.entry_with, lives.entry):
        since = entry[who] - lives.enrolled[who]
        counts = (since <= other) & (since <= world.horizon)
        added = np.bincount(since[counts], weights=weight[counts], minlength=world.horizon + 1)
        curves.append(np.cumsum(added) / weight.sum())
        days = np.minimum(lives.stay[who], world.horizon - since)[counts]
        care.append(days @ weight[counts] / weight.sum())
    programme, comparison = curves
    split = split_days(programme, comparison)
    return {
        "risk_comparison": float(comparison[-1]),
        "risk_difference": float(programme[-1] - comparison[-1]),
        "days_gained": float(split.gained),
        "days_delayed": float(split.delayed),
        "days_prevented": float(split.prevented),
        "later_entry": float(
            comparison[:-1].sum() / comparison[-1] - programme[:-1].sum() / programme[-1]
        ),
        "days_in_care": float(care[0] - care[1]),
    }
