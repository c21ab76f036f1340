"""How does a number read on the page? Shares, pounds, days and intervals as people say them."""

from __future__ import annotations

from calendar import month_name as MONTHS  # noqa: N812  (its names are constants)
from datetime import date
from typing import TYPE_CHECKING

from holdfast.kernel.disclosure import SUPPRESSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.evaluation.findings import Findings
    from holdfast.evaluation.findings_money import Interval
    from holdfast.kernel.disclosure import Missing, Suppressed

    Count = int | Suppressed | Missing

NOT_SHOWN = "not shown"
NOT_KNOWN = "not known"
USUAL_LEVEL = 0.95


def percent(value: float) -> str:
    """Write a share as a percentage with one decimal.

    Examples
    --------
    >>> percent(0.1684)
    '16.8%'
    """
    return f"{value:.1%}"


def points(value: float) -> str:
    """Write a difference of two shares in percentage points, with its sign.

    Examples
    --------
    >>> points(-0.126)
    '−12.6 points'
    """
    return f"{_sign(value)}{abs(value) * 100:.1f} points"


def days(value: float) -> str:
    """Write a number of days with one decimal.

    Examples
    --------
    >>> days(-12.04)
    '−12.0 days'
    """
    return f"{_minus(value)}{abs(value):,.1f} days"


def pounds(value: float) -> str:
    """Write an amount in pounds, to ten pounds above a thousand.

    Examples
    --------
    >>> pounds(-12344.0)
    '−£12,340'
    """
    rounded = round(value, -1) if abs(value) >= 1000 else round(value)
    return f"{_minus(rounded)}£{abs(rounded):,.0f}"


def plain(value: float) -> str:
    """Write a number with two decimals.

    Examples
    --------
    >>> plain(-0.5)
    '−0.50'
    """
    return f"{_minus(value)}{abs(value):,.2f}"


def interval(of: Interval, write: Callable[[float], str]) -> str:
    """Write an estimate with its interval, as far as either is known.

    Examples
    --------
    >>> from holdfast.evaluation.findings_money import Interval
    >>> interval(Interval(value=0.17, low=0.12, high=0.21), percent)
    '17.0% (12.0% to 21.0%)'
    """
    if of.value is None:
        return NOT_KNOWN
    if of.low is None or of.high is None:
        return write(of.value)
    return f"{write(of.value)} ({between(of.low, of.high, write)})"


def between(low: float, high: float, write: Callable[[float], str]) -> str:
    """Write an interval, with its unit once.

    Examples
    --------
    >>> between(17.0, 45.0, days)
    '17.0 to 45.0 days'
    """
    first, last = write(low), write(high)
    for unit in (" days", " points"):
        if last.endswith(unit):
            first = first.removesuffix(unit)
    return f"{first} to {last}"


def level(findings: Findings) -> str:
    """Write how wide the protocol asked for intervals to be.

    Only a page that is drawn without the settings of a protocol takes the usual level.
    """
    asked = findings.protocol.settings.get("bootstrap", {}).get("level", USUAL_LEVEL)
    return f"{100 * asked:g}%"


def count(number: Count) -> str:
    """Write a count that has passed disclosure control; a suppressed or missing one says so.

    Examples
    --------
    >>> count(1250)
    '1,250'
    """
    if isinstance(number, int):
        return f"{number:,}"
    return NOT_SHOWN if number is SUPPRESSED else NOT_KNOWN


def children(number: Count) -> str:
    """Write a count of children.

    Examples
    --------
    >>> children(25)
    '25 children'
    """
    if number is SUPPRESSED:
        return "few children"
    return f"{count(number)} children"


def amount(number: Count, unit: str) -> str:
    """Write a count with its unit, or say that it is not shown.

    Examples
    --------
    >>> amount(1250, "children")
    '1,250 children'
    """
    return f"{number:,} {unit}" if isinstance(number, int) else count(number)


def day(iso: str) -> str:
    """Write a date as people say it.

    Examples
    --------
    >>> day("2021-04-01")
    '1 April 2021'
    """
    of = date.fromisoformat(iso)
    return f"{of.day} {of:%B %Y}"


def lower_first(words: str) -> str:
    """Write words so that they can stand inside a sentence.

    Examples
    --------
    >>> lower_first("Too young")
    'too young'
    """
    return words[:1].lower() + words[1:]


def month(iso: str) -> str:
    """Write a month or quarter as people say it; any other period is left as it is.

    Examples
    --------
    >>> month("2023-04"), month("2023-Q2"), month("2023")
    ('April 2023', 'April to June 2023', '2023')
    """
    year, _, part = iso.partition("-")
    if part.startswith("Q"):
        last = 3 * int(part[1:])
        return f"{MONTHS[last - 2]} to {MONTHS[last]} {year}"
    return f"{MONTHS[int(part)]} {year}" if part else iso


def middle_day(period: str) -> str:
    """Give the day that stands for a month, quarter or year on an axis of time.

    Examples
    --------
    >>> middle_day("2023-04"), middle_day("2023-Q2"), middle_day("2023")
    ('2023-04-15', '2023-05-15', '2023-07-01')
    """
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return f"{year}-{3 * int(part[1:]) - 1:02d}-15"
    return f"{period}-15" if part else f"{year}-07-01"


def _minus(value: float) -> str:
    return "−" if value < 0 else ""


def _sign(value: float) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""
