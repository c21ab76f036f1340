"""Who delivers the runs, in pairs, and who steps in when one of them is ill?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.synthetic.delivery.homes import InventedHome, InventedSitting
    from holdfast.synthetic.delivery.settings import DeliverySettings

RESIDENTIAL, CAMHS = "residential-child-care", "camhs"
PAIRS = 3
ILL_IN_HOME, ILL_AT_SESSION = 4, 5
LEARNS_IN_HOME = 6
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedFacilitator:
    """One facilitator. `certified` is None while in training."""

    number: int
    background: str
    trained_from: date
    certified: date | None
    expires: date | None

    @property
    def name(self) -> str:
        """A name that is plainly nobody's."""
        return f"Invented facilitator {self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedDelivering:
    """Who delivers a run in which role; from when until when where it is not the whole run."""

    home: int
    facilitator: InventedFacilitator
    role: str
    since: date | None = None
    until: date | None = None
    reason: str = ""


def facilitators(settings: DeliverySettings) -> tuple[InventedFacilitator, ...]:
    """Make three pairs, one whose certificate has run out, and one in training."""
    begun = settings.first_day - YEAR
    made = []
    for number in range(1, 2 * PAIRS + 3):
        background = RESIDENTIAL if number % 2 else CAMHS
        trained = begun + timedelta(
            days=settings.lots.of("facilitator", number).whole((0, 200))
        )
        certified = trained + timedelta(days=150)
        expires = certified + 4 * YEAR
        if number == 2 * PAIRS + 1:
            expires = settings.today - timedelta(days=45)
        in_training = number == 2 * PAIRS + 2
        made.append(
            InventedFacilitator(
                number=number,
                background=background,
                trained_from=settings.today - timedelta(days=120) if in_training else trained,
                certified=None if in_training else certified,
                expires=None if in_training else expires,
            )
        )
    return tuple(made)


def delivering(
    of: tuple[InventedFacilitator, ...], home: InventedHome,
    sittings: tuple[InventedSitting, ...],
) -> tuple[InventedDelivering, ...]:  # fmt: skip
    """Say who delivers the run of a home. In one home the second of the pair falls ill."""
    first = 2 * ((home.number - 1) % PAIRS)
    pair = of[first], of[first + 1]
    made = [
        InventedDelivering(home=home.number, facilitator=one, role=one.background)
        for one in pair
    ]
    ill = next(
        (one.day for one in sittings if one.kind == "staff" and one.session == ILL_AT_SESSION),
        None,
    )
    if home.number == ILL_IN_HOME and ill is not None:
        cover = of[(first + 3) % (2 * PAIRS)]
        back = ill + timedelta(days=7)
        made[1:] = [
            InventedDelivering(
                home=home.number, facilitator=pair[1], role=pair[1].background, until=ill
            ),
            InventedDelivering(
                home=home.number, facilitator=cover, role=pair[1].background, since=ill,
                until=back, reason="Ill",
            ),
            InventedDelivering(
                home=home.number, facilitator=pair[1], role=pair[1].background, since=back
            ),
        ]  # fmt: skip
    return tuple(made)


def on_the_day(
    of: tuple[InventedDelivering, ...], home: int, day: date
) -> tuple[InventedFacilitator, ...]:
    """Say who delivered in a home on a day."""
    return tuple(
        one.facilitator
        for one in of
        if one.home == home
        and (one.since is None or one.since <= day)
        and (one.until is None or day < one.until)
    )
