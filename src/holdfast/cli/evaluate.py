"""`holdfast evaluate protocol.yaml --out DIR`: the main job, from returns to findings."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import Annotated

import typer

PIPED_WIDTH = 96


def evaluate(
    protocol: Annotated[Path, typer.Argument(help="The plan, written before the result.")],
    out: Annotated[Path, typer.Option(help="Folder for findings, tables and report.")],
    engine: Annotated[str, typer.Option(help="duckdb, or spark.")] = "duckdb",
    spark: Annotated[
        str | None, typer.Option(help="Address of a Spark master or Connect server.")
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(help="Folder for staged tables, which a Spark cluster must see."),
    ] = None,
) -> None:
    """Evaluate a programme: did it prevent entries to care, or delay them, and at what cost?

    Writes findings.json, tables/*.csv and report.html into DIR, and prints a summary.
    """
    from rich.console import Console
    from rich.panel import Panel

    from holdfast.cli.progress import shown
    from holdfast.evaluation.run import evaluate as run

    with shown() as progress:
        findings = run(
            protocol, out=out, engine=engine, url=spark, workspace=workspace, progress=progress
        )
    width = None if Console().is_terminal else PIPED_WIDTH
    console = Console(width=width, highlight=False, markup=False)
    title = f"{findings.protocol.title}: {findings.outcomes.entry_to_care.verdict}"
    console.print(Panel(title, subtitle=f"permitted claim: {findings.permitted_claim}"))
    for paragraph in findings.summary:
        console.print(paragraph)
        console.print()
    console.print("What cannot be said, and why, is in the report:")
    console.print(str(out / "report.html"), soft_wrap=True)
    console.print(f"Protocol {findings.protocol.sha256}", soft_wrap=True)
