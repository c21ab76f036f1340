"""Which number is a day? Days since 1 January 1970, as arrays and joins compare them best."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]

EPOCH = date(1970, 1, 1)
OPEN_DAY = (date(9999, 12, 31) - EPOCH).days
"""Stands for the end of a spell that was still open when last seen."""


def day_number(day: date) -> int:
    """Count the days from 1 January 1970.

    Examples
    --------
    >>> day_number(date(1970, 1, 31))
    30
    """
    return (day - EPOCH).days


def month_number(days: IntArray) -> IntArray:
    """Count the months from January 1970 to the month of each day.

    Examples
    --------
    >>> month_number(np.array([0, 31, 365])).tolist()
    [0, 1, 12]
    """
    months: IntArray = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months


def month_start(months: IntArray) -> IntArray:
    """Give the first day of each month.

    Examples
    --------
    >>> month_start(np.array([1, 12])).tolist()
    [31, 365]
    """
    days: IntArray = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days


def anniversary(birth_months: IntArray, years: int) -> IntArray:
    """Give the day on which children born on these first days of a month reach an age.

    Examples
    --------
    >>> anniversary(np.array([0]), 1).tolist()
    [365]
    """
    return month_start(month_number(birth_months) + 12 * years)


def month_label(month: int) -> str:
    """Write a month number as year and month.

    Examples
    --------
    >>> month_label(12)
    '1971-01'
    """
    return f"{1970 + month // 12}-{month % 12 + 1:02d}"
