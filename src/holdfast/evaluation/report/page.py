"""How do findings become a page? One self-contained file: no script, no font, no address.

`write_report` is the only door. The template holds the order of the argument; the pictures come
from `figures` and `money_figures`, the small tables from `small_tables`.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from holdfast.evaluation.report import small_tables as tables
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.figures import figures
from holdfast.evaluation.report.money_figures import money_figures

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.evaluation.findings import Findings

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

STYLES = ("findings.css", "report.css")

CLAIMS = {
    "effect": "an effect",
    "associate": "an association, not an effect",
    "describe": "a description, not an effect",
}


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
        numbers=tables.numbers(findings),
        contents=CONTENTS,
        names=SOURCES,
        claims=CLAIMS,
        secondary=tables.secondary(findings),
        notes=tables.outcome_notes(findings),
        cost_lines=tables.cost_lines(findings),
        refused=tables.refused(findings),
        repaired=tables.repaired(findings),
        inputs=tables.inputs(findings),
        settings=tables.settings(findings),
        css="".join((here / name).read_text(encoding="utf-8") for name in STYLES),
    )
