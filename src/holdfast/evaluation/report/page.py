"""How do findings become a page? One self-contained file: no script, no font, no address.

`write_report` is the only door. The template holds the order of the argument; the pictures come
from `figures` and `money_figures`, the small tables from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, StrictUndefined

from holdfast.evaluation.findings import FEW
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.figures import figures
from holdfast.evaluation.report.money_figures import money_figures
from holdfast.evaluation.report.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.evaluation.findings import Count, Findings, SecondaryOutcome

CONTENTS = (
    ("who", "Who was meant, and who was reached"),
    ("compared", "Who they were compared with"),
    ("changed", "Did it change?"),
    ("worth", "What it cost and was worth"),
    ("cannot", "What cannot be said, and why"),
    ("methods", "Methods"),
    ("returns", "How the returns were read"),
    ("same", "How to get the same numbers again"),
)

SOURCES = {"ssda903": "SSDA903", "cin": "CIN census", "annex_a": "Annex A"}

CLAIMS = {
    "effect": "an effect",
    "associate": "an association, not an effect",
    "describe": "a description, not an effect",
}

UNITS = {"days": wording.days, "share": wording.percent, "pounds": wording.pounds}
CHANGES = UNITS | {"share": wording.points}


class Number(NamedTuple):
    """One of the few numbers at the top of the page."""

    label: str
    value: str
    beside: str


def write_report(findings: Findings, out: Path) -> Path:
    """Write `report.html` into a folder and give its path.

    Parameters
    ----------
    findings
        As `holdfast.evaluation` made them: every count has passed disclosure control.
    out
        The folder, which must exist.

    Returns
    -------
    Path
        The page. It needs no network and nothing beside it.
    """
    path = out / "report.html"
    path.write_text(html_page(findings), encoding="utf-8", newline="\n")
    return path


def html_page(findings: Findings) -> str:
    """Give the page as text."""
    here = files("holdfast.evaluation.report")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "amount": wording.amount,
        "children": wording.children,
        "day": wording.day,
        "lower_first": wording.lower_first,
    }
    template = environment.from_string((here / "report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        findings=findings,
        flow=findings.flow,
        figures=figures(findings) | money_figures(findings),
        numbers=_numbers(findings),
        contents=CONTENTS,
        names=SOURCES,
        claims=CLAIMS,
        secondary=_secondary(findings),
        notes=outcome_notes(findings),
        cost_lines=_cost_lines(findings),
        refused=_counted("Refused or set aside, by reason", findings.reading.refused),
        repaired=_counted("Repaired, by rule", findings.reading.repaired),
        inputs=_inputs(findings),
        settings=Table(
            caption="Settings",
            headings=("Setting", "Value"),
            rows=tuple(_flat(findings.protocol.settings)),
        ),
        css=(here / "report.css").read_text(encoding="utf-8"),
    )


def _numbers(findings: Findings) -> list[Number]:
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


def _secondary(findings: Findings) -> Table:
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


def _cost_lines(findings: Findings) -> Table:
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


def _counted(caption: str, counts: Mapping[str, Count]) -> Table:
    return Table(
        caption=caption,
        headings=("Rule", "Rows"),
        rows=tuple((rule, wording.count(number)) for rule, number in counts.items()),
    )


def _inputs(findings: Findings) -> Table:
    return Table(
        caption="Inputs and their SHA-256",
        headings=("File", "SHA-256"),
        rows=tuple((entry.name, entry.sha256) for entry in findings.inputs),
    )


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{prefix}{name}", ", ".join(str(item) for item in value)
        else:
            yield f"{prefix}{name}", str(value)
