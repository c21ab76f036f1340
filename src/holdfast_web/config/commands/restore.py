"""`holdfast restore`: put a backup back."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (read by Typer)
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(help="The backup.")],
    passphrase_file: Annotated[
        Path | None, typer.Option(help="A file with the passphrase, instead of asking for it.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what this service holds already.")
    ] = False,
) -> None:
    """Put the database and the files of a backup back. Stop the service first.

    The whole archive is checked before anything is changed.
    """
    from holdfast_web.config.commands.passphrase import passphrase
    from holdfast_web.config.commands.starting import start

    said = passphrase(passphrase_file, confirm=False)
    start()
    from holdfast_web.config.backup.reading import restore as put_back

    contents = put_back(archive, passphrase=said, replace=replace)
    rows = sum(contents.tables.values())
    typer.echo(
        f"Restored {rows:,} rows of {len(contents.tables)} tables and {contents.files:,} files."
    )
    typer.echo("Everyone signs in again. Check the trail with: holdfast audit verify")


if __name__ == "__main__":
    app()
