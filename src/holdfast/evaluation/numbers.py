"""How is a number said in a sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.evaluation.findings import Count, Interval


def children(count: Count, *, noun: bool = True, start: bool = False) -> str:
    """Say how many children, of a count that has passed disclosure control.

    Examples
    --------
    >>> children(1), children(1250), children(0, noun=False)
    ('1 child', '1,250 children', 'none')
    """
    if not isinstance(count, int):
        few = "Few" if start else "few"
        return f"{few} children" if noun else few
    if not noun:
        return f"{count:,}" if count else "none"
    return f"{count:,} {'child' if count == 1 else 'children'}" if count else "no child"


def days(number: float) -> str:
    """Say a number of days, whole from ten on.

    Examples
    --------
    >>> days(47.3), days(1.0), days(0.42)
    ('47 days', '1 day', '0.4 days')
    """
    said = f"{number:,.0f}" if abs(number) >= 10 else f"{number:.1f}".removesuffix(".0")
    return f"{said} {'day' if said == '1' else 'days'}"


def pounds(amount: float) -> str:
    """Say an amount of money, to ten pounds from a thousand on.

    Examples
    --------
    >>> pounds(2644.9), pounds(-80.2)
    ('£2,640', '-£80')
    """
    whole = round(amount, -1) if abs(amount) >= 1000 else round(amount)
    return f"{'-' if whole < 0 else ''}£{abs(whole):,.0f}"


def hundred(share: Interval) -> str:
    """Say a share as so many in a hundred, with its interval.

    Examples
    --------
    >>> from holdfast.evaluation.findings_money import Interval
    >>> hundred(Interval(value=0.152, low=0.118, high=0.187))
    '15 in 100 (12 to 19)'
    """
    said = f"{_each(share.value)} in 100"
    if share.low is None or share.high is None:
        return said
    return f"{said} ({_each(share.low)} to {_each(share.high)})"


def within(of: Interval, say: Callable[[float], str], *, sign: int = 1) -> str:
    """Say an interval in brackets, or nothing where there is none.

    Examples
    --------
    >>> from holdfast.evaluation.findings_money import Interval
    >>> within(Interval(value=47.0, low=29.1, high=68.3), days)
    ' (29 to 68 days)'
    """
    if of.low is None or of.high is None:
        return ""
    low, high = (say(end) for end in sorted((sign * of.low, sign * of.high)))
    return f" ({low.removesuffix(' days').removesuffix(' day')} to {high})"


def _each(share: float | None) -> str:
    number = 100 * (share or 0.0)
    near = 0 < number < 1
    return f"{number:.1f}" if near else f"{number:.0f}"
