"""Which commands does `holdfast` have? One file for each; this one only gathers them.

A command's function imports what it needs when it runs, so that `holdfast --help` answers at
once on an old laptop. The service of this distribution, and others, add commands through
the entry-point group `holdfast.commands`: each names a Typer app, imported when asked for.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from holdfast import __version__
from holdfast.cli.evaluate import evaluate
from holdfast.cli.journeys import journeys
from holdfast.cli.protocol import app as protocol
from holdfast.cli.synthesise import synthesise
from holdfast.kernel.errors import EngineError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from typer._click import Command, Context

ADDED = "holdfast.commands"
REFUSED = 2  # the exit code when Holdfast refuses to go on and says why


class Commands(TyperGroup):
    """Our own commands, and after them those that were added by name."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Name every command."""
        return [*super().list_commands(ctx), *_added()]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Give a command; one that was added is imported now."""
        added = _added().get(cmd_name)
        if added is None or cmd_name in self.commands:
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(added.load())
        command.name = cmd_name
        return command


def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ADDED)}


app = typer.Typer(
    name="holdfast",
    cls=Commands,
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
