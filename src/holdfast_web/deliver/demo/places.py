"""Which organisations does the demo have: Northmere's homes, other places, a national team?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from holdfast.synthetic.delivery.homes import InventedHome

NATIONAL_TEAM = "Invented national team"


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherPlace:
    """One more invented authority, of which the national team sees counts."""

    name: str
    region: Region
    trained: tuple[int, ...]
    comparison: tuple[int, ...] = ()
    weeks_earlier: int = 0
    shares: bool = True
    ended: str = ""


OTHERS = (
    OtherPlace(
        name="Eastmere", region=Region.EAST, trained=(14, 12, 16), comparison=(13,),
        weeks_earlier=36,
    ),
    OtherPlace(name="Southmere", region=Region.SOUTH_EAST, trained=(13, 11, 15, 12)),
    OtherPlace(
        name="Westmere", region=Region.WEST_MIDLANDS, trained=(12, 14), weeks_earlier=18
    ),
    OtherPlace(name="Highmere", region=Region.YORKSHIRE, trained=(5,), weeks_earlier=2),
    OtherPlace(name="Midmere", region=Region.EAST_MIDLANDS, trained=(13, 12), shares=False),
    OtherPlace(
        name="Lakemere", region=Region.NORTH_WEST, trained=(14, 11), weeks_earlier=-92
    ),
    OtherPlace(
        name="Fernmere", region=Region.SOUTH_WEST, trained=(12, 10), weeks_earlier=8,
        ended="The fund ended, and nobody had said who would pay for cover.",
    ),
)  # fmt: skip
"""One has a single small home, whose counts are too small to show; one shares none; one has
not begun; one has ended."""


def other_settings(place: OtherPlace, area: int, today: date) -> DeliverySettings:
    """Give what is asked of another place's delivery."""
    return DeliverySettings(
        today=today,
        seed=area + 1,
        place=place.name,
        trained=place.trained,
        comparison=place.comparison,
        area=area,
        weeks_earlier=place.weeks_earlier,
    )


def make_national_team() -> Organisation:
    """Make the national team, which stands above nobody."""
    return Organisation.objects.create(name=NATIONAL_TEAM, kind=Kind.NATIONAL_TEAM)


def make_authority(place: OtherPlace) -> Organisation:
    """Make another authority."""
    return Organisation.objects.create(
        name=place.name, kind=Kind.AUTHORITY, region=place.region
    )


def make_homes(parent: Organisation, homes: Iterable[InventedHome]) -> dict[int, Organisation]:
    """Make the organisations of homes under their authority, by the number of the home."""
    made = {
        home.number: Organisation(name=home.name, kind=Kind.HOME, parent=parent)
        for home in homes
    }
    Organisation.objects.bulk_create(made.values())
    return made
