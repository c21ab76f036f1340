"""`holdfast manage …`: Django's own commands, for whoever looks after the service."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    context_settings={
        "allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": [],
    }
)  # fmt: skip
def manage(context: typer.Context) -> None:
    """Run one of Django's commands: holdfast manage check --deploy."""
    from holdfast_web.config.commands.starting import start

    start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["holdfast manage", *context.args])


if __name__ == "__main__":
    app()
