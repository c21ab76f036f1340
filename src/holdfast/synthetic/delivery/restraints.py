"""When was a restraint, when was it written down, and when was it talked about?

The regulations ask for a record in 24 hours, a debrief in 48 hours and a conversation with the
child in five days. Most are in time, some late, a few never written. What comes after today has
not happened yet: it is still due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.home_months import expected, residents, treated_from
from holdfast.synthetic.delivery.settings import later, month_of

if TYPE_CHECKING:
    from holdfast.synthetic.delivery.home_months import InventedHomeMonth
    from holdfast.synthetic.delivery.homes import InventedHome
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.settings import DeliverySettings

HOURS = (8, 22)
LATE_BY = (2, 40)  # hours beyond the limit
RECORD, DEBRIEF, SPEAK = 24, 48, 120  # hours
STEP = 5  # minutes
AWAKE_FROM = 7
NOT_YET_WRITTEN = timedelta(days=28)  # what is older was written down in the end


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedRestraint:
    """One restraint. A time that is None has not come, or nobody wrote it down."""

    home: int
    child: str
    started: datetime
    minutes: int
    recorded: datetime | None
    debriefed: datetime | None
    spoken_to: datetime | None


def restraints(
    settings: DeliverySettings,
    home: InventedHome,
    months: tuple[InventedHomeMonth, ...],
    children: tuple[str, ...],
) -> tuple[InventedRestraint, ...]:
    """Make the single restraints of one home's last months, and of this month up to today.

    Parameters
    ----------
    months
        Of this home: there are as many restraints in a month as its record counts.
    children
        References of those who live in the home, or lived there.
    """
    kept, this = settings.rates.restraints.kept_months, month_of(settings.today)
    begins = treated_from(settings, home)
    lots = settings.lots.of("restraints", home.number)
    trained = settings.effect and begins is not None and this >= begins
    mean = expected(settings, home, this, "restraints", trained=trained)
    passed = (settings.today - this).days
    whole = (later(this, 1) - this).days
    many = [(one.record.month, one.record.value("restraints") or 0) for one in months[-kept:]]
    many.append((this, lots.poisson(mean * passed / whole, "this month") if passed else 0))
    made = [
        _restraint(settings, home, month, lots.of(month.toordinal(), turn), children)
        for month, count in many
        for turn in range(count)
    ]
    return tuple(sorted(made, key=lambda one: one.started))


def _restraint(
    settings: DeliverySettings, home: InventedHome, month: date, lots: Lots,
    children: tuple[str, ...],
) -> InventedRestraint:  # fmt: skip
    rates = settings.rates.restraints
    beyond = min(later(month, 1), settings.today)
    day = month + timedelta(days=lots.whole((0, max((beyond - month).days - 1, 0)), "day"))
    hour, minute = lots.whole(HOURS, "hour"), STEP * lots.whole((0, 11), "minute")
    started = datetime.combine(day, time(hour, minute))
    now = datetime.combine(settings.today, time(7))

    def done(what: str, hours: tuple[int, int], late: float, limit: int) -> datetime | None:
        lately = settings.today - started.date() <= NOT_YET_WRITTEN
        if lately and lots.happens(rates.not_written, "not written", what):
            return None
        after = lots.whole(hours, what)
        if lots.happens(late, "late", what):
            after = limit + lots.whole(LATE_BY, "by", what)
        at = started + timedelta(hours=after, minutes=STEP * lots.whole((0, 11), "min", what))
        if at.hour < AWAKE_FROM:  # nobody does it in the night: it was done the evening before
            at = max(at.replace(hour=0) - timedelta(hours=1), started + timedelta(hours=1))
        return at if at <= now else None

    return InventedRestraint(
        home=home.number,
        child=children[lots.whole((0, residents(settings, home, month) - 1), "child")],
        started=started,
        minutes=lots.whole(rates.minutes, "minutes"),
        recorded=done("recorded", rates.recorded_hours, rates.recorded_late, RECORD),
        debriefed=done("debriefed", rates.debriefed_hours, rates.debriefed_late, DEBRIEF),
        spoken_to=done("spoken to", rates.spoken_to_hours, rates.spoken_to_late, SPEAK),
    )
