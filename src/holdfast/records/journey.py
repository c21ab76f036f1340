"""What happened to each child, in order, from the first contact to life after care?

`build_journeys` makes one long table of dated spells from whatever returns were read.
Everything after this chapter works on it, and on the tables of children and of yearly forms
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.dates import year_start
from holdfast.kernel.progress import SILENT, Progress
from holdfast.records import looked_after, placements
from holdfast.records.annex_a_stages import annex_a_stages
from holdfast.records.child_in_need import referrals_and_need
from holdfast.records.children import CENSUS, children, deaths_out_of_care
from holdfast.records.kind_of_return import KindOfReturn, years_of
from holdfast.records.protection import protection
from holdfast.records.repairs import TRAIL, Repaired, repair
from holdfast.records.repairs.trail import EPISODES
from holdfast.records.spells import ANNEX_A, CIN, SPELLS, SSDA903, together
from holdfast.records.stay_events import stay_events
from holdfast.records.summary import Summary, summarise
from holdfast.records.yearly import yearly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.returns import Returns

IN_CARE = (
    looked_after.episode,
    looked_after.looked_after,
    looked_after.short_breaks,
    looked_after.legal_status,
    looked_after.proceedings,
    looked_after.after_care,
    placements.placements,
    placements.moves,
)
"""What is made of linked episodes."""

MAKERS: dict[str, Callable[[KindOfReturn, Repaired | None], list[ir.Table]]] = {
    SSDA903: stay_events,
    CIN: lambda cin, _: [*referrals_and_need(cin), *protection(cin)],
    ANNEX_A: lambda workbook, _: annex_a_stages(workbook),
}
"""What is made of the other tables of each kind of return, beside the linked episodes."""


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """The children's journeys, and what they rest on.

    Attributes
    ----------
    spells, children, yearly
        Tables with the columns of `SPELLS`, `CHILDREN` and `YEARLY`, in no order.
    observed
        For each kind of return, the first day that it covers and the last.
    trail
        What was mended; see `holdfast.records.repairs.TRAIL`.
    summary
        Counts of what was read, refused and mended.
    """

    spells: ir.Table
    children: ir.Table
    yearly: ir.Table
    observed: Mapping[str, tuple[date, date]]
    trail: ir.Table
    summary: Summary


def build_journeys(
    engine: Engine,
    returns: Returns,
    *,
    repairs: str = "holdfast",
    progress: Progress = SILENT,
) -> Journeys:
    """Turn returns into journeys.

    Parameters
    ----------
    engine
        Where to work. The tables live as long as it is open.
    returns
        What `holdfast.records.returns.read_returns` read.
    repairs
        By which rules episodes are mended: `holdfast` or `london`.
    progress
        Who hears how far it got.

    Raises
    ------
    InputError
        `records.repair-unknown` where there is no such set of rules.
    """
    others = [engine.table(pl.DataFrame(schema=SPELLS), "spells")]
    trail = [engine.table(pl.DataFrame(schema=TRAIL), "trail")]
    repaired = None
    if EPISODES in returns.tables:
        with progress.step("Mend episodes"):
            repaired = repair(engine, returns, repairs)
            trail.append(repaired.trail)
    with progress.step("Build journeys"):
        for kind, stages in MAKERS.items():
            if kind in returns.years:
                these = KindOfReturn(engine, returns, kind)
                others += stages(these, repaired)
                trail += these.trail
        if CENSUS in returns.tables:
            others.append(deaths_out_of_care(engine, returns, repaired))
        people = engine.keep(children(engine, returns, repaired), "children")
        beside, trails = together(others), together(trail)
        return Journeys(
            spells=beside if repaired is None else in_care(repaired).union(beside),
            children=people,
            yearly=engine.keep(yearly(engine, returns), "yearly"),
            observed=observed(returns),
            trail=trails,
            summary=summarise(
                engine, returns, repaired, people=people, others=beside, trail=trails
            ),
        )


def observed(returns: Returns) -> Mapping[str, tuple[date, date]]:
    """Say which days each kind of return covers, from the first day to the last."""
    found = {}
    for kind in sorted(returns.years):
        years = years_of(returns, kind)
        found[kind] = (year_start(years.years[0]), years.closing(years.latest))
    return MappingProxyType(found)


def in_care(repaired: Repaired) -> ir.Table:
    """Give what is made of linked episodes."""
    return together(make(repaired.episodes) for make in IN_CARE)
