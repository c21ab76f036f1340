"""Which commands does `holdfast` have? One file for each; this one only gathers them.

A command's function imports what it needs when it runs, so that `holdfast --help` answers at
once on an old laptop.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from holdfast import __version__
from holdfast.cli.evaluate import evaluate
from holdfast.cli.journeys import journeys
from holdfast.cli.protocol import app as protocol
from holdfast.cli.synthesise import synthesise
from holdfast.kernel.errors import EngineError

REFUSED = 2  # the exit code when Holdfast refuses to go on and says why

app = typer.Typer(
    name="holdfast",
    help="Carry evidence-based programmes into practice: from statutory returns to findings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(journeys)
app.command()(evaluate)
app.command()(synthesise)
app.add_typer(protocol, name="protocol")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"holdfast {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Carry evidence-based programmes into practice: from statutory returns to findings."""


def main() -> None:
    """Run the command line; an error that Holdfast raises on purpose is printed, not traced."""
    try:
        app()
    except EngineError as error:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
        sys.exit(REFUSED)
