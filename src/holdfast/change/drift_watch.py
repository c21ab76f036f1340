"""In which month did a service leave the children it is meant for?

`holdfast.change.drift` looks back over a programme with the returns. This watches a service as
it goes: month by month who was meant, referred, accepted and served, which share of them stood
outside the criteria, how great their need was, who approved what was outside, and an alert in
the month in which the share leaves its limits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t

from holdfast.change.criteria import REFERRAL_STAGES, Standing
from holdfast.change.days import day_number, month_label, month_number
from holdfast.change.drift_limits import Limit, Rule
from holdfast.change.stages import NO_STAGE
from holdfast.kernel.estimates import LEVEL, Estimate, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

STAGE_NOT_KNOWN = "not known"
NOBODY = ""


class Group(StrEnum):
    """Which children are set against the criteria."""

    REFERRED = "referred"
    ACCEPTED = "accepted"
    SERVED = "served"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One referral, as the watch sees it.

    Attributes
    ----------
    referred, accepted, served
        The days on which it came in, was accepted, and the child began; None where it was not.
    standing
        Against the criteria that were in force when it was referred.
    stage
        The most complex stage in which the child stood; None where not known.
    needs
        How many needs of the census the child had; None where not known.
    level
        The child's need by the service's own measure, if it has one.
    approved_by
        The post that approved what lay outside the criteria; "" where nobody is named.
    """

    referred: date
    accepted: date | None = None
    served: date | None = None
    standing: Standing
    stage: str | None = None
    needs: int | None = None
    level: float | None = None
    approved_by: str = NOBODY

    def day(self, group: Group) -> date | None:
        """Give the day on which the child came into a group."""
        days = {
            Group.REFERRED: self.referred,
            Group.ACCEPTED: self.accepted,
            Group.SERVED: self.served,
        }
        return days[group]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fired:
    """One window of the rule that was left.

    `outside` of `judged` in its months, where chance may bring `most`. `new` where it had not
    fired the month before.
    """

    window: int
    outside: int
    judged: int
    most: int
    new: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchedMonth:
    """One month: numbers of children, before disclosure control.

    `meant` is None where the returns do not say. `outside` are those judged who stood outside
    the criteria, `flexible` those of them whom the flexibility agreed covers. `share` is None
    where nobody could be judged. `most` is the largest number outside that chance may bring in
    this month alone, None where no limit is set for the month. `over` is false of the month
    that is still running.
    """

    month: str
    over: bool
    meant: int | None
    referred: int
    accepted: int
    served: int
    judged: int
    not_judged: int
    outside: int
    flexible: int
    share: Estimate | None
    most: int | None
    fired: tuple[Fired, ...]
    needs: Estimate | None
    level: Estimate | None
    stages: Mapping[str, int]

    @property
    def limit(self) -> float | None:
        """The control limit as a share of those judged."""
        return None if self.most is None or not self.judged else self.most / self.judged

    @property
    def alert(self) -> bool:
        """Whether a window fired in this month that had not the month before."""
        return any(one.new for one in self.fired)


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """The whole course of one group, the rule that watched it, and who approved exceptions.

    `exceptions` counts those outside even the flexibility agreed, by the post that approved
    them; under "" are those for whom nobody is named. They are of those accepted, whichever
    group is watched.
    """

    group: Group
    rule: Rule
    months: tuple[WatchedMonth, ...]
    exceptions: Mapping[str, int]

    @property
    def alerts(self) -> tuple[WatchedMonth, ...]:
        """The months in which the share left its limits."""
        return tuple(month for month in self.months if month.alert)

    @property
    def outside_now(self) -> bool:
        """Whether the last month is beyond its limits, told before or not."""
        return bool(self.months and self.months[-1].fired)


def watch(
    cases: Iterable[Case],
    *,
    today: date,
    group: Group = Group.SERVED,
    limits: Sequence[Limit] = (),
    rule: Rule | None = None,
    meant: Mapping[str, int] | None = None,
    level: float = LEVEL,
) -> Watch:
    """Watch one group month by month, up to the month of today.

    Parameters
    ----------
    cases
        Every referral, in any order. What is dated after today is passed over.
    limits
        In any order; each holds from the month of its `since` to that of the next. A window
        never reaches back behind its limit, so that new criteria begin the watch afresh. A
        month with no limit has its share and its interval, and no alert.
    meant
        Children who met the criteria by month, such as "2026-05", where the returns say.
    level
        Of the intervals.

    Returns
    -------
    Watch
        An alert says that those reached changed, not that anyone did wrong: the need itself may
        have changed. That there is none does not say that all is well: see
        `holdfast.change.drift_ability` for how soon a drift would be seen.
    """
    rule = rule or Rule()
    held = [case for case in cases if case.referred <= today]
    months = _months(held, today)
    by_month: dict[int, list[Case]] = {month: [] for month in months}
    counts = {one: Counter[int]() for one in Group}
    for case in held:
        for one in Group:
            day = case.day(one)
            if day is not None and day <= today:
                counts[one][_month(day)] += 1
                if one is group:
                    by_month[_month(day)].append(case)
    found: list[WatchedMonth] = []
    for month in months:
        theirs = by_month[month]
        standing = Counter(case.standing for case in theirs)
        judged = len(theirs) - standing[Standing.NOT_JUDGED]
        outside = standing[Standing.OUTSIDE] + standing[Standing.FLEXIBLE]
        limit = _in_force(limits, month)
        found.append(
            WatchedMonth(
                month=month_label(month),
                over=month < _month(today),
                meant=None if meant is None else meant.get(month_label(month)),
                referred=counts[Group.REFERRED][month],
                accepted=counts[Group.ACCEPTED][month],
                served=counts[Group.SERVED][month],
                judged=judged,
                not_judged=standing[Standing.NOT_JUDGED],
                outside=outside,
                flexible=standing[Standing.FLEXIBLE],
                share=share(outside, judged, level=level) if judged else None,
                most=None if limit is None else rule.most(judged, limit),
                fired=_fired(found, month, judged, outside, limit, rule),
                needs=mean(
                    [float(case.needs) for case in theirs if case.needs is not None], level
                ),
                level=mean([case.level for case in theirs if case.level is not None], level),
                stages=_mix(theirs),
            )
        )
    exceptions = Counter(
        case.approved_by
        for case in held
        if case.standing is Standing.OUTSIDE and case.accepted and case.accepted <= today
    )
    return Watch(
        group=group,
        rule=rule,
        months=tuple(found),
        exceptions=MappingProxyType(dict(sorted(exceptions.items()))),
    )


def mean(values: Sequence[float], level: float = LEVEL) -> Estimate | None:
    """Estimate a mean with Student's interval; None with fewer than two values.

    Examples
    --------
    >>> found = mean([2.0, 4.0, 6.0])
    >>> found.value, round(found.low, 2), round(found.high, 2), found.n
    (4.0, -0.97, 8.97, 3)
    """
    if len(values) <= 1:
        return None
    half = t.ppf((1 + level) / 2, len(values) - 1) * np.std(values, ddof=1) / sqrt(len(values))
    middle = float(np.mean(values))
    return Estimate(
        value=middle,
        low=middle - float(half),
        high=middle + float(half),
        level=level,
        n=len(values),
        method="Mean with Student's t interval",
    )


def _fired(
    before: Sequence[WatchedMonth],
    month: int,
    judged: int,
    outside: int,
    limit: Limit | None,
    rule: Rule,
) -> tuple[Fired, ...]:
    """Say which windows of the rule are left in a month, and which were not left before it."""
    if limit is None:
        return ()
    since = month - _month(limit.since)
    last = {one.window for one in before[-1].fired} if before and since else set()
    found = []
    for window in rule.windows:
        reach = min(window - 1, since, len(before))
        earlier = before[len(before) - reach :]
        of = judged + sum(one.judged for one in earlier)
        out = outside + sum(one.outside for one in earlier)
        most = rule.most(of, limit)
        if out > most:
            found.append(
                Fired(window=window, outside=out, judged=of, most=most, new=window not in last)
            )
    return tuple(found)


def _in_force(limits: Sequence[Limit], month: int) -> Limit | None:
    begun = [limit for limit in limits if _month(limit.since) <= month]
    return max(begun, key=lambda limit: limit.since, default=None)


def _months(cases: Sequence[Case], today: date) -> range:
    """Give every month from the first referral to today's; none where nobody was referred."""
    last = _month(today)
    first = min((_month(case.referred) for case in cases), default=last + 1)
    return range(first, last + 1)


def _mix(cases: Sequence[Case]) -> Mapping[str, int]:
    held = Counter(STAGE_NOT_KNOWN if case.stage is None else case.stage for case in cases)
    order = (*REFERRAL_STAGES, NO_STAGE, STAGE_NOT_KNOWN)
    return MappingProxyType({stage: held[stage] for stage in order if held[stage]})


def _month(day: date) -> int:
    return int(month_number(np.array([day_number(day)]))[0])
