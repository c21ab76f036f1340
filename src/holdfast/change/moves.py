"""Which way do the children of a cohort go? Their moves from one stage to the next.

For the picture on which a programme's place is marked. A child's stages are put in the order in
which they began; each is followed by the next that is another stage. A child who makes a move
twice is counted once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from holdfast.library.stages import stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

DRAWN = (
    "contact", "early_help", "child_in_need", "section_47", "child_protection_plan",
    "pre_proceedings", "proceedings", "looked_after", "return_home",
    "child_arrangements_order", "special_guardianship", "adoption", "leaving_care",
)  # fmt: skip
"""Stages drawn in any case. Referrals, assessments and plans begin with others and would hide
them; they are drawn where the cohort or the programme's place names them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moves:
    """How many children were ever in each stage, and how many went from one to another."""

    stages: Mapping[str, int]
    moves: Mapping[tuple[str, str], int]


def moves(
    engine: Engine, journeys: Journeys, children: pl.Series, *, named: Iterable[str] = ()
) -> Moves:
    """Count the moves of some children between stages.

    Parameters
    ----------
    children
        Pseudonyms, each once.
    named
        Stages to draw besides those of `DRAWN`.
    """
    wanted = {*DRAWN, *named}
    drawn = [stage for stage in stages() if stage in wanted]
    asked = engine.table(children.alias("child").to_frame(), "change_moving")
    spells = journeys.spells
    mine = spells.filter(spells.stage.isin(drawn)).semi_join(asked, "child")
    ordered = mine.mutate(
        place=mine.stage.cases(*((stage, at) for at, stage in enumerate(drawn)), else_=-1)
    )
    order = ibis.window(group_by="child", order_by=["start", "place", "end"])
    following = ordered.mutate(later=ordered.stage.lead().over(order))
    going = following.filter(
        following.later.notnull() & (following.later != following.stage)
    ).group_by("stage", "later")
    met = engine.frame(ordered.group_by("stage").agg(children=ordered.child.nunique()))
    went = engine.frame(going.agg(children=lambda t: t.child.nunique()))
    ever = dict(met.select("stage", "children").iter_rows())
    at = {stage: place for place, stage in enumerate(drawn)}
    return Moves(
        stages={stage: ever[stage] for stage in drawn if stage in ever},
        moves={
            (one, other): number
            for one, other, number in sorted(
                went.select("stage", "later", "children").iter_rows(),
                key=lambda move: (at[move[0]], at[move[1]]),
            )
        },
    )
