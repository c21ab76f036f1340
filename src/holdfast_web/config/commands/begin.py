"""`holdfast begin`: the first organisation, and the link for its administrator."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def begin(
    organisation: Annotated[str, typer.Option(help="The name of the organisation at the top.")],
    email: Annotated[str, typer.Option(help="Who will set up the others.")],
    kind: Annotated[
        str, typer.Option(help="authority, provider, national_team, evaluator or funder.")
    ] = "authority",
) -> None:
    """Make an organisation at the top of the tree and invite its system administrator."""
    from holdfast_web.config.commands.starting import start

    start()
    from holdfast_web.config.beginning import begin as make

    link = make(name=organisation, kind=kind, email=email)
    typer.echo("Whoever follows this link within seven days is the system administrator:")
    typer.echo(link)


if __name__ == "__main__":
    app()
