"""Who was compared, how alike were they, and which way did they go? In the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdfast.change.covariates import VOCABULARY, label_of
from holdfast.evaluation.findings import (
    BalanceLine,
    Comparison,
    Journey,
    JourneyFlow,
    JourneyStage,
    OverlapBin,
    Reading,
)
from holdfast.evaluation.flow import Node
from holdfast.library.stages import stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.change.moves import Moves
    from holdfast.evaluation.inputs import Inputs
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.disclosure import Disclosure
    from holdfast.measure.balance import Overlap

COLUMN_OF = {column: name for name, entry in VOCABULARY.items() for column in entry.columns}


def counterpart_nodes(known: Measured, programme_parent: str) -> tuple[Node, ...]:
    """Give the last boxes of the flow: who had no counterpart, and who was analysed."""
    overlap = known.balance.overlap
    trials = known.trials
    sizes = (known.balance.programme.children, known.balance.comparison.children)
    left_out = (
        (overlap.not_compared_programme, overlap.not_compared_comparison) if overlap else (0, 0)
    )
    everyone = len(np.unique(trials.child[~trials.programme]))
    top = Node(
        id="comparison", parent=None, count=everyone,
        label="Children of the comparison arm, those who enrolled later among them",
    )  # fmt: skip
    nodes = [top]
    for parent, arm, size, out in zip(
        (programme_parent, "comparison"), ("programme", "comparison"), sizes, left_out,
        strict=True,
    ):  # fmt: skip
        nodes += [
            Node(id=f"{arm}_no_counterpart", parent=parent, count=out, excluded=True,
                 label="No child like them in the other arm"),
            Node(id=f"{arm}_analysed", parent=parent, count=size, label="Analysed"),
        ]  # fmt: skip
    return tuple(nodes)


def balance_lines(known: Measured, rules: Disclosure) -> tuple[BalanceLine, ...]:
    """Give each covariate's balance, but for those that only few children of an arm have.

    The mean of a yes-or-no covariate is a count in another form.
    """
    trials = known.trials
    lines = []
    for place, one in enumerate(known.balance.covariates):
        if _few(trials.covariates[:, place], known, rules):
            continue
        lines.append(
            BalanceLine(
                covariate=label_of(one.name),
                column=one.name,
                programme=one.programme_after,
                comparison_before=one.comparison_before,
                comparison_after=one.comparison_after,
                difference_before=one.difference_before,
                difference_after=one.difference_after,
            )
        )
    return tuple(lines)


def _few(values: np.ndarray, known: Measured, rules: Disclosure) -> bool:
    """Say whether a value of a yes-or-no covariate belongs to a small count of an arm."""
    kinds = np.unique(values)
    if len(kinds) > 2:
        return False
    trials = known.trials
    return any(
        0 < len(np.unique(trials.child[(values == kind) & arm])) < rules.threshold
        for kind in kinds
        for arm in (trials.programme, ~trials.programme)
    )


def comparison(known: Measured, protocol: Protocol, rules: Disclosure) -> Comparison:
    """Say who was compared with whom, and how alike the two were made."""
    found = known.balance
    modelled = known.weights.propensity is not None
    compared = protocol.design != "before-after" and bool(found.covariates)
    trials = known.trials
    return Comparison(
        rule=protocol.rule,
        weights=str(known.weights.kind),
        trials=len(np.unique(trials.trial[trials.programme])),
        children_programme=rules.count(found.programme.children),
        children_comparison=rules.count(found.comparison.children),
        rows_comparison=rules.count(found.comparison.rows),
        effective_programme=float(f"{found.programme.effective_children:.2g}"),
        effective_comparison=float(f"{found.comparison.effective_children:.2g}"),
        largest_difference_before=found.largest_before if compared else None,
        largest_difference_after=found.largest_after if compared else None,
        overlap=_bins(found.overlap, known, rules) if found.overlap else (),
        words=_words(known, protocol, modelled=modelled),
    )


def _bins(overlap: Overlap, known: Measured, rules: Disclosure) -> tuple[OverlapBin, ...]:
    """Join bins until none holds a small number of rows of an arm."""
    trials, propensity = known.trials, known.weights.propensity
    assert propensity is not None  # noqa: S101  (there is no overlap without a model)
    rows = [
        int((propensity.inside & arm).sum()) for arm in (trials.programme, ~trials.programme)
    ]
    joined: list[OverlapBin] = []
    for one in overlap.bins:
        this = OverlapBin(
            low=one.low, high=one.high, programme=one.programme, comparison=one.comparison
        )
        if joined and _small(joined[-1], rows, rules):
            this = _join(joined.pop(), this)
        joined.append(this)
    while len(joined) > 1 and _small(joined[-1], rows, rules):
        joined[-2:] = [_join(joined[-2], joined[-1])]
    return tuple(joined)


def _small(one: OverlapBin, rows: list[int], rules: Disclosure) -> bool:
    counts = (round(one.programme * rows[0]), round(one.comparison * rows[1]))
    return any(0 < count < rules.threshold for count in counts)


def _join(one: OverlapBin, other: OverlapBin) -> OverlapBin:
    return OverlapBin(
        low=one.low,
        high=other.high,
        programme=one.programme + other.programme,
        comparison=one.comparison + other.comparison,
    )


def _words(known: Measured, protocol: Protocol, *, modelled: bool) -> str:
    if protocol.design == "before-after":
        return "Nothing was weighted: the two groups are set side by side as they were."
    if not modelled:
        return "The arms were compared as allotted, without weights."
    after = known.balance.largest_after
    alike = "well alike" if after < 0.1 else "not well alike"
    return (
        f"After {protocol.comparison.weights} weighting the two groups are {alike} in all that "
        f"was recorded: the largest difference left is {after:.2f} standard deviations."
    )


def journey(found: Moves, protocol: Protocol, rules: Disclosure) -> Journey:
    """Give the journey picture, with the programme's place on it."""
    known = stages()
    return Journey(
        stages=tuple(
            JourneyStage(
                stage=stage,
                label=known[stage].title,
                children=rules.count(number),
                in_cohort=stage in protocol.cohort.stages,
            )
            for stage, number in found.stages.items()
        ),
        flows=tuple(
            JourneyFlow(from_stage=one, to_stage=other, children=rules.count(number))
            for (one, other), number in found.moves.items()
        ),
        place_after=protocol.place_on_journey.after,
        place_before=protocol.place_on_journey.before,
    )


def reading(inputs: Inputs, rules: Disclosure) -> Reading:
    """Say what became of the returns on the way in."""
    summary = inputs.journeys.summary
    return Reading(
        children=rules.count(summary.children),
        years={kind: tuple(years) for kind, years in sorted(summary.years.items())},
        observed={
            kind: (first.isoformat(), last.isoformat())
            for kind, (first, last) in sorted(inputs.journeys.observed.items())
        },
        refused={code: rules.count(n) for code, n in sorted(summary.refused.items())},
        repaired={rule: rules.count(n) for rule, n in sorted(summary.repaired.items())},
        notes=_notes(inputs),
    )


def _notes(inputs: Inputs) -> tuple[str, ...]:
    set_aside: Sequence[str] = [
        f"Enrolments: {reason}." for reason in inputs.enrolments.set_aside
    ]
    return (*inputs.journeys.summary.notes, *set_aside)
