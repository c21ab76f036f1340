"""Of several programmes, which are worth considering, and what does each further step cost?

Sequential incremental cost-effectiveness: first the strategies that another beats outright go
(dominated), then those that a mix of two others beats (extended dominance), and what is left is
compared each with the one before it, never with all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Standing(StrEnum):
    """Where a strategy stands among the others."""

    FRONTIER = "on the frontier"
    DOMINATED = "dominated"
    EXTENDED_DOMINATED = "dominated by a mix of two others"


@dataclass(frozen=True, kw_only=True, slots=True)
class Strategy:
    """One thing that could be done: its mean cost and its mean effect (more is better)."""

    name: str
    cost: float
    effect: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A strategy with its standing, and the ratio against the frontier strategy before it.

    `ratio` is the extra cost of each extra unit of effect; None for the first of the frontier
    and for those off it. It is a ratio of means and says nothing of uncertainty.
    """

    strategy: Strategy
    standing: Standing
    ratio: float | None


def frontier(strategies: Sequence[Strategy]) -> tuple[Step, ...]:
    """Order strategies by effect along the frontier, the beaten ones after them.

    Of two strategies equal in cost and effect the first named stays.

    Examples
    --------
    >>> steps = frontier([Strategy(name="nothing", cost=0.0, effect=0.0),
    ...                   Strategy(name="support", cost=900.0, effect=30.0)])
    >>> [(step.strategy.name, step.ratio) for step in steps]
    [('nothing', None), ('support', 30.0)]
    """
    names = [strategy.name for strategy in strategies]
    if len(set(names)) != len(names):
        raise InputError(
            "Two strategies have the same name.",
            code="value.strategy-named-twice",
            fix="Give each strategy a name of its own.",
        )
    standing: dict[str, Standing] = {}
    undominated: list[Strategy] = []
    for strategy in sorted(strategies, key=lambda one: (one.cost, -one.effect)):
        if undominated and strategy.effect <= undominated[-1].effect:
            standing[strategy.name] = Standing.DOMINATED
        else:
            undominated.append(strategy)
    kept: list[Strategy] = []
    for strategy in undominated:
        # A step that costs more per unit than the next one would never be stopped at.
        while len(kept) > 1 and _ratio(kept[-2], kept[-1]) >= _ratio(kept[-1], strategy):
            standing[kept.pop().name] = Standing.EXTENDED_DOMINATED
        kept.append(strategy)
    steps = [
        Step(
            strategy=strategy,
            standing=Standing.FRONTIER,
            ratio=_ratio(kept[place - 1], strategy) if place else None,
        )
        for place, strategy in enumerate(kept)
    ]
    beaten = [
        Step(strategy=strategy, standing=standing[strategy.name], ratio=None)
        for strategy in strategies
        if strategy.name in standing
    ]
    return (*steps, *beaten)


def _ratio(before: Strategy, after: Strategy) -> float:
    return (after.cost - before.cost) / (after.effect - before.effect)
