"""Which further outcomes are there, and from which spells is each counted?

Three kinds: events (the share to whom it happened by the horizon), amounts (days or occurrences
a child within the horizon), and scores (which only some children have). What each means is
here; what is done with it is in `measured`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import ibis

from holdfast.measure.accruals import Accrual
from holdfast.value.accrual import LINES, accruals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a secondary outcome is called and counts, and which way is better for children."""

    label: str
    unit: str
    better_when: Better
    note: str = ""


SHARE = "share"
DAYS = "days"

EVENTS: dict[str, Meaning] = {
    "child_protection_plan": Meaning(
        label="A child protection plan begins",
        unit=SHARE,
        better_when="lower",
        note="Among children who were not on a plan on day 0.",
    ),
    "re_referral": Meaning(
        label="Referred again",
        unit=SHARE,
        better_when="lower",
        note="Any referral after day 0, also while the earlier one is open.",
    ),
    "return_home": Meaning(
        label="Entered care and returned home",
        unit=SHARE,
        better_when="neither",
        note="Of all children, not of those who entered: who enters differs between the arms. "
        "Fewer returns may mean fewer entries.",
    ),
    "re_entry": Meaning(
        label="Entered care, left, and entered again",
        unit=SHARE,
        better_when="lower",
        note="Of all children, not of those who entered.",
    ),
}

AMOUNTS: dict[str, Meaning] = {
    "days_in_care": Meaning(label="Days in care", unit=DAYS, better_when="lower"),
    "placement_moves": Meaning(
        label="Placement moves",
        unit="moves",
        better_when="lower",
        note="Of all children, in care or not.",
    ),
    "missing_episodes": Meaning(
        label="Missing episodes while in care",
        unit="episodes",
        better_when="lower",
        note="Recorded only for children in care, so fewer days in care bring fewer of them.",
    ),
}

PLACEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "kinship_fostering": ("fostered by relatives or friends", ("U1", "U2", "U3")),
    "fostering": ("fostered by others", ("U4", "U5", "U6")),
    "residential": ("in children's homes and schools", ("K2", "R1", "R3", "S1")),
    "secure": ("in secure homes", ("K1",)),
    "supported": ("in supported accommodation", ("K3", "H5", "P2", "P3")),
    "with_parents": ("placed with parents", ("P1",)),
    "adoption": ("placed for adoption", ("A3", "A4", "A5", "A6")),
    "health_or_custody": ("in health care or custody", ("R2", "R5")),
}
"""Groups of placement codes (library `ssda903/placement_type`); the rest is `other`."""
OTHER = ("other", "in another or a temporary placement")

PLACEMENT_DAYS: dict[str, Meaning] = {
    f"days_{group}": Meaning(label=f"Days {words}", unit=DAYS, better_when="neither")
    for group, words in (*((g, w) for g, (w, _) in PLACEMENTS.items()), OTHER)
}

SDQ = Meaning(
    label="SDQ total difficulties, of children in care a year",
    unit="points",
    better_when="lower",
    note="Returned only for children aged 4 to 16 who have been in care for a year, so the "
    "arms are not alike here: the means describe, and say nothing of the programme.",
)


def amounts(
    engine: Engine, journeys: Journeys, children: Sequence[str], wanted: Sequence[str]
) -> tuple[Accrual, ...]:
    """Give what accrues to each child: days as spans, occurrences as points.

    Parameters
    ----------
    children
        Pseudonyms in the order of their codes.
    wanted
        Names of `AMOUNTS`, and `days_by_placement`. Days in care are always given.
    """
    spells = journeys.spells
    parts = [_spans(spells.filter(spells.stage == "looked_after"), "days_in_care")]
    for name, stage in (("placement_moves", "move"), ("missing_episodes", "missing")):
        if name in wanted:
            parts.append(_points(spells.filter(spells.stage == stage), name))
    if "days_by_placement" in wanted:
        placed = spells.filter(spells.stage == "placement")
        group = placed.detail.fill_null("").cases(
            *(
                (code, f"days_{name}")
                for name, (_, codes) in PLACEMENTS.items()
                for code in codes
            ),
            else_=f"days_{OTHER[0]}",
        )
        parts.append(_spans(placed, group))
    lines: pl.DataFrame = engine.frame(ibis.union(*parts) if len(parts) > 1 else parts[0])
    found = accruals(lines.select(LINES), children=children, names=(*AMOUNTS, *PLACEMENT_DAYS))
    if not any(one.name == "days_in_care" for one in found):
        return (Accrual(name="days_in_care"), *found)  # nobody was in care: a true zero
    return found


def _spans(spells: ibis.Table, name: str | ibis.Value) -> ibis.Table:
    """Count one for each day of a spell; one still open counts as long as anyone looks."""
    return spells.select(
        "child",
        "start",
        process=ibis.literal(name) if isinstance(name, str) else name,
        end=spells.end.fill_null(ibis.date("9999-12-31")),
        per_day=ibis.literal(1.0),
        amount=ibis.literal(0.0),
        once=ibis.literal(value=False),
    )


def _points(spells: ibis.Table, name: str) -> ibis.Table:
    """Count one on the day on which each spell begins."""
    return spells.select(
        "child",
        "start",
        process=ibis.literal(name),
        end=spells.start,
        per_day=ibis.literal(0.0),
        amount=ibis.literal(1.0),
        once=ibis.literal(value=True),
    )
