"""How long do stays last, where some are not over yet?

By the product-limit estimate (Kaplan and Meier, 1958, doi:10.1080/01621459.1958.10501452): a
stay that was still open counts for as long as it was seen. Days are rounded, and a share is
given only where enough stays stand behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.kernel.disclosure import Disclosure, Shown
    from holdfast_web.records.journeys.counting import Durations

SHARES = (0.25, 0.5, 0.75)
FEWEST_ENDED = 20
"""Of fewer stays that ended, quartiles would be the days of single children."""

ROUNDED_TO = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """By which day a quarter, half and three quarters of stays had ended.

    None where too few stays were seen to say, or where fewer than that had ended by the last
    day; `stays` is how many began.
    """

    stays: Shown
    quarter: int | None
    half: int | None
    three_quarters: int | None


def length(durations: Durations, rules: Disclosure) -> Length:
    """Say how long stays lasted.

    Examples
    --------
    >>> from holdfast.kernel.disclosure import Disclosure
    >>> length({10: (10, 0), 20: (10, 0), 30: (10, 10)}, Disclosure()).half
    20
    """
    begun = sum(ended + still for ended, still in durations.values())
    over = sum(ended for ended, _ in durations.values())
    stays = rules.breakdown({"over": over, "open": begun - over}, total=begun).total
    days: list[int | None] = [None, None, None]
    if over >= FEWEST_ENDED:
        days = [_by_when(durations, share) for share in SHARES]
    return Length(stays=stays, quarter=days[0], half=days[1], three_quarters=days[2])


def _by_when(durations: Durations, share: float) -> int | None:
    there = sum(ended + still for ended, still in durations.values())
    left = 1.0
    for day, (ended, still) in sorted(durations.items()):
        left *= 1 - ended / there
        if left <= 1 - share + 1e-12:
            return max(round(day / ROUNDED_TO) * ROUNDED_TO, ROUNDED_TO)
        there -= ended + still
    return None
