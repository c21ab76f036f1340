"""What do findings say, section by section? The same words, pictures and tables on every page.

The engine draws its pictures and writes its words once, in the process that ran the evaluation.
What it gave is kept as JSON, and the page in the browser and the PDF are both laid out from it,
in the order of `report.html`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from holdfast.evaluation.report import small_tables as tables
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.figures import figures
from holdfast.evaluation.report.money_figures import money_figures
from holdfast.evaluation.report.page import CLAIMS, CONTENTS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.evaluation.findings import Findings, FlowStep
    from holdfast.evaluation.report.table import Figure, Table

    Block = dict[str, Any]

NO_CURVES = "This design describes; it has no curves to compare."


def content(findings: Findings) -> dict[str, Any]:
    """Give the whole as JSON knows it: a title, and sections of blocks."""
    drawn = figures(findings) | money_figures(findings)
    return {
        "title": findings.protocol.title,
        "question": findings.protocol.question,
        "design": findings.protocol.design.replace("-", " "),
        "version": findings.holdfast,
        "sections": [
            {"id": name, "title": title, "blocks": [block for block in blocks if block]}
            for (name, title), blocks in zip(
                (("short", "In short"), *CONTENTS),
                (
                    _short(findings),
                    _who(findings, drawn),
                    _compared(findings, drawn),
                    _changed(findings, drawn),
                    _worth(findings, drawn),
                    [_list(findings.cannot_say)],
                    _methods(findings),
                    _returns(findings),
                    _same(findings),
                ),
                strict=True,
            )
        ],
    }


def _short(findings: Findings) -> list[Block]:
    claim = findings.claim
    return [
        *(_words(paragraph) for paragraph in findings.summary),
        {"kind": "numbers", "numbers": [one._asdict() for one in tables.numbers(findings)]},
        {
            "kind": "claim",
            "lead": f"What may be claimed: {CLAIMS[claim.permitted]}.",
            "words": claim.words,
            "reasons": list(claim.reasons),
        },
    ]


def _who(findings: Findings, drawn: dict[str, Figure]) -> list[Block]:
    return [
        _words(
            "From everyone in the returns to the children compared. Boxes under a box add up "
            "to it."
        ),
        {"kind": "flow", **_flow(findings.flow, None)},
        _figure(drawn["journey"]),
        _figure(drawn["drift"]),
    ]


def _compared(findings: Findings, drawn: dict[str, Figure]) -> list[Block]:
    return [_words(findings.comparison.words), _figure(drawn["balance"])]


def _changed(findings: Findings, drawn: dict[str, Figure]) -> list[Block]:
    entry = findings.outcomes.entry_to_care
    blocks: list[Block]
    if "incidence" in drawn:
        blocks = [
            _figure(drawn["incidence"]),
            {"kind": "heading", "words": f"Delay or prevent: {entry.verdict}"},
            *(_words(reason) for reason in entry.verdict_reasons),
            _words(entry.follow_up_needed),
            _figure(drawn["split"]),
        ]
    else:
        blocks = [_words(NO_CURVES)]
    others = tables.secondary(findings)
    if others.rows:
        blocks += [
            {"kind": "heading", "words": "Other outcomes"},
            _words(
                f"There are {len(others.rows)} of these. Among so many, one or two may look "
                "clear by chance alone: none should be read as if it had been the only "
                "question."
            ),
            _table(others),
            _list(f"{outcomes}. {note}" for outcomes, note in tables.outcome_notes(findings)),
        ]
    return blocks


def _worth(findings: Findings, drawn: dict[str, Figure]) -> list[Block]:
    costs = findings.costs
    return [
        _words(costs.programme_cost.words),
        _figure(drawn["cost-timeline"]),
        _table(tables.cost_lines(findings), folded="Cost by kind of work"),
        _figure(drawn["net-value"]),
        _figure(drawn["acceptability"]),
        {"kind": "heading", "words": "Stand-ins, and what has no price"}
        if costs.not_priced
        else {},
        _list(costs.not_priced),
    ]


def _methods(findings: Findings) -> list[Block]:
    return [
        {"kind": "methods", "methods": [asdict(method) for method in findings.methods]},
        _words(findings.disclosure),
    ]


def _returns(findings: Findings) -> list[Block]:
    reading = findings.reading
    windows = "".join(
        f" {SOURCES.get(source, source)}: {wording.day(first)} to {wording.day(last)}."
        for source, (first, last) in reading.observed.items()
    )
    return [
        _words(f"{wording.children(reading.children)} were read.{windows}"),
        _table(tables.refused(findings)),
        _table(tables.repaired(findings)),
        _list(reading.notes, folded="Notes on the returns"),
    ]


def _same(findings: Findings) -> list[Block]:
    return [
        _words(
            "The same inputs, protocol and seed, under the same secret of pseudonyms, give the "
            "same findings, byte for byte, with "
            f"Holdfast {findings.holdfast}. The protocol's hash is {findings.protocol.sha256}."
        ),
        _table(tables.inputs(findings), folded="The files that went in, with their hashes"),
        _table(tables.settings(findings), folded="Every setting of the protocol"),
    ]


def _flow(steps: Iterable[FlowStep], parent: str | None) -> Block:
    """Give the boxes under a box, each with its own, and the rules that left nobody out."""
    steps = tuple(steps)
    under = [step for step in steps if step.parent == parent]
    nobody = [step for step in under if step.excluded and step.count == 0]
    return {
        "steps": [
            {
                "label": step.label,
                "amount": wording.amount(step.count, step.unit),
                "out": step.excluded,
                **_flow(steps, step.id),
            }
            for step in under
            if step not in nobody
        ],
        "nobody": "; ".join(wording.lower_first(step.label) for step in nobody),
    }


def _figure(figure: Figure) -> Block:
    return {
        "kind": "figure",
        "id": figure.id,
        "title": figure.title,
        "description": figure.description,
        "wide": figure.wide,
        "narrow": figure.narrow,
        "missing": figure.missing,
        "tables": [asdict(one) for one in (figure.table, figure.second) if one and one.rows],
    }


def _table(table: Table, *, folded: str = "") -> Block:
    return {"kind": "table", "folded": folded, "table": asdict(table)} if table.rows else {}


def _list(lines: Iterable[str], *, folded: str = "") -> Block:
    items = list(lines)
    return {"kind": "list", "folded": folded, "items": items} if items else {}


def _words(words: str) -> Block:
    return {"kind": "words", "words": words} if words else {}
