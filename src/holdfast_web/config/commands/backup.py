"""`holdfast backup`: everything that the service keeps, in one encrypted file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (read by Typer)
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="The folder to put the backup in.")],
    passphrase_file: Annotated[
        Path | None, typer.Option(help="A file with the passphrase, instead of asking for it.")
    ] = None,
    keep: Annotated[
        int, typer.Option(help="How many backups to keep in the folder; 0 keeps all.", min=0)
    ] = 0,
) -> None:
    """Put the database and every file into one archive, encrypted with a passphrase."""
    from holdfast_web.config.commands.passphrase import passphrase
    from holdfast_web.config.commands.starting import start

    said = passphrase(passphrase_file, confirm=True)
    start()
    from holdfast_web.config.backup.writing import keep_newest, write

    made = write(to, passphrase=said)
    typer.echo(f"Wrote {made.name}, {made.stat().st_size:,} bytes.")
    typer.echo("Without its passphrase nobody can read it, you included: keep that elsewhere.")
    for gone in keep_newest(to, keep):
        typer.echo(f"Removed {gone.name}.")


if __name__ == "__main__":
    app()
