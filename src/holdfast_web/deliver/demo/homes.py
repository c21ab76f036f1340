"""How do homes, their staff and their rosters come into the demo?"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.rosters import Duty, Rosters
from holdfast_web.deliver.models import (
    Home,
    LongAbsence,
    RosterShift,
    RosterState,
    StaffMember,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.synthetic.delivery.northmere import InventedDelivery
    from holdfast.synthetic.delivery.staff import InventedStaff
    from holdfast_web.people.models import Organisation

Staff = dict[int, StaffMember]
"""Members of staff by their invented number."""

WEEK = timedelta(weeks=1)
ROSTER_WEEKS = 26


def load_homes(made: InventedDelivery, places: Mapping[int, Organisation]) -> Staff:
    """Put homes and everybody who works or worked in them into the service."""
    begun = made.settings.first_day
    Home.objects.bulk_create(
        Home(
            organisation=places[home.number],
            ofsted_urn=home.ofsted_urn,
            places=home.places,
            opened=home.opened,
            staff_whole_since=begun,
        )
        for home in made.homes
    )
    staff = {one.number: _member(one, places[one.home]) for one in made.staff}
    StaffMember.objects.bulk_create(staff.values())
    _load_long_absences(made, staff)
    return staff


def load_rosters(made: InventedDelivery, staff: Staff) -> None:
    """Put the shifts around the sessions of the last half year into the service."""
    first = made.settings.today - ROSTER_WEEKS * WEEK
    RosterShift.objects.bulk_create(
        RosterShift(
            organisation_id=staff[shift.staff.number].organisation_id,
            staff=staff[shift.staff.number],
            day=shift.starts.date(),
            starts=shift.starts.time(),
            ends=shift.ends.time(),
            state=RosterState.WORKED if shift.worked else RosterState.PLANNED,
        )
        for run in made.runs
        for shift in run.shifts
        if shift.starts.date() >= first and shift.duty is not Duty.TRAINING
    )


def _member(one: InventedStaff, home: Organisation) -> StaffMember:
    return StaffMember(
        organisation=home,
        name=one.name,
        reference=one.reference,
        post=one.post.title,
        manager=one.post.manager,
        kind=one.post.kind,
        shifts=one.post.shifts,
        contracted_hours=Decimal(str(one.post.hours)),
        started=one.started,
        left=one.left,
    )


def _load_long_absences(made: InventedDelivery, staff: Staff) -> None:
    rosters, settings = Rosters(made.settings), made.settings
    LongAbsence.objects.bulk_create(
        LongAbsence(staff=staff[one.number], since=since, until=until)
        for one in made.staff
        for since, until in rosters.long_absences(one, settings.first_day, settings.today)
    )
