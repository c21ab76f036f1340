"""What was found, in plain English? To be read aloud, within what the design permits.

Each paragraph answers one thing someone would ask. Nothing is said more strongly than the
permitted claim allows, and what cannot be said is said too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.evaluation.numbers import (
    children,
    days,
    hundred,
    pounds,
    within,
)
from holdfast.measure.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.evaluation.findings import (
        Claim,
        Comparison,
        Costs,
        Drift,
        EntryToCare,
        FlowStep,
        Value,
    )
    from holdfast.evaluation.protocol import Protocol

HOW = {
    "randomised": "Children were allotted by chance to the programme or to a comparison group.",
    "matched-comparison": "Children who began it were compared, month by month, with children "
    "of the same cohort who could have begun and had not.",
    "before-after": "Children who began it are described beside children who would have been "
    "meant in the time before. No one outside the programme was followed at the same time.",
}
WHAT_MAY_BE_SAID = {
    "effect": "What may be said: because chance alone decided who was offered the programme, a "
    "difference beyond chance is an effect of the offer.",
    "associate": "What may be said: these differences go with the programme.",
    "describe": "What may be said: this is what happened before and after the programme began, "
    "and nothing is said of why.",
}
PATTERN = {
    Verdict.PREVENTED: "The pattern is one of prevention: fewer children had entered by then.",
    Verdict.DELAYED: "The pattern is one of delay: by then as many had entered, but later.",
    Verdict.BOTH: "The pattern is one of prevention and delay: fewer had entered by then, and "
    "those who did entered later.",
    Verdict.NEITHER: "Any difference is smaller than the smallest that would matter.",
    Verdict.HARMFUL: "The pattern is one of harm: more children had entered by then, or they "
    "entered sooner.",
    Verdict.CANNOT_TELL_YET: "It cannot be told yet whether entries were prevented, delayed, "
    "both or neither.",
}
CAUSED = {
    Verdict.PREVENTED: "The programme prevented entries to care within that time.",
    Verdict.DELAYED: "The programme delayed entries to care; it did not prevent them within "
    "that time.",
    Verdict.BOTH: "The programme prevented some entries to care within that time, and delayed "
    "others.",
    Verdict.NEITHER: "The programme made no difference that would matter.",
    Verdict.HARMFUL: "The programme led to more entries to care, or to earlier ones.",
    Verdict.CANNOT_TELL_YET: "It cannot be told yet whether the programme prevents, delays, "
    "both or neither.",
}


def summary(
    protocol: Protocol,
    claim: Claim,
    *,
    flow: Sequence[FlowStep],
    drift: Drift,
    comparison: Comparison,
    entry: EntryToCare,
    costs: Costs,
    value: Value,
) -> tuple[str, ...]:
    """Tell the findings in a few paragraphs."""
    paragraphs = (
        _asked(protocol),
        _reached(flow, drift, protocol),
        _entered(entry, protocol),
        _days(entry),
        _alike(comparison, entry, protocol),
        _money(costs, value, protocol),
        _claim(claim),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _claim(claim: Claim) -> str:
    return " ".join((WHAT_MAY_BE_SAID[claim.permitted], *claim.reasons))


def _asked(protocol: Protocol) -> str:
    return (
        f"{protocol.question} This is about {protocol.programme}. {HOW[protocol.design]} Each "
        f"child was followed for up to {protocol.outcome.horizon_days} days."
    )


def _reached(flow: Sequence[FlowStep], drift: Drift, protocol: Protocol) -> str:
    at = {step.id: step.count for step in flow}
    meant = f"By its stated cohort the programme was meant for {children(at['meant'])}."
    if protocol.design == "randomised":
        number = children(at["randomised"], start=True)
        return f"{meant} {number} were randomised. {drift.words}."
    compared = children(at["programme_analysed"], noun=False)
    if at["programme_analysed"] == at["served"]:
        compared = "all"
    return (
        f"{meant} It served {children(at['served'])}; {compared} of them could be compared. "
        f"{drift.words}."
    )


def _entered(entry: EntryToCare, protocol: Protocol) -> str:
    time = f"Within {entry.horizon_days} days"
    if entry.risk_programme.value is None or entry.risk_comparison.value is None:
        return f"{time} too few children had entered care for the result to be shown."
    others = {
        "randomised": "of the comparison group",
        "matched-comparison": "of children like them as far as the records show",
        "before-after": "of those in the time before",
    }[protocol.design]
    told = (
        f"{time} {hundred(entry.risk_programme)} of the programme's children had entered care, "
        f"and {hundred(entry.risk_comparison)} {others}."
    )
    if entry.verdict not in set(Verdict):
        return told
    verdict = Verdict(entry.verdict)
    meaning = (CAUSED if protocol.design == "randomised" else PATTERN)[verdict]
    parts = [told, meaning]
    if verdict is Verdict.CANNOT_TELL_YET and entry.follow_up_needed:
        parts.append(entry.follow_up_needed)
    return " ".join(parts)


def _days(entry: EntryToCare) -> str:
    gained, prevented, delayed = entry.days_gained, entry.days_prevented, entry.days_delayed
    if gained.value is None or prevented.value is None or delayed.value is None:
        return ""
    sign = 1 if gained.value >= 0 else -1
    more = "more" if sign > 0 else "fewer"
    number = days(sign * gained.value)
    unit = number.rsplit(" ", 1)[1]
    told = (
        f"On average each child in the programme had {number.removesuffix(unit)}{more} {unit} "
        f"out of care before a first entry, within {entry.horizon_days} days"
    )
    low, high = gained.low, gained.high
    if low is not None and high is not None and low <= 0 <= high:
        later = entry.verdict in {Verdict.DELAYED, Verdict.BOTH}
        # Later entry is judged among those who entered, days among all: the two may part.
        that = "Over all children, entered or not, that" if later else "That"
        between = f"between {days(-low)} fewer and {days(high)} more"
        return f"{told}. {that} could be chance ({between})."
    told += f"{within(gained, days, sign=sign)}."
    if min(sign * prevented.value, sign * delayed.value) < 0:
        return told
    parts = (
        "to entries that had not happened by the end",
        "to entries that came later",
    )
    if sign < 0:
        parts = (
            "to entries that would not have happened by then",
            "to entries that came sooner",
        )
    return (
        f"{told} Cut level by level, {days(sign * prevented.value)} of these belong "
        f"{parts[0]} and {days(sign * delayed.value)} {parts[1]}. This way of cutting gives "
        "prevention its smallest share."
    )


def _alike(comparison: Comparison, entry: EntryToCare, protocol: Protocol) -> str:
    told = comparison.words
    bound = entry.e_value
    if protocol.design != "matched-comparison" or bound.value is None:
        return told
    told += (
        " To explain the difference in entries away, something that was not recorded would "
        "have to go with both enrolling and entering care by a risk ratio of "
        f"{bound.value:.1f} each"
    )
    if bound.low is not None and bound.low > 1:
        return f"{told}; to make it compatible with no difference, {bound.low:.1f}."
    return f"{told}. But the interval already holds no difference."


def _money(costs: Costs, value: Value, protocol: Protocol) -> str:
    paid = value.programme_cost_per_child
    who = "offered it" if protocol.design == "randomised" else "served"
    cost = (
        ""
        if paid is None
        else f"The programme cost {pounds(paid)} for each child {who}, in {costs.price_year} "
        "prices."
    )
    net, gross = value.net_saving, value.gross_saving
    if net.value is None or gross.value is None:
        return f"{cost} {value.cost_per_care_day_words}".strip()
    less = "less" if gross.value >= 0 else "more"
    saved = (
        f"Care and casework cost {pounds(abs(gross.value))} {less} for each child in it than "
        "for each comparison child."
    )
    word = "saving" if net.value >= 0 else "cost"
    sign = 1 if net.value >= 0 else -1
    between = within(net, pounds, sign=sign)
    if net.low is not None and net.high is not None and net.low < 0 < net.high:
        worst, best = pounds(-net.low), pounds(net.high)
        between = f" (between a cost of {worst} and a saving of {best})"
    left = (
        f"That leaves the authority a net {word} of {pounds(abs(net.value))} a child{between} "
        f"within {costs.horizon_days} days."
    )
    chance = (
        ""
        if value.probability_of_saving is None
        else f"In {value.probability_of_saving:.0%} of resamples of these children there was a "
        "net saving."
    )
    priced = value.cost_per_care_day_avoided
    day = (
        value.cost_per_care_day_words
        if priced.value is None
        else f"Each day in care avoided had a net cost of {pounds(priced.value)}"
        f"{within(priced, pounds)}."
    )
    claim = (
        "As with entries, this goes with the programme and may not be its doing."
        if protocol.design == "matched-comparison"
        else ""
    )
    return " ".join(part for part in (cost, saved, left, chance, day, claim) if part)
