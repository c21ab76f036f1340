"""`holdfast serve`: the whole service on one machine, pages and worker, until it is stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from holdfast.kernel.errors import InputError

HERE = frozenset({"127.0.0.1", "localhost", "::1"})

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
    _check_plain_http(host)
    from holdfast_web.config.serving import prepare as bring_up_to_date
    from holdfast_web.config.serving import serve_until_stopped

    if prepare:
        bring_up_to_date()
    raise typer.Exit(serve_until_stopped(host=host, port=port, worker=worker))


def _check_plain_http(host: str) -> None:
    from django.conf import settings

    if not settings.HTTPS and host not in HERE:
        raise InputError(
            "Without HTTPS the service answers this machine only.",
            code="web.plain-http-beyond-this-machine",
            where=host,
            fix="Leave --host out, or put HTTPS in front of it: docs/how_to/deploy.md.",
        )


if __name__ == "__main__":
    app()
