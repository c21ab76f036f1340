"""What is asked of the invented delivery: on which day, how many homes, how true an effect?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from holdfast.kernel.errors import InputError
from holdfast.library.authority.delivery import Delivery, delivery
from holdfast.synthetic.delivery.lots import Lots

MONTHS_IN_YEAR = 12
FIRST_DAY, LAST_DAY = date(2018, 1, 1), date(2060, 12, 31)
MOST_SEED = 2**32 - 1
LEAST_TEAM = 5
MOST_AREA, MOST_WEEKS, MOST_LATER = 9, 40, 110
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class DeliverySettings:
    """Everything that decides the invented delivery: the same settings give the same records.

    Parameters
    ----------
    today
        The day on which the records are read: what comes after it is planned and not done.
    place
        Whose homes they are; it begins their names.
    trained, comparison
        Staff of each home with training and of each without; None takes the library's.
    effect
        Whether the training truly changes what the library says that it changes.
    area
        Makes the Ofsted references of several invented places differ.
    weeks_earlier
        How much earlier than the library says the runs of this place begin; later, if below 0.
    """

    today: date
    seed: int = 1
    place: str = "Northmere"
    trained: tuple[int, ...] | None = None
    comparison: tuple[int, ...] | None = None
    effect: bool = True
    area: int = 0
    weeks_earlier: int = 0

    def __post_init__(self) -> None:
        sound = {
            "today": FIRST_DAY <= self.today <= LAST_DAY,
            "seed": 0 <= self.seed <= MOST_SEED,
            "trained": min(self.trained or (LEAST_TEAM,)) >= LEAST_TEAM,
            "comparison": min(self.comparison or (LEAST_TEAM,)) >= LEAST_TEAM,
            "area": 0 <= self.area <= MOST_AREA,
            "weeks_earlier": -MOST_LATER <= self.weeks_earlier <= MOST_WEEKS,
        }
        for name, good in sound.items():
            if not good:
                raise InputError(
                    f"A setting of the invented authority is out of range: {name}.",
                    code="synthetic.setting-out-of-range",
                    where=f"{name}={getattr(self, name)}",
                    fix="Give a day from 2018 to 2060, a seed of at least 0, an area from 0 to "
                    "9, up to 40 weeks earlier or 110 later, and at least 5 staff a home.",
                )

    @cached_property
    def rates(self) -> Delivery:
        """The rates of the library."""
        return delivery()

    @cached_property
    def lots(self) -> Lots:
        """Where everything is drawn from."""
        return Lots(self.seed, "delivery", self.place)

    @cached_property
    def teams(self) -> tuple[tuple[int, bool], ...]:
        """The staff of each home, and whether it is trained; those in training first."""
        rates = self.rates.teams
        trained = rates.trained if self.trained is None else self.trained
        comparison = rates.comparison if self.comparison is None else self.comparison
        return (*((many, True) for many in trained), *((many, False) for many in comparison))

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first of each whole month of the records, oldest first."""
        this = month_of(self.today)
        many = self.rates.calendar.home_months
        return tuple(later(this, back) for back in range(-many, 0))

    @property
    def first_day(self) -> date:
        """The first day of the records."""
        return self.months[0]


def month_of(day: date) -> date:
    """Give the first of the month of a day."""
    return day.replace(day=1)


def later(month: date, by: int) -> date:
    """Give the first of the month that comes so many months later, or earlier.

    Examples
    --------
    >>> later(date(2026, 1, 1), -2)
    datetime.date(2025, 11, 1)
    """
    number = month.year * MONTHS_IN_YEAR + month.month - 1 + by
    return date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1)
