"""`holdfast audit …`: is the trail of who did what whole?"""

from __future__ import annotations

import typer

BROKEN = 1

app = typer.Typer(
    help="Look after the audit trail.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def audit() -> None:
    """Look after the audit trail."""


@app.command()
def verify() -> None:
    """Say whether an event of the audit trail was changed or taken away."""
    from holdfast_web.config.commands.starting import start

    start()
    from holdfast_web.people.queries.trail import verify as check

    found = check()
    if found.fault is not None:
        typer.echo(
            f"The trail is not whole: {found.fault.what}. The {found.events:,} events before "
            "it are. Tell whoever is responsible for data protection, and keep this database "
            "and its backups as they are.",
            err=True,
        )
        raise typer.Exit(BROKEN)
    typer.echo(f"The trail is whole: {found.events:,} events, the last with the hash")
    typer.echo(found.head)
    typer.echo("Note both elsewhere: only they tell whether the newest events were taken away.")


if __name__ == "__main__":
    app()
