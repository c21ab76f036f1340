"""What do these findings not say, and why? One sentence for each limit that applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.change.covariates import label_of
from holdfast.measure.permitted_claim import permitted_claim

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Costs, Drift, EntryToCare, SecondaryOutcome
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.protocol import Protocol

WHOM = {
    "overlap": "The answer is for children about whose enrolment the records leave doubt: "
    "where few of the eligible enrol in a month these are nearly the children who enrolled.",
    "matching": "The answer is for children who could be paired one to one: nearly those who "
    "enrolled.",
    "inverse-probability": "The answer is for every eligible child in every month, also for "
    "those who would hardly ever enrol.",
}
MUCH_DRIFT = 0.2
ALIKE = 0.1


def cannot_say(
    protocol: Protocol,
    known: Measured,
    *,
    drift: Drift,
    entry: EntryToCare,
    secondary: dict[str, SecondaryOutcome],
    costs: Costs,
) -> tuple[str, ...]:
    """List what cannot be said from these findings, and why."""
    horizon = protocol.outcome.horizon_days
    said = [
        permitted_claim(protocol.design).cannot,
        f"Nothing is known of what comes after {horizon} days: an entry prevented within them "
        "may be one that comes later still.",
        "Nothing is known of children before the first return: earlier care, plans or "
        "referrals count as none.",
    ]
    if protocol.design == "matched-comparison":
        said.append(
            "Only what the returns record could be made alike. What social workers knew and "
            "did not record may have decided both who enrolled and who entered care."
        )
    if protocol.design == "randomised":
        said.append(
            "Outcomes and costs are those of being offered the programme: its cost is shared "
            "among all who were offered it, whether or not they took it up."
        )
    if known.weights.propensity is not None:
        said.append(WHOM[protocol.comparison.weights])
    if protocol.design != "before-after":
        said.append(
            "The split of days into delay and prevention pairs the first entry of one group "
            "with the first of the other. It does not say which child would have entered when."
        )
    if known.balance.largest_after > ALIKE and protocol.design != "before-after":
        said.append(
            "By chance the arms differ in something recorded; see the balance."
            if protocol.design == "randomised"
            else "The two groups could not be made alike in all that was recorded; see the "
            "balance."
        )
    dropped = [one for one in known.balance.dropped if one.rows]
    if dropped:
        said.append(
            "Some children had no one like them in the other arm and are not in the answer: "
            "see the flow."
        )
    idle = {label_of(one.name) for one in known.balance.dropped if not one.rows}
    if idle:
        said.append(
            "These covariates are alike for every child here, or follow from others, and play "
            f"no part: {'; '.join(sorted(idle))}."
        )
    if drift.outside.value is not None and drift.outside.value > MUCH_DRIFT:
        said.append(
            "Many children were served outside the stated cohort. They are in the programme's "
            "cost and not in the comparison: nothing is known of how it went with them."
        )
    if secondary:
        said.append(
            f"{len(secondary)} further outcomes are reported together. At this level about one "
            f"interval in {round(1 / (1 - protocol.bootstrap.level))} misses by chance, so no "
            "one of them should be read alone."
        )
    if "sdq" in secondary:
        said.append(secondary["sdq"].note)
    if costs.not_priced:
        said.append(
            "The value is the authority's money only: not what children and families, courts, "
            "health or schools gained or lost. What has no price is left out: see the costs."
        )
    if entry.risk_programme.value is None:
        said.append("Results that would point to single children are not shown.")
    return tuple(dict.fromkeys(said))
