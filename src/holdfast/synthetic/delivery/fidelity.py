"""How faithfully were the sessions delivered, by those who led them and by those who watched?

A checklist of Northmere's own: parts of a session done, of those planned. People rate
themselves higher than an observer does. Some reviews are missing, and one run was observed too
seldom to say anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.facilitators import on_the_day

if TYPE_CHECKING:
    from datetime import date

    from holdfast.synthetic.delivery.facilitators import (
        InventedDelivering,
        InventedFacilitator,
    )
    from holdfast.synthetic.delivery.homes import InventedHome, InventedSitting
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.settings import DeliverySettings

INSTRUMENT = "session-checklist"
OBSERVER = "Invented observer"
SELF, OBSERVED = "self", "observer"
FIRST_SESSION_ONLY = 1
ACTION_BELOW = 0.72
ACTIONS = (
    "Leave more time for practising together, and let one part go.",
    "Share out beforehand who leads which part.",
    "Begin with what was tried since the last session.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedReview:
    """One review of one facilitator at one session. `done` is None if the form is missing."""

    sitting: InventedSitting
    facilitator: InventedFacilitator
    rater: str
    rated_by: str
    done: int | None
    planned: int
    action: str = ""

    @property
    def day(self) -> date:
        """When the session took place."""
        return self.sitting.day


def reviews(
    settings: DeliverySettings, home: InventedHome, sittings: tuple[InventedSitting, ...],
    delivering: tuple[InventedDelivering, ...],
) -> tuple[InventedReview, ...]:  # fmt: skip
    """Make the reviews of one home's run, up to today."""
    rates = settings.rates.fidelity
    observed = set(rates.observed_sessions)
    if home.number == rates.few_observed_in_home and settings.area == 0:
        observed = set(rates.observed_sessions[:FIRST_SESSION_ONLY])
    made = []
    for one in sittings:
        if one.kind != "staff" or one.day > settings.today or one.half > 1:
            continue
        for person in on_the_day(delivering, home.number, one.day):
            lots = settings.lots.of("fidelity", *one.name, person.number)
            share = _share(settings, lots, one)
            if not lots.happens(rates.self_missed, "self missed"):
                rated = share + rates.self_higher_by
                made.append(_review(settings, one, person, rated, SELF, person.name))
            if one.session in observed:
                missed = lots.happens(rates.observation_missed, "missed")
                seen = None if missed else share
                made.append(_review(settings, one, person, seen, OBSERVED, OBSERVER))
    return tuple(made)


def _share(settings: DeliverySettings, lots: Lots, sitting: InventedSitting) -> float:
    """Draw what share of the parts was done, as an observer would see it: it grows."""
    rates = settings.rates.fidelity
    return lots.normal(rates.observer, "share") + rates.grows_a_session * sitting.session


def _review(
    settings: DeliverySettings, sitting: InventedSitting, person: InventedFacilitator,
    share: float | None, rater: str, rated_by: str,
) -> InventedReview:  # fmt: skip
    parts = settings.rates.fidelity.parts
    done = None if share is None else min(parts, max(0, round(share * parts)))
    low = rater == OBSERVED and done is not None and done < ACTION_BELOW * parts
    return InventedReview(
        sitting=sitting,
        facilitator=person,
        rater=rater,
        rated_by=rated_by,
        done=done,
        planned=parts,
        action=ACTIONS[sitting.session % len(ACTIONS)] if low else "",
    )
