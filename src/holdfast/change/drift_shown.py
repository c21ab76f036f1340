"""What may be shown of a watched service to somebody who may not see single children?

The months are gathered into periods long enough to be shown, and every count that adds up with
others is protected together with them. Shares are worked out from the counts as shown, so that
no small one can be had from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.change.drift import MONTHS_OF, period_for, period_label
from holdfast.kernel.disclosure import MISSING, Suppressed
from holdfast.kernel.estimates import LEVEL, Estimate, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.change.drift_watch import Watch, WatchedMonth
    from holdfast.kernel.disclosure import Disclosure, Missing, Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPeriod:
    """One period of a watched service as it may be shown.

    `alerts` says how many of its months left their limits: it tells that a share was higher
    than chance would bring, and no count. `meant` is missing where the returns do not say.
    """

    period: str
    meant: Shown | Missing
    referred: Shown
    accepted: Shown
    served: Shown
    judged: Shown
    outside: Shown
    share: Estimate | None
    alerts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownWatch:
    """The course of one group as it may be shown, and the mix of stages over all of it."""

    name: str
    periods: tuple[ShownPeriod, ...]
    judged: Shown
    outside: Shown
    share: Estimate | None
    stages: Mapping[str, Shown]
    exceptions: Mapping[str, Shown]


def common_period(watches: Iterable[Watch]) -> str:
    """Give the period of which most can be shown for each of several groups.

    Pages of several groups show the same counts of referrals: in periods of one length they
    cannot be taken from each other.
    """
    names = list(MONTHS_OF)
    found = [_period_of(watch) for watch in watches]
    return max(found, key=names.index, default=names[0])


def shown(
    watch: Watch, rules: Disclosure, *, period: str | None = None, level: float = LEVEL
) -> ShownWatch:
    """Protect every count of a watched service together.

    Parameters
    ----------
    watch
        As `holdfast.change.drift_watch` gives it: counts of children, month by month.
    rules
        By which counts leave.
    period
        "month", "quarter" or "year"; the shortest of which most can be shown, if none is given.

    Returns
    -------
    ShownWatch
        Every count rounded or held back, and the shares that follow from what is left.
    """
    name = period or _period_of(watch)
    periods = _periods(watch.months, name)
    stages: dict[str, int] = {}
    for month in watch.months:
        for stage, number in month.stages.items():
            stages[stage] = stages.get(stage, 0) + number
    cells: dict[tuple[str, str], int] = {}
    sums: list[tuple[tuple[str, str], list[tuple[str, str]]]] = []
    for what in ("judged", "outside", "inside", "not judged", "referred", "accepted", "served"):
        parts = {(what, period): _count(months, what) for period, months in periods.items()}
        cells |= {(what, ""): sum(parts.values()), **parts}
        sums.append(((what, ""), list(parts)))
    for period in ("", *periods):
        sums.append((("judged", period), [("outside", period), ("inside", period)]))
        # Those watched are those referred, accepted or served, whichever is the group.
        sums.append(((watch.group.value, period), [("judged", period), ("not judged", period)]))
    cells |= {("stage", stage): number for stage, number in stages.items()}
    sums.append(((watch.group.value, ""), [("stage", stage) for stage in stages]))
    found = rules.linked(cells, [(total, parts) for total, parts in sums if parts])
    return ShownWatch(
        name=name,
        periods=tuple(
            ShownPeriod(
                period=period,
                meant=_meant(months, rules),
                referred=found["referred", period],
                accepted=found["accepted", period],
                served=found["served", period],
                judged=found["judged", period],
                outside=found["outside", period],
                share=_share(found, period, level),
                alerts=sum(month.alert for month in months),
            )
            for period, months in periods.items()
        ),
        judged=found["judged", ""],
        outside=found["outside", ""],
        share=_share(found, "", level),
        stages=MappingProxyType({stage: found["stage", stage] for stage in stages}),
        exceptions=MappingProxyType(
            dict(rules.breakdown(watch.exceptions).parts) if watch.exceptions else {}
        ),
    )


def _period_of(watch: Watch) -> str:
    judged = sum(month.judged for month in watch.months)
    outside = sum(month.outside for month in watch.months)
    return period_for(judged, min(outside, judged - outside), max(len(watch.months), 1))


def _periods(months: Sequence[WatchedMonth], name: str) -> dict[str, list[WatchedMonth]]:
    found: dict[str, list[WatchedMonth]] = {}
    step = MONTHS_OF[name]
    for month in months:
        number = (int(month.month[:4]) - 1970) * 12 + int(month.month[5:]) - 1
        found.setdefault(period_label(number // step * step, name), []).append(month)
    return found


def _count(months: Sequence[WatchedMonth], what: str) -> int:
    return sum(
        month.judged - month.outside
        if what == "inside"
        else getattr(month, what.replace(" ", "_"))
        for month in months
    )


def _meant(months: Sequence[WatchedMonth], rules: Disclosure) -> Shown | Missing:
    """Give the largest number meant in any month, since a child is meant in many."""
    known = [month.meant for month in months if month.meant is not None]
    return rules.count(max(known)) if known else MISSING


def _share(
    found: Mapping[tuple[str, str], Shown], period: str, level: float
) -> Estimate | None:
    top, rest, whole = (found[what, period] for what in ("outside", "inside", "judged"))
    if (
        isinstance(top, Suppressed)
        or isinstance(rest, Suppressed)
        or isinstance(whole, Suppressed)
        or whole == 0
    ):
        return None
    # Rounding may lift the part above the whole.
    return share(min(top, whole), whole, level=level)
