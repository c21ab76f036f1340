"""`holdfast protocol …`: write a plan, say what is wrong with one, list what it may name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdfast.kernel.errors import InputError

app = typer.Typer(help="Write and check the plan of an evaluation.", no_args_is_help=True)

REFUSED = 2


@app.command()
def new(
    out: Annotated[
        Path, typer.Option(help="Where to write it; a file that exists is left alone.")
    ] = Path("protocol.yaml"),
) -> None:
    """Write a commented protocol to fill in."""
    from holdfast.evaluation.protocol_file import template

    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.write(template())
    except FileExistsError:
        raise InputError(
            "A file of that name is there already, and was left as it is.",
            code="cli.protocol-exists",
            where=out.name,
            fix="Give another name with --out, or move the file away.",
        ) from None
    except OSError as error:
        raise InputError(
            "The protocol cannot be written there.",
            code="cli.protocol-not-written",
            where=out.name,
            fix="Give a folder that exists and that you may write to.",
        ) from error
    typer.echo(f"Wrote {out.name}. Fill it in, then: holdfast protocol check {out.name}")


@app.command()
def check(
    protocol: Annotated[Path, typer.Argument(help="The protocol to check.")],
) -> None:
    """Say what is wrong with a protocol, and what its design lets anyone claim.

    No outcome is looked at: it may be run as often as you like before the plan is fixed.
    """
    from holdfast.evaluation.protocol_check import check as look

    found = look(protocol)
    for line in found.lines():
        typer.echo(line)
    if not found.usable:
        raise typer.Exit(REFUSED)


@app.command()
def covariates() -> None:
    """List every covariate that a protocol may name, with its meaning."""
    from holdfast.change.covariates import VOCABULARY

    width = max(len(name) for name in VOCABULARY)
    for name, entry in VOCABULARY.items():
        typer.echo(f"{name:<{width}}  {entry.meaning}.")
