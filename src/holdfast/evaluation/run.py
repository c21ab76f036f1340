"""The main job: a protocol in, findings out.

Read the returns; build journeys; find who was meant, reached and compared; estimate; price; and
only then write words, every count having passed disclosure control. Same inputs, protocol and
seed, same findings.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from holdfast import __version__
from holdfast.change.moves import moves
from holdfast.evaluation.comparing import compared
from holdfast.evaluation.findings import Claim, Findings, Outcomes, ProtocolMark
from holdfast.evaluation.findings_json import write_findings
from holdfast.evaluation.inputs import read_inputs
from holdfast.evaluation.limits import cannot_say
from holdfast.evaluation.measured import measured
from holdfast.evaluation.methods import methods
from holdfast.evaluation.money_findings import costs, value
from holdfast.evaluation.outcome_findings import entry_to_care, secondary
from holdfast.evaluation.people_findings import (
    balance_lines,
    comparison,
    counterpart_nodes,
    journey,
    reading,
)
from holdfast.evaluation.priced import priced
from holdfast.evaluation.shown import shown_counts
from holdfast.evaluation.tables import write_tables
from holdfast.evaluation.words import summary
from holdfast.kernel.disclosure import Disclosure
from holdfast.kernel.progress import SILENT, Progress
from holdfast.measure.permitted_claim import permitted_claim
from holdfast.records.engine import DUCKDB, open_engine

if TYPE_CHECKING:
    from holdfast.change.moves import Moves
    from holdfast.evaluation.comparing import Compared
    from holdfast.evaluation.inputs import Inputs, KeptReturns
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.priced import Priced
    from holdfast.evaluation.protocol import Protocol


def evaluate(
    protocol: Path,
    *,
    out: Path | None = None,
    engine: str = DUCKDB,
    url: str | None = None,
    workspace: Path | None = None,
    progress: Progress = SILENT,
    kept: KeptReturns | None = None,
) -> Findings:
    """Evaluate a programme by its protocol.

    Parameters
    ----------
    protocol
        The `protocol.yaml`; what it names is beside it.
    out
        Where to write `findings.json`, `tables/` and `report.html`; nowhere if None.
    engine, url
        `duckdb`, or `spark` with the address of a cluster.
    workspace
        Where staged tables lie while it works. A folder of the system's own, thrown away at
        the end, unless given; a Spark cluster needs one that it can see.
    progress
        Who hears how far it got.
    kept
        Returns that were read and kept before, instead of those that the protocol names.

    Returns
    -------
    Findings
        With every count protected and no more claimed than the design permits.

    Raises
    ------
    InputError, DesignError, LibraryError
        What is wrong with the inputs, or why the design cannot answer.
    """
    with ExitStack() as held:
        if workspace is None:
            workspace = Path(held.enter_context(TemporaryDirectory(prefix="holdfast-")))
        running = held.enter_context(
            open_engine(engine, workspace=workspace / "engine", url=url)
        )
        inputs = read_inputs(
            protocol, engine=running, workspace=workspace, progress=progress, kept=kept
        )
        with progress.step("Find who was meant and who is compared"):
            found = compared(running, inputs.journeys, inputs.enrolments, inputs.protocol)
            cohort, place = inputs.protocol.cohort, inputs.protocol.place_on_journey
            went = moves(
                running,
                inputs.journeys,
                found.rows["child"].unique().sort(),
                named=(*cohort.stages, *place.after, *place.before),
            )
        known = measured(running, inputs.journeys, found, inputs.protocol, progress=progress)
        worth = priced(
            running, inputs.journeys, found, known, inputs.ledger, inputs.protocol,
            progress=progress,
        )  # fmt: skip
        findings = _findings(inputs, found, went, known, worth)
    if out is not None:
        with progress.step("Write findings, tables and report"):
            write(findings, out)
    return findings


def write(findings: Findings, out: Path) -> None:
    """Write findings, the tables behind them and the report into a folder."""
    from holdfast.evaluation.report import write_report

    out.mkdir(parents=True, exist_ok=True)
    write_findings(findings, out)
    write_tables(findings, out)
    write_report(findings, out)


def _findings(
    inputs: Inputs, found: Compared, went: Moves, known: Measured, worth: Priced
) -> Findings:
    protocol = inputs.protocol
    rules = Disclosure(
        threshold=protocol.disclosure.threshold, rounding=protocol.disclosure.rounding
    )
    permitted = permitted_claim(protocol.design)
    claim = Claim(
        permitted=str(permitted.claim), words=permitted.sentence, reasons=(permitted.cannot,)
    )
    parent = "randomised_programme" if protocol.design == "randomised" else "served"
    nodes = (*found.nodes, *counterpart_nodes(known, f"{parent}_in_cohort"))
    people = shown_counts(nodes, found.drift, rules, level=protocol.bootstrap.level)
    at = {step.id: step.count for step in people.flow}
    entry = entry_to_care(known, protocol, claim.permitted, rules)
    further = secondary(known, protocol, claim.permitted, rules)
    alike = comparison(known, protocol, rules)
    served = at["served"] if "served" in at else rules.count(found.served)
    spent = costs(worth, known, protocol, served, rules)
    gained = value(worth, protocol, claim.permitted)
    return Findings(
        holdfast=__version__,
        protocol=_mark(protocol),
        inputs=inputs.files,
        permitted_claim=claim.permitted,
        claim=claim,
        summary=summary(
            protocol, claim, flow=people.flow, drift=people.drift, comparison=alike,
            entry=entry, costs=spent, value=gained,
        ),
        cannot_say=cannot_say(
            protocol, known, drift=people.drift, entry=entry, secondary=further, costs=spent
        ),
        reading=reading(inputs, rules),
        flow=people.flow,
        drift=people.drift,
        journey=journey(went, protocol, rules),
        balance=balance_lines(known, rules) if protocol.design != "before-after" else (),
        comparison=alike,
        outcomes=Outcomes(entry_to_care=entry, secondary=further),
        costs=spent,
        value=gained,
        methods=methods(protocol),
        disclosure=_rules_in_words(rules),
    )  # fmt: skip


def _mark(protocol: Protocol) -> ProtocolMark:
    settings = protocol.model_dump(mode="json", by_alias=True)
    settings["comparison"]["rule"] = protocol.rule
    return ProtocolMark(
        sha256=protocol.sha256,
        title=protocol.title,
        question=protocol.question,
        programme=protocol.programme,
        design=protocol.design,
        settings=settings,
    )


def _rules_in_words(rules: Disclosure) -> str:
    return (
        f"Counts from 1 to {rules.threshold - 1} are suppressed, others rounded to "
        f"{rules.rounding}; further counts are suppressed so that no hidden one can be worked "
        "out; results that rest on fewer than that many children are not shown."
    )
