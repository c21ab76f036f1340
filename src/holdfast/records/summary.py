"""What was read, refused and mended on the way to the journeys, in counts?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from holdfast.kernel.dates import year_start
from holdfast.records import looked_after, placements
from holdfast.records.kind_of_return import years_of
from holdfast.records.links import STARTED
from holdfast.records.repairs.trail import DELETED, EPISODES
from holdfast.records.return_years import day
from holdfast.records.spells import SSDA903

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.repairs import Repaired
    from holdfast.records.returns import Returns


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Counts of everything that was done, so that a flow diagram can be drawn.

    Attributes
    ----------
    children
        Children in the returns.
    years
        For each kind of return, the collection years read.
    read
        Rows staged, by table.
    spells
        Spells, by stage.
    refused
        Refusals, by code.
    repaired
        Repairs, by rule.
    carried_forward
        Episodes that were open and came back in a later return: how returns work, no repair.
    legal_status_splits
        Episodes merged into a placement because only the legal status changed.
    in_care_at_the_start
        Periods of care whose earliest episode known started before the first return. Where its
        reason is not S, care began earlier still.
    starts_not_returned
        Periods of care that start within the returns, though the first episode says that the
        child was in care already.
    notes
        What should be said of files.
    """

    children: int
    years: Mapping[str, tuple[int, ...]]
    read: Mapping[str, int]
    spells: Mapping[str, int]
    refused: Mapping[str, int]
    repaired: Mapping[str, int]
    carried_forward: int
    legal_status_splits: int
    in_care_at_the_start: int
    starts_not_returned: int
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        held = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: dict(value) if hasattr(value, "keys") else value
            for name, value in held.items()
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """Read it back."""
        given: dict[str, Any] = {
            name: MappingProxyType(value) if isinstance(value, dict) else value
            for name, value in held.items()
        }
        years = {kind: tuple(years) for kind, years in held["years"].items()}
        given |= {"years": MappingProxyType(years), "notes": tuple(held["notes"])}
        return cls(**given)


def summarise(
    engine: Engine,
    returns: Returns,
    repaired: Repaired | None,
    *,
    people: ir.Table,
    others: ir.Table,
    trail: ir.Table,
) -> Summary:
    """Count what was done to make journeys of returns.

    Spells made of episodes are counted from the episodes, `others` as they are.
    """
    repairs = engine.frame(trail.group_by("rule", "table", "action").agg(n=trail.count()))
    rules: dict[str, int] = {}
    deleted = 0
    for rule, table, action, times in repairs.sort("rule", "table", "action").iter_rows():
        rules[rule] = rules.get(rule, 0) + times
        deleted += times if (table, action) == (EPISODES, DELETED) else 0
    care = _care_counts(engine, returns, repaired)
    spells = Counter(care.spells)
    spells.update(dict(engine.frame(others.group_by("stage").agg(n=others.count())).rows()))
    codes = returns.refusals.group_by("code").len().sort("code")
    returned = returns.read.get(EPISODES, 0)
    return Summary(
        children=int(engine.frame(people.count().as_table()).item()),
        years=MappingProxyType({kind: returns.years[kind] for kind in sorted(returns.years)}),
        read=MappingProxyType({table: returns.read[table] for table in sorted(returns.read)}),
        spells=MappingProxyType({stage: spells[stage] for stage in sorted(+spells)}),
        refused=MappingProxyType(dict(codes.iter_rows())),
        repaired=MappingProxyType(rules),
        carried_forward=returned - care.spells.get("episode", returned) - deleted,
        legal_status_splits=care.splits,
        in_care_at_the_start=care.before,
        starts_not_returned=care.unsaid,
        notes=tuple(
            f"{note.where}: {note.text}" if note.where else note.text for note in returns.notes
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Care:
    spells: Mapping[str, int]
    splits: int = 0
    before: int = 0
    unsaid: int = 0


def _care_counts(engine: Engine, returns: Returns, repaired: Repaired | None) -> _Care:
    if repaired is None:
        return _Care(spells={})
    episodes = repaired.episodes
    period = looked_after.is_period(episodes)
    made = {
        "looked_after": period,
        "short_break": episodes.short_break,
        "legal_status": looked_after.is_status(episodes),
        "proceedings": looked_after.is_interim_order(episodes),
        "placement": placements.is_placement(episodes),
        "move": placements.is_move(episodes),
    }
    opening = ~episodes.short_break & (episodes.decom == episodes.period_start)
    first_day = day(year_start(years_of(returns, SSDA903).years[0]))
    before = opening & (episodes.decom < first_day)
    also = {
        "splits": placements.is_legal_status_split(episodes),
        "before": before,
        "unsaid": opening & ~before & ~(episodes.rne == STARTED).fill_null(False),
    }
    counts = engine.frame(
        episodes.agg(
            episode=episodes.count(),
            **{name: which.sum().fill_null(0) for name, which in (made | also).items()},
        )
    ).row(0, named=True)
    left = episodes.filter(period & episodes.dec.notnull())
    left = left.mutate(stage=looked_after.stage_after(left.rec))
    after = dict(engine.frame(left.group_by("stage").agg(n=left.count())).rows())
    return _Care(
        spells=after | {name: counts[name] for name in ("episode", *made)},
        **{name: counts[name] for name in also},
    )
