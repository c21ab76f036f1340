"""Make one history of the episodes that several returns hold, and say what was mended.

The rules run over all years together, since what is wrong with one return is mostly seen in
the next. The default rules are those of `HOLDFAST`; `LONDON` gives the rows that the London
pipeline would.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.records.links import EPISODE, LINKS, by_dates, by_reason
from holdfast.records.repairs.agreement import another_version, disagrees
from holdfast.records.repairs.ends import ends
from holdfast.records.repairs.london import PLACED, close_or_delete, meet_the_next
from holdfast.records.repairs.reason_without_end import reason_without_end
from holdfast.records.repairs.rows import ROW, Bench, Limits, Rule
from holdfast.records.repairs.same_start import same_start
from holdfast.records.repairs.start_within_care import start_within_care
from holdfast.records.repairs.trail import EPISODES, no_trail
from holdfast.records.repairs.withdrawn import corrected_start, withdrawn
from holdfast.records.return_years import ReturnYears

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.returns import Returns

HOLDFAST: tuple[Rule, ...] = (
    reason_without_end,
    same_start,
    corrected_start,
    withdrawn,
    ends,
    start_within_care,
)
"""The default rules, in the order in which they run; each says in its module what it does.

`ends` is three of them that look at the same two episodes.
"""

LONDON: tuple[Rule, ...] = (same_start, close_or_delete, meet_the_next)
"""The rules of the London pipeline, which starts from the latest return of each episode too."""

RULES: Mapping[str, tuple[Rule, ...]] = {"holdfast": HOLDFAST, "london": LONDON}


@dataclass(frozen=True, kw_only=True, slots=True)
class Repaired:
    """One history for each child, and how it was come by.

    Attributes
    ----------
    episodes
        One row an episode: the columns of `holdfast.records.links.EPISODE` and `LINKS`.
    trail
        What was done to which row; see `holdfast.records.repairs.trail.TRAIL`.
    """

    episodes: ir.Table
    trail: ir.Table


def repair(
    engine: Engine,
    returns: Returns,
    rules: str = "holdfast",
    *,
    limits: Limits | None = None,
    everyone: bool = False,
) -> Repaired:
    """Make one history for each child of the episodes that the returns hold.

    Parameters
    ----------
    engine
        Where to work.
    returns
        Returns with a table of episodes.
    rules
        `holdfast` or `london`.
    limits
        How far apart two days may be and still be taken for one.
    everyone
        Run the rules on every child, also on those whose rows agree. Slower, and the same.

    Raises
    ------
    InputError
        `records.repair-unknown` where there is no such set of rules.
    """
    chosen = RULES.get(rules)
    if chosen is None:
        raise InputError(
            f"There is no set of repairs of that name; there are {' and '.join(RULES)}.",
            code="records.repair-unknown",
            fix="Choose holdfast, or leave it out.",
        )
    london = rules == "london"
    years = ReturnYears(tuple(sorted(returns.years["ssda903"])))
    staged = engine.read(returns.tables[EPISODES])
    columns = (*ROW, *PLACED) if london else ROW
    bench = Bench(engine=engine, years=years, limits=limits or Limits(), columns=columns)
    whole = staged.mutate(first_year=staged.return_year).select(*columns)
    if london or everyone:
        episodes, trail = _mend(bench, whole, chosen)
        return Repaired(episodes=episodes, trail=trail)
    linked = by_reason(staged.select(*EPISODE))
    linked = linked.mutate(
        odd=disagrees(linked, latest=years.latest),
        earlier=another_version(linked).fill_null(False),
    )
    # Earlier versions that agree with the later have served their turn.
    linked = linked.filter(~linked.earlier | linked.odd)
    linked = engine.keep(linked.select(*EPISODE, *LINKS, "odd"), "linked")
    odd = engine.keep(linked.filter("odd").select("child").distinct(), "odd")
    if not engine.frame(odd.count().as_table()).item():
        return Repaired(episodes=linked.select(*EPISODE, *LINKS), trail=no_trail(engine))
    mended, trail = _mend(bench, engine.keep(whole.semi_join(odd, "child"), "rows"), chosen)
    clear = linked.anti_join(odd, "child").select(*EPISODE, *LINKS)
    return Repaired(episodes=clear.union(mended), trail=trail)


def _mend(bench: Bench, rows: ir.Table, rules: tuple[Rule, ...]) -> tuple[ir.Table, ir.Table]:
    trails: list[ir.Table] = []
    for rule in rules:
        step = rule(bench, rows)
        rows = step.rows
        trails.extend(step.trail)
    trail = reduce(lambda above, below: above.union(below), trails)
    return bench.engine.keep(by_dates(rows), "mended"), bench.engine.keep(trail, "trail")
