"""Which numbers and small tables stand in a report beside its pictures, and in what words?

The report, the page of findings in the browser and the PDF all take them from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.evaluation.findings import FEW
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.table import Table

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Count, Findings, SecondaryOutcome

UNITS = {"days": wording.days, "share": wording.percent, "pounds": wording.pounds}
CHANGES = UNITS | {"share": wording.points}


class Number(NamedTuple):
    """One of the few numbers at the top of the page."""

    label: str
    value: str
    beside: str


def numbers(findings: Findings) -> list[Number]:
    """Give the few numbers at the top: what each is, its value, its interval."""
    entry, value = findings.outcomes.entry_to_care, findings.value
    after = f"within {entry.horizon_days} days"
    shown = [
        (f"Entered care {after}, programme", entry.risk_programme, wording.percent),
        (f"Entered care {after}, comparison", entry.risk_comparison, wording.percent),
        ("Days out of care gained for each child", entry.days_gained, wording.days),
        (
            f"Net saving for each child, {value.price_year} prices",
            value.net_saving,
            wording.pounds,
        ),
    ]
    return [
        Number(
            label,
            write(of.value),
            ""
            if of.low is None or of.high is None
            else wording.between(of.low, of.high, write),
        )
        for label, of, write in shown
        if of.value is not None
    ]


def secondary(findings: Findings) -> Table:
    """Give the further outcomes, each in both groups with its difference."""
    return Table(
        caption=f"Other outcomes within {findings.outcomes.entry_to_care.horizon_days} days",
        headings=(
            "Outcome",
            "Programme",
            "Comparison",
            f"Difference ({wording.level(findings)} interval)",
        ),
        rows=tuple(
            (
                f"{outcome.label} ({outcome.unit} for each child)"
                if outcome.unit not in UNITS
                else outcome.label,
                _write(outcome.programme.value, outcome),
                _write(outcome.comparison.value, outcome),
                wording.interval(outcome.difference, CHANGES.get(outcome.unit, wording.plain))
                if outcome.difference.value is not None
                else _absent(outcome),
            )
            for outcome in findings.outcomes.secondary.values()
        ),
    )


def _write(value: float | None, outcome: SecondaryOutcome) -> str:
    if value is None:
        return _absent(outcome)
    return UNITS.get(outcome.unit, wording.plain)(value)


def _absent(outcome: SecondaryOutcome) -> str:
    return wording.NOT_SHOWN if FEW in outcome.note else wording.NOT_KNOWN


def outcome_notes(findings: Findings) -> list[tuple[str, str]]:
    """Give what must be known of single outcomes, the same thing once for all it holds for."""
    of: dict[str, list[str]] = {}
    for outcome in findings.outcomes.secondary.values():
        if outcome.note:
            of.setdefault(outcome.note, []).append(outcome.label)
    return [("; ".join(labels), note) for note, labels in of.items()]


def cost_lines(findings: Findings) -> Table:
    """Give what each kind of work cost in both groups."""
    return Table(
        caption=f"Cost for each child, {findings.costs.price_year} prices",
        headings=(
            "Kind of work",
            "Programme",
            "Comparison",
            f"Difference ({wording.level(findings)} interval)",
            "Source",
        ),
        rows=tuple(
            (
                line.label + ("" if line.recurring else " (one-off)"),
                wording.interval(line.programme, wording.pounds),
                wording.interval(line.comparison, wording.pounds),
                wording.interval(line.difference, wording.pounds),
                line.source,
            )
            for line in findings.costs.lines
        ),
    )


def refused(findings: Findings) -> Table:
    """Give the rows that were refused or set aside, by reason."""
    return _counted("Refused or set aside, by reason", findings.reading.refused)


def repaired(findings: Findings) -> Table:
    """Give the rows that were repaired, by rule."""
    return _counted("Repaired, by rule", findings.reading.repaired)


def _counted(caption: str, counts: Mapping[str, Count]) -> Table:
    return Table(
        caption=caption,
        headings=("Rule", "Rows"),
        rows=tuple((rule, wording.count(number)) for rule, number in counts.items()),
    )


def inputs(findings: Findings) -> Table:
    """Give the files that went in, with their hashes."""
    return Table(
        caption="Inputs and their SHA-256",
        headings=("File", "SHA-256"),
        rows=tuple((entry.name, entry.sha256) for entry in findings.inputs),
    )


def settings(findings: Findings) -> Table:
    """Give every setting of the protocol, defaults written out."""
    return Table(
        caption="Settings",
        headings=("Setting", "Value"),
        rows=tuple(flat(findings.protocol.settings)),
    )


def flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give nested settings one by one, each by its path."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{prefix}{name}", ", ".join(str(item) for item in value)
        else:
            yield f"{prefix}{name}", str(value)
