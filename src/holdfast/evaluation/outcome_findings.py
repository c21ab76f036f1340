"""What was found of each outcome, as it may be shown? That part of the findings.

An estimate that rests on a small number of children is a count in another form: it is held back
together with its curve. A design that only describes gets no difference and no verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdfast.evaluation.findings import (
    FEW,
    AtRisk,
    Curve,
    EntryToCare,
    Incidence,
    Interval,
    SecondaryOutcome,
    Slice,
)
from holdfast.evaluation.measured import ENTRY, SDQ_POINTS, SDQ_SCORES
from holdfast.evaluation.secondary import AMOUNTS, EVENTS, PLACEMENT_DAYS, SDQ
from holdfast.measure.delay_or_prevent import slices
from holdfast.measure.trials import EVENT
from holdfast.measure.verdict import Verdict
from holdfast.value.accrual import accrued

if TYPE_CHECKING:
    from collections.abc import Mapping

    import holdfast.measure.incidence as measure
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.protocol import Protocol
    from holdfast.evaluation.secondary import Meaning
    from holdfast.kernel.disclosure import Disclosure
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.accruals import Accrual
    from holdfast.measure.tally import Tally

UNKNOWN = Interval(value=None, low=None, high=None)
DESCRIBED_ONLY = "described only"
OUT_OF_REACH = 10
CURVE_STEP, AT_RISK_STEP = 7, 28
ARMS = ("programme", "comparison")


def interval(of: Estimate | None, *, least: float | None = None) -> Interval:
    """Give an estimate as the findings hold it.

    `least` is the least that the quantity can be: draws are corrected on a straight line, which
    may end below it.
    """
    if of is None:
        return UNKNOWN
    low, value = of.low, of.value
    if least is not None:
        low, value = max(low, least), max(value, least)
    return Interval(value=value, low=low, high=max(of.high, low))


def few(arm: measure.ArmIncidence, kind: int, rules: Disclosure) -> bool:
    """Say whether a risk would give a small count away: of those with the event, or without."""
    events = arm.events.get(kind, 0)
    return any(0 < count < rules.threshold for count in (events, arm.children - events))


def entry_to_care(
    known: Measured, protocol: Protocol, claim: str, rules: Disclosure
) -> EntryToCare:
    """Give the primary outcome."""
    answer, curves = known.answer, known.primary
    arms = {"programme": curves.programme, "comparison": curves.comparison}
    hidden = any(few(arm, EVENT, rules) for arm in arms.values())
    claims = protocol.design != "before-after"
    compared = claims and not hidden
    verdict, reasons, needed = str(answer.verdict), answer.reasons, ""
    if answer.follow_up is not None:
        needed = _follow_up(known)
    if not claims:
        verdict, reasons, needed = DESCRIBED_ONLY, (_ONLY_DESCRIBES,), ""
    elif hidden:
        verdict, reasons, needed = str(Verdict.CANNOT_TELL_YET), (_TOO_FEW,), _TOO_FEW_NEEDED
    unseen = known.unseen if compared and protocol.design == "matched-comparison" else None
    smallest = protocol.outcome.smallest_effect

    def shown(of: Estimate | None, *, when: bool, least: float | None = None) -> Interval:
        return interval(of, least=least) if when else UNKNOWN

    return EntryToCare(
        horizon_days=answer.horizon,
        risk_programme=shown(answer.risk_programme, when=not hidden, least=0.0),
        risk_comparison=shown(answer.risk_comparison, when=not hidden, least=0.0),
        risk_difference=shown(answer.risk_difference, when=compared),
        risk_ratio=shown(answer.risk_ratio, when=compared, least=0.0),
        days_gained=shown(answer.days_gained, when=compared),
        days_prevented=shown(answer.days_prevented, when=compared),
        days_delayed=shown(answer.days_delayed, when=compared),
        verdict=verdict,
        verdict_reasons=tuple(reasons),
        follow_up_needed=needed,
        permitted_claim=claim,
        smallest_effect_risk=smallest.risk,
        smallest_effect_days=smallest.days,
        entries_programme=rules.count(curves.programme.events.get(EVENT, 0)),
        entries_comparison=rules.count(curves.comparison.events.get(EVENT, 0)),
        competing=_competing(curves, protocol, rules),
        e_value=UNKNOWN
        if unseen is None
        else Interval(value=unseen.value, low=unseen.limit, high=None),
        incidence=_incidence(curves, protocol, rules, hidden=hidden, compared=compared),
        slices=tuple(
            Slice(
                quantile=one.quantile,
                day_programme=one.day_programme,
                day_comparison=one.day_comparison,
            )
            for one in slices(curves)
        )
        if compared
        else (),
    )


def _follow_up(known: Measured) -> str:
    """Say what would tell, with numbers of children only to the nearest ten."""
    follow_up = known.answer.follow_up
    assert follow_up is not None  # noqa: S101  (asked only when there is one)
    now = (
        f"So many children can tell a difference in risk of {100 * follow_up.tells_now:.0f} "
        "percentage points or more from none."
    )
    if follow_up.children_needed > OUT_OF_REACH * follow_up.children:
        return (
            f"{now} To tell the smallest difference that matters would take more than "
            f"{OUT_OF_REACH} times as many: several places would have to be looked at together."
        )
    return (
        f"{now} To tell the smallest difference that matters would take about "
        f"{max(round(follow_up.children_needed, -1), 10):,} children in the programme: some "
        f"{follow_up.months_needed / 12:.0f} more years at the pace so far, follow-up included."
    )


_ONLY_DESCRIBES = "This design has no comparison at the same time, so it permits no verdict."
_TOO_FEW = (
    "So few children of an arm entered care, or so few did not, that the result would point to "
    "single children."
)
_TOO_FEW_NEEDED = "More children, or a longer horizon, so that more have entered care."


def _competing(
    curves: measure.CumulativeIncidence, protocol: Protocol, rules: Disclosure
) -> Mapping[str, Mapping[str, Interval]]:
    found: dict[str, Mapping[str, Interval]] = {}
    for kind, cause in enumerate(protocol.outcome.competing, start=EVENT + 1):
        found[cause] = {
            name: UNKNOWN
            if few(arm, kind, rules)
            else _competing_risk(arm, kind, level=curves.level)
            for name, arm in zip(ARMS, (curves.programme, curves.comparison), strict=True)
        }
    return found


def _competing_risk(arm: measure.ArmIncidence, kind: int, *, level: float) -> Interval:
    if kind not in arm.curves:
        return Interval(value=0.0, low=0.0, high=0.0)
    return interval(arm.competing_risk(kind, level=level), least=0.0)


def _incidence(
    curves: measure.CumulativeIncidence,
    protocol: Protocol,
    rules: Disclosure,
    *,
    hidden: bool,
    compared: bool,
) -> Incidence:
    """Give the curves week by week, and the numbers still followed every four weeks."""
    horizon = curves.horizon
    days = [*range(0, horizon, CURVE_STEP), horizon]
    causes = dict(enumerate((ENTRY, *protocol.outcome.competing), start=EVENT))
    arms = tuple(zip(ARMS, (curves.programme, curves.comparison), strict=True))
    drawn = [
        _curve(name, cause, arm.curves[kind], days, least=0.0)
        for kind, cause in causes.items()
        for name, arm in arms
        if kind in arm.curves
        and not any(few(other, kind, rules) for _, other in arms)
        and not (hidden and kind == EVENT)
    ]
    empty = Curve(arm="difference", cause=ENTRY, value=(), low=(), high=())
    months = [*range(0, horizon, AT_RISK_STEP), horizon]
    return Incidence(
        days=tuple(days),
        curves=tuple(drawn),
        difference=_curve("difference", ENTRY, curves.difference, days) if compared else empty,
        at_risk=AtRisk(
            days=tuple(months),
            programme=tuple(
                rules.count(int(curves.programme.children_at_risk[day])) for day in months
            ),
            comparison=tuple(
                rules.count(int(curves.comparison.children_at_risk[day])) for day in months
            ),
        ),
    )


def _curve(
    arm: str, cause: str, curve: measure.Curve, days: list[int], *, least: float | None = None
) -> Curve:
    value, low, high = (
        values[days] if least is None else np.maximum(values[days], least)
        for values in (curve.value, curve.low, curve.high)
    )
    return Curve(
        arm=arm,
        cause=cause,
        value=tuple(value.tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
    )


def secondary(
    known: Measured, protocol: Protocol, claim: str, rules: Disclosure
) -> dict[str, SecondaryOutcome]:
    """Give every further outcome, each labelled as one of several."""
    found: dict[str, SecondaryOutcome] = {}
    claims = protocol.design != "before-after"

    def add(
        name: str, meaning: Meaning, arms: list[Interval], *, hide: bool, part_of: str = ""
    ) -> None:
        programme, comparison, difference = [UNKNOWN] * 3 if hide else arms
        found[name] = SecondaryOutcome(
            name=name,
            label=meaning.label,
            unit=meaning.unit,
            horizon_days=protocol.outcome.horizon_days,
            programme=programme,
            comparison=comparison,
            difference=difference if claims else UNKNOWN,
            better_when=meaning.better_when,
            part_of=part_of,
            multiple=True,
            permitted_claim="describe" if name == "sdq" else claim,
            note=" ".join(part for part in (meaning.note, FEW if hide else "") if part),
        )

    for name in protocol.secondary_outcomes:
        if name in EVENTS:
            curves = known.events[name]
            hide = any(few(arm, EVENT, rules) for arm in (curves.programme, curves.comparison))
            add(name, EVENTS[name], _risks(curves), hide=hide)
        elif name in AMOUNTS:
            one = known.tallies.get(name)
            add(name, AMOUNTS[name], _means(one), hide=_few_have(known, name, rules))
        elif name == "days_by_placement":
            for part, meaning in PLACEMENT_DAYS.items():
                if part in known.tallies:
                    hide = _few_have(known, part, rules)
                    add(part, meaning, _means(known.tallies[part]), hide=hide, part_of=name)
        else:
            hide = _few_have(known, SDQ_SCORES, rules)
            add(name, SDQ, _scores(known, protocol), hide=hide)
    return found


def _risks(curves: measure.CumulativeIncidence) -> list[Interval]:
    arms = [
        Interval(
            value=max(float(curve.value[-1]), 0.0),
            low=max(float(curve.low[-1]), 0.0),
            high=max(float(curve.high[-1]), 0.0),
        )
        for curve in (curves.programme.curves[EVENT], curves.comparison.curves[EVENT])
    ]
    gap = curves.difference
    difference = Interval(
        value=float(gap.value[-1]), low=float(gap.low[-1]), high=float(gap.high[-1])
    )
    return [*arms, difference]


def _means(one: Tally | None) -> list[Interval]:
    if one is None:  # nobody ran up any
        return [Interval(value=0.0, low=0.0, high=0.0)] * 3
    return [
        interval(one.programme, least=0.0),
        interval(one.comparison, least=0.0),
        interval(one.difference),
    ]


def _scores(known: Measured, protocol: Protocol) -> list[Interval]:
    """Give the mean score of the scores there are, by arm; the arms are not to be compared."""
    points, scores = known.tallies[SDQ_POINTS], known.tallies[SDQ_SCORES]
    tail = (1 - protocol.bootstrap.level) / 2
    found = []
    for arm in ARMS:
        top, bottom = getattr(points, arm).value, getattr(scores, arm).value
        drawn, among = getattr(points, f"{arm}_draws"), getattr(scores, f"{arm}_draws")
        some = among > 0
        if bottom <= 0 or some.mean() < protocol.bootstrap.level:
            found.append(UNKNOWN)
            continue
        low, high = np.quantile(drawn[some] / among[some], [tail, 1 - tail])
        found.append(Interval(value=top / bottom, low=float(low), high=float(high)))
    return [*found, UNKNOWN]


def _few_have(known: Measured, name: str, rules: Disclosure) -> bool:
    accrual = known.accruals.get(name)
    return accrual is not None and few_run_up(known, accrual, rules)


def few_run_up(known: Measured, accrual: Accrual, rules: Disclosure) -> bool:
    """Say whether only a small number of children of an arm ran any of it up."""
    trials = known.trials
    end = np.minimum(trials.index_day + known.answer.horizon, trials.last_day)
    ran_up = accrued(accrual, child=trials.child, start=trials.index_day, end=end) > 0
    return any(
        0 < len(np.unique(trials.child[ran_up & arm])) < rules.threshold
        for arm in (trials.programme, ~trials.programme)
    )
