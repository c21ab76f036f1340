"""How does one measure of one home go from month to month, as a count, a rate or a share?

A month without a number has no point; neither has a rate whose other half is missing. Each
point keeps the count behind it, so that whoever draws it can see whether it is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import BY_NAME, Exposure
from holdfast.deliver.home_month import months
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from holdfast.deliver.home_month import HomeMonth

ALL = 100


class Shown(StrEnum):
    """How a measure is shown."""

    COUNT = "count"
    RATE = "rate"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One month: `value` is what is drawn, `count` how many are behind it, at their fewest.

    For a share that is the smaller of those in and those not in, since 98 of 100 is as thin as
    2 of 100. Both are None where the month is missing.
    """

    month: date
    value: float | None
    count: float | None
    exposure: float | None = None


def ways_shown(name: str) -> tuple[Shown, ...]:
    """In which ways can this measure be shown? The first is the usual one.

    Examples
    --------
    >>> ways_shown("school_attended"), ways_shown("restraints")
    ((<Shown.SHARE: 'share'>,), (<Shown.COUNT: 'count'>, <Shown.RATE: 'rate'>))
    """
    exposure = _measure_exposure(name)
    if exposure is Exposure.SCHOOL_SESSIONS:
        return (Shown.SHARE,)
    if exposure in {None, Exposure.NIGHTS_IN_MONTH}:
        return (Shown.COUNT,)
    return (Shown.COUNT, Shown.RATE)


def series(
    records: Iterable[HomeMonth],
    name: str,
    *,
    shown: Shown,
    first: date,
    last: date,
    exposures: Mapping[Exposure, Mapping[date, float]] = MappingProxyType({}),
) -> tuple[Point, ...]:
    """Give one point a month from one month to another, both included.

    Parameters
    ----------
    records
        Of one home.
    name
        Of the measure.
    shown
        As `ways_shown` allows.
    exposures
        Staff in post and shifts worked by month, which the record does not hold: from the staff
        list and the rosters.

    Raises
    ------
    InputError
        `deliver.measure-not-shown-so`.
    """
    if shown not in ways_shown(name):
        raise InputError(
            f"This measure cannot be shown as a {shown}.",
            code="deliver.measure-not-shown-so",
            where=BY_NAME[name].title,
            fix=f"Show it as a {' or a '.join(ways_shown(name))}.",
        )
    known = {record.month: record for record in records}
    return tuple(
        _point(known[month], name, shown, exposures)
        if month in known
        else Point(month=month, value=None, count=None)
        for month in months(first, last)
    )


def _point(
    record: HomeMonth,
    name: str,
    shown: Shown,
    exposures: Mapping[Exposure, Mapping[date, float]],
) -> Point:
    count, month = record.value(name), record.month
    if count is None:
        return Point(month=month, value=None, count=None)
    if shown is Shown.COUNT:
        return Point(month=month, value=count, count=count)
    exposure = _exposure(record, name, exposures)
    if not exposure:
        return Point(month=month, value=None, count=None, exposure=exposure)
    if shown is Shown.SHARE:
        return Point(
            month=month,
            value=ALL * count / exposure,
            count=min(count, exposure - count),
            exposure=exposure,
        )
    per = BY_NAME[name].per
    return Point(month=month, value=per * count / exposure, count=count, exposure=exposure)


def _measure_exposure(name: str) -> Exposure | None:
    return BY_NAME[name].exposure


def _exposure(
    record: HomeMonth, name: str, exposures: Mapping[Exposure, Mapping[date, float]]
) -> float | None:
    kind = _measure_exposure(name)
    if kind is Exposure.CHILD_NIGHTS:
        return record.value("child_nights")
    if kind is Exposure.SCHOOL_SESSIONS:
        return record.value("school_possible")
    return None if kind is None else exposures.get(kind, {}).get(record.month)
