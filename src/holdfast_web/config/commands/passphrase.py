"""Where does the passphrase of a backup come from? A file, the environment, or the keyboard."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "HOLDFAST_BACKUP_PASSPHRASE"
SHORTEST = 12


def passphrase(file: Path | None, *, confirm: bool) -> str:
    """Give the passphrase; typed ones are asked for twice where a backup is made.

    Raises
    ------
    InputError
        Where it is too short to keep anyone out.
    """
    if file is not None:
        said = file.read_text(encoding="utf-8").strip()
    else:
        said = os.environ.get(VARIABLE, "")
        said = said or typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
    if len(said) < SHORTEST:
        raise InputError(
            f"A passphrase must have at least {SHORTEST} characters.",
            code="backup.passphrase-short",
            where=file.name if file is not None else VARIABLE,
            fix="Use four or five unrelated words.",
        )
    return said
