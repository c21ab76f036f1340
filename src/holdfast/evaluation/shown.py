"""How may the counts of children be shown? Flow and drift, protected as one publication.

The flow diagram and the watch on drift share their totals: those outside the cohort are boxes
of one and rows of the other. So all their counts go through disclosure control together, with
every sum that binds them, and a count hidden in one cannot be had from the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.change.reached import NOT_JUDGED, REASONS, STAGES
from holdfast.change.stages import NO_STAGE
from holdfast.evaluation.findings import (
    Drift,
    DriftMonth,
    FittedMonth,
    FlowStep,
    Interval,
    Share,
)
from holdfast.evaluation.flow import steps, sums
from holdfast.kernel.disclosure import SUPPRESSED, Suppressed
from holdfast.kernel.estimates import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import holdfast.change.drift as reached
    from holdfast.evaluation.flow import Node
    from holdfast.kernel.disclosure import Disclosure, Shown

UNKNOWN = Interval(value=None, low=None, high=None)
PERCENT = 2  # decimals of a fitted share: with more of them its counts might be worked out


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCounts:
    """The flow diagram and drift as they may be published."""

    flow: tuple[FlowStep, ...]
    drift: Drift


def shown_counts(
    nodes: Sequence[Node], drift: reached.Drift, rules: Disclosure, *, level: float
) -> ShownCounts:
    """Protect every count of the flow and of drift together."""
    cells = {node.key: node.count for node in nodes}
    bound = sums(nodes)
    # In a randomised design the flow counts those allotted, and drift those who then enrolled.
    of = "served" if "served" in cells else "drift"
    if of == "served":
        bound.append(("drift_inside", ["programme_children", "served_outside_dates"]))
    names = {reason: f"{of}_{reason}" for reason in REASONS}
    more, sums_of_drift = _drift_cells(drift, of, names)
    shown = rules.linked(cells | more, bound + sums_of_drift)
    return ShownCounts(
        flow=steps(nodes, shown), drift=_drift(drift, shown, names, rules, level=level)
    )


def _drift_cells(
    drift: reached.Drift, served: str, names: dict[str, str]
) -> tuple[dict[str, int], list[tuple[str, list[str]]]]:
    """Give every count of drift, and which add up to which."""
    stages = [stage for stage in (*STAGES, NO_STAGE) if drift.stages[stage]]
    periods = [one for one in drift.periods if one.referred or one.served]
    cells = {
        served: drift.served,
        "drift_judged": drift.judged,
        "drift_not_judged": drift.served - drift.judged,
        "drift_outside": drift.outside,
        "drift_inside": drift.judged - drift.outside,
        "drift_referred": sum(one.referred for one in periods),
        **{names[reason]: drift.reasons[reason] for reason in names},
        **{f"stage {stage}": drift.stages[stage] for stage in stages},
    }
    bound = [
        (served, ["drift_judged", "drift_not_judged"]),
        ("drift_judged", ["drift_outside", "drift_inside"]),
        ("drift_outside", [names[one] for one in names if one not in NOT_JUDGED]),
        ("drift_not_judged", [names[one] for one in NOT_JUDGED]),
        (served, [f"stage {stage}" for stage in stages]),
        (served, [f"served {one.period}" for one in periods]),
        ("drift_not_judged", [f"not judged {one.period}" for one in periods]),
        ("drift_outside", [f"outside {one.period}" for one in periods]),
        ("drift_inside", [f"inside {one.period}" for one in periods]),
        ("drift_referred", [f"referred {one.period}" for one in periods]),
    ]
    bound += [
        (f"stage {stage}", [f"stage {stage} {one.period}" for one in periods])
        for stage in stages
    ]
    for one in periods:
        at = one.period
        cells |= {
            f"served {at}": one.served,
            f"outside {at}": one.outside,
            f"inside {at}": one.judged - one.outside,
            f"judged {at}": one.judged,
            f"not judged {at}": one.served - one.judged,
            **{f"stage {stage} {at}": one.stages[stage] for stage in stages},
            f"referred {at}": one.referred,
            f"accepted {at}": one.accepted,
            f"not accepted {at}": one.referred - one.accepted,
        }
        bound += [
            (f"served {at}", [f"judged {at}", f"not judged {at}"]),
            (f"judged {at}", [f"outside {at}", f"inside {at}"]),
            (f"served {at}", [f"stage {stage} {at}" for stage in stages]),
            (f"referred {at}", [f"accepted {at}", f"not accepted {at}"]),
        ]
    return cells, [(total, parts) for total, parts in bound if parts]


def _drift(
    drift: reached.Drift,
    shown: dict[str, Shown],
    names: dict[str, str],
    rules: Disclosure,
    *,
    level: float,
) -> Drift:
    months = tuple(
        DriftMonth(
            period=one.period,
            meant=rules.count(one.meant),
            referred=shown.get(f"referred {one.period}", 0),
            accepted=shown.get(f"accepted {one.period}", 0),
            served=shown.get(f"served {one.period}", 0),
            outside=_share(
                shown.get(f"outside {one.period}", 0),
                shown.get(f"inside {one.period}", 0),
                shown.get(f"judged {one.period}", 0),
                level=level,
            ),
            stages={
                stage: shown.get(f"stage {stage} {one.period}", 0)
                for stage in (*STAGES, NO_STAGE)
                if drift.stages[stage]
            },
        )
        for one in drift.periods
    )
    whole = _share(
        shown["drift_outside"], shown["drift_inside"], shown["drift_judged"], level=level
    )
    trend = _trend(drift, rules)
    return Drift(
        period=drift.period,
        months=months,
        course=tuple(
            FittedMonth(
                month=one.month,
                share=Interval(
                    value=round(one.value, PERCENT),
                    low=round(one.low, PERCENT),
                    high=round(one.high, PERCENT),
                ),
            )
            for one in drift.course
        ),
        outside=whole,
        reasons={reason: shown[names[reason]] for reason in names},
        stages={
            stage: shown.get(f"stage {stage}", 0)
            for stage in (*STAGES, NO_STAGE)
            if drift.stages[stage]
        },
        trend=trend,
        words=_words(drift, whole, trend),
    )


def _share(top: Shown, rest: Shown, whole: Shown, *, level: float) -> Share:
    """Give a share as its shown counts tell it, and no more precisely.

    It is held back with the number outside, and with the number inside too.
    """
    hidden = isinstance(rest, Suppressed)
    if isinstance(top, Suppressed) or isinstance(whole, Suppressed) or hidden or whole == 0:
        return Share(numerator=top, denominator=whole, value=None, low=None, high=None)
    top = min(top, whole)  # rounding may lift the part above the whole
    low, high = wilson(top, whole, level=level)
    return Share(numerator=top, denominator=whole, value=top / whole, low=low, high=high)


def _trend(drift: reached.Drift, rules: Disclosure) -> Interval:
    """Give the change between halves, unless a half would show a small count."""
    parts = [count for outside, n in drift.halves for count in (outside, n - outside)]
    if drift.trend is None or any(rules.count(count) is SUPPRESSED for count in parts):
        return UNKNOWN
    value, low, high = drift.trend
    return Interval(value=value, low=low, high=high)


def _words(drift: reached.Drift, whole: Share, trend: Interval) -> str:
    """Say in a sentence whether those reached were those meant."""
    if not drift.judged:
        return "Of no child served can the returns tell whether they were in the stated cohort"
    if whole.value is None:
        few = drift.outside * 2 < drift.judged
        return (
            "Few of the children served were outside the stated cohort, or none"
            if few
            else "Most of the children served were outside the stated cohort"
        )
    if not drift.outside:
        return "None of the children served were outside the stated cohort"
    said = f"Of the children served, {whole.value:.0%} were outside the stated cohort"
    if trend.value is None or trend.low is None or trend.high is None:
        return said
    if trend.low > 0:
        return f"{said}, more in the later half than in the earlier"
    if trend.high < 0:
        return f"{said}, fewer in the later half than in the earlier"
    return f"{said}, with no clear change over time"
