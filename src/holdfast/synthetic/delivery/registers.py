"""Who was there, who was not and why, and how was what they missed made up?

Everyone in post on the day of a sitting has a mark, unless the session is for managers. Nobody
comes before they start or after they leave. Whoever wakes at night seldom comes; a few are ill
or on leave; one or two stay with the young people; and some of what is missed is caught up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from holdfast.deliver.dose import CatchUp
from holdfast.deliver.register import Mark, Presence, Reason
from holdfast.synthetic.delivery.rosters import Duty

if TYPE_CHECKING:
    from holdfast.library.authority.delivery import AttendanceRates
    from holdfast.synthetic.delivery.homes import InventedSitting
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.rosters import Rosters
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast.synthetic.delivery.staff import InventedStaff

QUARTER = 5  # minutes are written down to the next five


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedMark:
    """One line of the register of one sitting."""

    sitting: InventedSitting
    staff: InventedStaff
    mark: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedVisitor:
    """Somebody of the day at a sitting: sent by an agency for it, or a guest."""

    sitting: InventedSitting
    name: str
    agency: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedCatchUp:
    """One missed session made up for."""

    sitting: InventedSitting
    staff: InventedStaff
    kind: CatchUp
    day: date
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedRegisters:
    """What was written down of the sittings of one home."""

    marks: tuple[InventedMark, ...]
    visitors: tuple[InventedVisitor, ...]
    catch_ups: tuple[InventedCatchUp, ...]


def registers(
    settings: DeliverySettings,
    sittings: tuple[InventedSitting, ...],
    team: tuple[InventedStaff, ...],
    rosters: Rosters,
) -> InventedRegisters:
    """Take the registers of one home, for the sittings up to today.

    Parameters
    ----------
    sittings
        All of the home's run, planned ones too.
    team
        Everybody who ever worked in the home.
    """
    held = [one for one in sittings if one.day <= settings.today]
    marks = [
        InventedMark(
            sitting=one,
            staff=person,
            mark=_mark(
                settings, one, person, rosters, stays=person.number in _stay(one, asked)
            ),
        )
        for one in held
        for asked in [asked_to(one, team)]
        for person in asked
    ]
    visitors = [one for sitting in held for one in _visitors(settings, sitting)]
    return InventedRegisters(
        marks=tuple(marks),
        visitors=tuple(visitors),
        catch_ups=tuple(_catch_ups(settings, marks)),
    )


def asked_to(
    sitting: InventedSitting, team: tuple[InventedStaff, ...]
) -> tuple[InventedStaff, ...]:
    """Say who is on the register of a sitting: managers alone where the session is theirs."""
    return tuple(
        person
        for person in team
        if person.works_on(sitting.day) and (sitting.kind != "managers" or person.post.manager)
    )


def half_of(person: InventedStaff) -> int:
    """Say to which half of the team somebody belongs: by the number of their post."""
    return 1 + person.post.number % 2


def _stay(sitting: InventedSitting, asked: tuple[InventedStaff, ...]) -> set[int]:
    """Choose who stays with the young people: somebody else each time, and never a manager."""
    able = [
        one.number
        for one in asked
        if not one.post.manager
        and one.post.shifts != "nights"
        and (not sitting.half or half_of(one) == sitting.half)
    ]
    if sitting.kind != "staff" or not able:
        return set()
    return {able[(3 * sitting.session) % len(able)]}


def _mark(
    settings: DeliverySettings, sitting: InventedSitting, person: InventedStaff,
    rosters: Rosters, *, stays: bool,
) -> Mark:  # fmt: skip
    rates = settings.rates.attendance
    lots = settings.lots.of("register", *sitting.name, person.number)
    reason = _reason(sitting, person, rosters, rates, lots, stays=stays)
    if reason is not None:
        return Mark(presence=Presence.ABSENT, reason=reason)
    late, early = lots.happens(rates.late, "late"), lots.happens(rates.left_early, "early")
    if not late and not early:
        return Mark(presence=Presence.PRESENT)
    written = not lots.happens(rates.no_time_written, "no time")
    missed = [
        timedelta(minutes=QUARTER * (lots.whole(rates.minutes_missed, which) // QUARTER))
        for which in ("at the start", "at the end")
    ]
    return Mark(
        presence=Presence.LATE if late else Presence.LEFT_EARLY,
        arrived=_shifted(sitting.starts, missed[0]) if late and written else None,
        left=_shifted(sitting.ends, -missed[1]) if early and written else None,
    )


def _reason(
    sitting: InventedSitting, person: InventedStaff, rosters: Rosters, rates: AttendanceRates,
    lots: Lots, *, stays: bool,
) -> Reason | None:  # fmt: skip
    """Say why somebody was not there, if they were not: the first that holds."""
    duty = rosters.planned(person, sitting.day)
    nights = rosters.at_night(person, sitting.day)
    held = (
        (bool(sitting.half) and half_of(person) != sitting.half, Reason.OTHER_SITTING),
        (duty is Duty.LONG_LEAVE, Reason.LONG_LEAVE),
        (duty is Duty.LEAVE, Reason.ANNUAL_LEAVE),
        (rosters.is_sick(person, sitting.day), Reason.SICK),
        (nights and not lots.happens(rates.nights_who_come, "comes"), Reason.NIGHTS),
        (stays, Reason.ON_SHIFT),
        (lots.happens(rates.off_shift, "off shift"), Reason.OFF_SHIFT),
        (lots.happens(rates.other_training, "other training"), Reason.OTHER_TRAINING),
        (lots.happens(rates.not_known, "not known"), Reason.NOT_KNOWN),
    )
    return next((reason for holds, reason in held if holds), None)


def _visitors(settings: DeliverySettings, sitting: InventedSitting) -> list[InventedVisitor]:
    rates, lots = settings.rates.attendance, settings.lots.of("visitors", *sitting.name)
    said = []
    if sitting.kind == "staff" and lots.happens(rates.agency_today, "agency"):
        said.append(("Invented agency worker of the day", True))
    if lots.happens(rates.visitor, "visitor"):
        said.append(("Invented visitor", False))
    return [InventedVisitor(sitting=sitting, name=name, agency=agency) for name, agency in said]


def _catch_ups(settings: DeliverySettings, marks: list[InventedMark]) -> list[InventedCatchUp]:
    """Make up some of the sessions that somebody of the team did not come to.

    Only while they still work there, and only up to today. Where the team comes in two halves,
    the other sitting is no absence.
    """
    rates, made = settings.rates.attendance, []
    for one in marks:
        missed = one.mark.presence is Presence.ABSENT and (
            one.mark.reason is not Reason.OTHER_SITTING
        )
        lots = settings.lots.of("catch-up", *one.sitting.name, one.staff.number)
        if not missed or one.sitting.kind != "staff" or not lots.happens(rates.caught_up, "is"):
            continue
        day = _working_day(
            one.sitting.day + timedelta(days=lots.whole(rates.catch_up_days, "days"))
        )
        if day > settings.today or not one.staff.works_on(day):
            continue
        made.append(
            InventedCatchUp(
                sitting=one.sitting,
                staff=one.staff,
                kind=CatchUp(lots.chosen(rates.catch_up_kinds, "kind")),
                day=day,
                minutes=QUARTER * (lots.whole(rates.catch_up_minutes, "minutes") // QUARTER),
            )
        )
    return made


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _shifted(at: time, by: timedelta) -> time:
    return (datetime.combine(date(2000, 1, 1), at) + by).time()
