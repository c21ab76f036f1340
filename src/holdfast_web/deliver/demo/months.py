"""How do the homes' months and the times of restraints come into the demo?"""

from __future__ import annotations

from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING

from holdfast_web.deliver.models import HomeMonth, HomesPlan, Restraint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from holdfast.synthetic.delivery.home_months import InventedHomeMonth
    from holdfast.synthetic.delivery.northmere import InventedDelivery
    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.people.models import Organisation

NOT_ENTERED_IN_HOME = 9
MISSING = ("school_possible", "school_attended")
"""Measures that one home of the comparison did not write down in its first months."""
MISSING_MONTHS = 4


def load_months(made: InventedDelivery, places: Mapping[int, Organisation], cast: Cast) -> None:
    """Put the months of every home into the service, some numbers of one home missing."""
    HomeMonth.objects.bulk_create(
        HomeMonth(
            organisation=places[one.home.number],
            month=one.record.month,
            changed_by=cast.manager,
            **dict(_values(one, missing=one.home.number == NOT_ENTERED_IN_HOME
                           and one.record.month in made.settings.months[:MISSING_MONTHS])),
        )
        for one in made.months
    )  # fmt: skip


def load_plan(programme: str, place: Organisation, cast: Cast) -> None:
    """Say how it was decided which homes were trained: they offered, and no lots were drawn."""
    HomesPlan.objects.create(
        organisation=place,
        programme=programme,
        how="Managers offered their homes, and went in the order in which they did.",
        set_by=cast.lead,
    )


def load_restraints(
    made: InventedDelivery, places: Mapping[int, Organisation], cast: Cast
) -> None:
    """Put the times of single restraints into the service, numbered within each home."""
    by_home = groupby(
        sorted(made.restraints, key=lambda one: (one.home, one.started)),
        key=lambda one: one.home,
    )
    Restraint.objects.bulk_create(
        Restraint(
            organisation=places[home],
            number=number,
            used_at=one.started.replace(tzinfo=UTC),
            recorded_at=_at(one.recorded),
            debriefed_at=_at(one.debriefed),
            child_spoken_to_at=_at(one.spoken_to),
            entered_by=cast.manager,
        )
        for home, of_home in by_home
        for number, one in enumerate(of_home, 1)
    )


def _values(one: InventedHomeMonth, *, missing: bool) -> Iterator[tuple[str, int | None]]:
    for name, number in one.record.values.items():
        yield name, None if missing and name in MISSING else number


def _at(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
