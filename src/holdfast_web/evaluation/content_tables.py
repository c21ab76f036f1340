"""Which small tables stand in a report beside its pictures? From findings, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from holdfast.evaluation.findings import FEW
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.page import CHANGES, UNITS
from holdfast.evaluation.report.table import Table

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Findings, SecondaryOutcome
    from holdfast.evaluation.report.wording import Count


def numbers(findings: Findings) -> list[dict[str, str]]:
    """Give the few numbers at the top: what it is, its value, its interval."""
    entry, value = findings.outcomes.entry_to_care, findings.value
    after = f"within {entry.horizon_days} days"
    return [
        {
            "label": label,
            "value": write(of.value),
            "beside": ""
            if of.low is None or of.high is None
            else wording.between(of.low, of.high, write),
        }
        for label, of, write in (
            (f"Entered care {after}, programme", entry.risk_programme, wording.percent),
            (f"Entered care {after}, comparison", entry.risk_comparison, wording.percent),
            ("Days out of care gained for each child", entry.days_gained, wording.days),
            (
                f"Net saving for each child, {value.price_year} prices",
                value.net_saving,
                wording.pounds,
            ),
        )
        if of.value is not None
    ]


def secondary(findings: Findings) -> Table:
    """Give the further outcomes, each in both groups with its difference."""

    def absent(one: SecondaryOutcome) -> str:
        return wording.NOT_SHOWN if FEW in one.note else wording.NOT_KNOWN

    def write(value: float | None, one: SecondaryOutcome) -> str:
        return absent(one) if value is None else UNITS.get(one.unit, wording.plain)(value)

    return Table(
        caption=f"Other outcomes within {findings.outcomes.entry_to_care.horizon_days} days",
        headings=("Outcome", "Programme", "Comparison", "Difference (95% interval)"),
        rows=tuple(
            (
                one.label if one.unit in UNITS else f"{one.label} ({one.unit} for each child)",
                write(one.programme.value, one),
                write(one.comparison.value, one),
                wording.interval(one.difference, CHANGES.get(one.unit, wording.plain))
                if one.difference.value is not None
                else absent(one),
            )
            for one in findings.outcomes.secondary.values()
        ),
    )


def cost_lines(findings: Findings) -> Table:
    """Give what each kind of work cost in both groups."""
    return Table(
        caption=f"Cost for each child, {findings.costs.price_year} prices",
        headings=(
            "Kind of work",
            "Programme",
            "Comparison",
            "Difference (95% interval)",
            "Source",
        ),
        rows=tuple(
            (
                line.label + ("" if line.recurring else " (one-off)"),
                *(
                    wording.interval(of, wording.pounds)
                    for of in (line.programme, line.comparison, line.difference)
                ),
                line.source,
            )
            for line in findings.costs.lines
        ),
    )


def counted(caption: str, counts: Mapping[str, Count]) -> Table:
    """Give rows counted by rule."""
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
        rows=tuple((file.name, file.sha256) for file in findings.inputs),
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
