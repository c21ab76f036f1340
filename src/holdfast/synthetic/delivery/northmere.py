"""Make the invented delivery: homes, staff, runs, months, a site and a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.library.authority.rates import authority
from holdfast.synthetic.delivery.caseload import courses, workers
from holdfast.synthetic.delivery.children import homes_of
from holdfast.synthetic.delivery.facilitators import delivering, facilitators
from holdfast.synthetic.delivery.fidelity import reviews
from holdfast.synthetic.delivery.home_months import home_months
from holdfast.synthetic.delivery.homes import homes, sittings
from holdfast.synthetic.delivery.practice import practice
from holdfast.synthetic.delivery.registers import registers
from holdfast.synthetic.delivery.restraints import restraints
from holdfast.synthetic.delivery.rosters import Rosters, shifts
from holdfast.synthetic.delivery.service import criteria, referrals
from holdfast.synthetic.delivery.sites import site
from holdfast.synthetic.delivery.staff import staff

if TYPE_CHECKING:
    from holdfast.change.criteria import Criteria
    from holdfast.synthetic.delivery.caseload import InventedCourse, InventedWorker
    from holdfast.synthetic.delivery.children import Children
    from holdfast.synthetic.delivery.facilitators import (
        InventedDelivering,
        InventedFacilitator,
    )
    from holdfast.synthetic.delivery.fidelity import InventedReview
    from holdfast.synthetic.delivery.home_months import InventedHomeMonth
    from holdfast.synthetic.delivery.homes import InventedHome, InventedSitting
    from holdfast.synthetic.delivery.practice import InventedPractice
    from holdfast.synthetic.delivery.registers import InventedRegisters
    from holdfast.synthetic.delivery.restraints import InventedRestraint
    from holdfast.synthetic.delivery.rosters import InventedShift
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast.synthetic.delivery.sites import InventedSite
    from holdfast.synthetic.delivery.staff import InventedStaff


@dataclass(frozen=True, kw_only=True)
class InventedRun:
    """Everything of one home's run of the programme."""

    home: InventedHome
    delivering: tuple[InventedDelivering, ...]
    sittings: tuple[InventedSitting, ...]
    registers: InventedRegisters
    practice: InventedPractice
    reviews: tuple[InventedReview, ...]
    shifts: tuple[InventedShift, ...]


@dataclass(frozen=True, kw_only=True)
class InventedDelivery:
    """Everything of one invented place; `restraints` is empty where no children are given."""

    settings: DeliverySettings
    homes: tuple[InventedHome, ...]
    staff: tuple[InventedStaff, ...]
    facilitators: tuple[InventedFacilitator, ...]
    runs: tuple[InventedRun, ...]
    months: tuple[InventedHomeMonth, ...]
    restraints: tuple[InventedRestraint, ...]
    site: InventedSite


@dataclass(frozen=True, kw_only=True)
class InventedService:
    """The edge-of-care service: whom it is meant for, who works in it, who came to it."""

    name: str
    criteria: Criteria
    places: int
    workers: tuple[InventedWorker, ...]
    courses: tuple[InventedCourse, ...]


def deliver(settings: DeliverySettings, children: Children | None = None) -> InventedDelivery:
    """Make what is delivered in one invented place, up to a day.

    Parameters
    ----------
    children
        Those of the place's returns, from whom the homes' young people are taken.
    """
    of = homes(settings)
    everyone = staff(settings, of)
    leading = facilitators(settings)
    rosters = Rosters(settings)
    teams = {
        home.number: tuple(one for one in everyone if one.home == home.number) for home in of
    }
    months = {home.number: home_months(settings, home, teams[home.number]) for home in of}
    known = homes_of(children, len(of), settings.today, settings.lots) if children else ()
    return InventedDelivery(
        settings=settings,
        homes=of,
        staff=everyone,
        facilitators=leading,
        runs=tuple(
            _run(settings, home, teams[home.number], leading, rosters)
            for home in of
            if home.trained
        ),
        months=tuple(one for home in of for one in months[home.number]),
        restraints=tuple(
            one
            for home, residents in zip(of, known, strict=False)
            for one in restraints(settings, home, months[home.number], residents)
        ),
        site=site(settings, of),
    )


def serve(settings: DeliverySettings, children: Children) -> InventedService:
    """Make the edge-of-care service: its criteria, its team, and what became of referrals."""
    plan = authority().programme
    came = referrals(settings, plan, children)
    return InventedService(
        name=plan.name,
        criteria=criteria(settings, plan),
        places=settings.rates.service.places,
        workers=workers(settings),
        courses=courses(settings, came),
    )


def _run(
    settings: DeliverySettings, home: InventedHome, team: tuple[InventedStaff, ...],
    leading: tuple[InventedFacilitator, ...], rosters: Rosters,
) -> InventedRun:  # fmt: skip
    planned = sittings(settings, home)
    who = delivering(leading, home, planned)
    taken = registers(settings, planned, team, rosters)
    return InventedRun(
        home=home,
        delivering=who,
        sittings=planned,
        registers=taken,
        practice=practice(settings, home, planned, taken.marks, who),
        reviews=reviews(settings, home, planned, who),
        shifts=shifts(
            rosters,
            [one for one in planned if one.day <= settings.today],
            team,
            comes=[(one.sitting, one.staff) for one in taken.marks],
        ),
    )
