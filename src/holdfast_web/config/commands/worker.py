"""`holdfast worker`: do the long work that people ask for in the pages."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def worker(
    until_empty: Annotated[bool, typer.Option(help="End when nothing waits any more.")] = False,
) -> None:
    """Do the long work that people ask for in the pages, until stopped."""
    from holdfast_web.config.commands.starting import start

    start()
    from holdfast_web.config.worker import work

    work(until_empty=until_empty)


if __name__ == "__main__":
    app()
