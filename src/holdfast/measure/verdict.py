"""What do the intervals add up to, in one word, by rules stated beforehand?

Prevented: the interval of the risk difference at the horizon lies below 0. Delayed: the
interval of how much later programme children entered, among those who did enter, lies above
0, and days were gained. Both, where both hold.

Harmful: the interval of the risk difference lies above 0, or that of the days gained below 0.
Neither: both lie within the smallest difference that would matter. Otherwise it cannot be
told yet. `docs/explanation/delay_or_prevent.md` says why these rules and how often they are
right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.incidence import CumulativeIncidence


class Verdict(StrEnum):
    """What became of entries to care."""

    PREVENTED = "prevented"
    DELAYED = "delayed"
    BOTH = "both"
    NEITHER = "neither"
    HARMFUL = "harmful"
    CANNOT_TELL_YET = "cannot tell yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Smallest:
    """The smallest difference that would matter, fixed before the result is seen.

    `risk` is a share of children, `days` a mean for each child.
    """

    risk: float = 0.02
    days: float = 7.0

    def __post_init__(self) -> None:
        if not (0 < self.risk < 1 and self.days > 0):
            raise InputError(
                "The smallest difference that would matter must be above 0, and below 1 for a "
                "risk.",
                code="measure.smallest-effect-not-usable",
                fix="Give the risk as a share of children, such as 0.02, and the days for each "
                "child.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """What it would take to tell.

    Attributes
    ----------
    tells_now
        The smallest difference in risk that this many children tell from none.
    children, children_needed
        Programme children so far, and how many it would take to tell the smallest difference
        that matters, were nothing else to change.
    months_needed
        Further months of enrolment at the pace so far, and then the horizon.
    days_to_complete
        Days until every programme child so far has been followed to the horizon.
    """

    tells_now: float
    children: int
    children_needed: int
    months_needed: int
    days_to_complete: int

    @property
    def sentence(self) -> str:
        """The same in words."""
        years = self.months_needed / 12
        return (
            f"With {self.children:,} children in the programme, a difference in risk of "
            f"{100 * self.tells_now:.1f} percentage points or more can be told from none. To "
            f"tell the smallest difference that matters would take about "
            f"{self.children_needed:,} children: {years:.1f} more years at the pace so far, "
            "follow-up included."
        )


def judge(
    *,
    risk_difference: Estimate,
    days_gained: Estimate,
    later_entry: Estimate | None,
    smallest: Smallest,
) -> tuple[Verdict, tuple[str, ...]]:
    """Apply the rules; give the verdict and the reason for each part of it.

    Examples
    --------
    >>> from holdfast.kernel.estimates import Estimate
    >>> def about(value, half):
    ...     return Estimate(value=value, low=value - half, high=value + half, n=200, method="x")
    >>> verdict, reasons = judge(
    ...     risk_difference=about(-0.12, 0.08), days_gained=about(50, 30),
    ...     later_entry=about(10, 60), smallest=Smallest())
    >>> str(verdict)
    'prevented'
    """
    fewer, more = risk_difference.high < 0, risk_difference.low > 0
    lost = days_gained.high < 0
    later = later_entry is not None and later_entry.low > 0 and days_gained.value > 0
    reasons = [_REASONS["fewer" if fewer else "more" if more else "alike"]]
    if later:
        reasons.append(_REASONS["later"])
    if lost:
        reasons.append(_REASONS["lost"])
    if fewer:
        return (Verdict.BOTH if later else Verdict.PREVENTED), tuple(reasons)
    if more or lost:
        return Verdict.HARMFUL, tuple(reasons)
    if later:
        return Verdict.DELAYED, tuple(reasons)
    small = (
        later_entry is not None
        and max(abs(risk_difference.low), abs(risk_difference.high)) <= smallest.risk
        and max(abs(days_gained.low), abs(days_gained.high)) <= smallest.days
    )
    if small:
        return Verdict.NEITHER, (*reasons, _REASONS["small"])
    return Verdict.CANNOT_TELL_YET, (*reasons, _REASONS["wide"])


_REASONS = {
    "fewer": "Fewer programme children had entered by the horizon, by more than chance.",
    "more": "More programme children had entered by the horizon, by more than chance.",
    "alike": "By the horizon the shares that had entered did not differ by more than chance.",
    "later": "Of the children who entered, those in the programme entered later, by more than "
    "chance, and days were gained.",
    "lost": "Programme children had fewer days before entry, by more than chance.",
    "small": "Any difference, in risk or in days, is smaller than would matter.",
    "wide": "The intervals still hold both no difference and one that would matter.",
}


def follow_up_needed(
    risk_difference: Estimate, smallest: Smallest, incidence: CumulativeIncidence
) -> FollowUp:
    """Say how many children, and how long, would tell the smallest difference that matters.

    The width of an interval falls with the square root of the number of programme children;
    the comparison is taken to grow with them. It is a plan, not a promise.
    """
    half = (risk_difference.high - risk_difference.low) / 2.0
    children = incidence.programme.children
    needed = max(ceil(children * (half / smallest.risk) ** 2), children)
    months = ceil((needed - children) * incidence.enrolling_months / children)
    return FollowUp(
        tells_now=half,
        children=children,
        children_needed=needed,
        months_needed=months + ceil(incidence.horizon / (365.25 / 12)),
        days_to_complete=incidence.days_to_complete,
    )
