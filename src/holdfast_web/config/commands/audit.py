"""`holdfast audit …`: is the trail of who did what whole?"""

from __future__ import annotations

import typer

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
    from django.core.management import call_command

    call_command("verify_audit")
