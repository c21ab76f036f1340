"""`holdfast serve`: the whole service on one machine, pages and worker, until it is stopped."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="On which port.", min=1, max=65535)] = 8000,
    worker: Annotated[
        bool, typer.Option(help="Whether to run a worker for long work beside the pages.")
    ] = True,
    prepare: Annotated[
        bool,
        typer.Option(help="Whether to bring the database and the static files up to date."),
    ] = True,
) -> None:
    """Run the service: database, static files, pages and worker. Ctrl-C ends it."""
    from holdfast_web.config.commands.starting import start

    start()
    from holdfast_web.config.serving import prepare as bring_up_to_date
    from holdfast_web.config.serving import serve_until_stopped

    if prepare:
        bring_up_to_date()
    raise typer.Exit(serve_until_stopped(host=host, port=port, worker=worker))
