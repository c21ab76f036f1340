"""Write a copy of the database that tells of no person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from holdfast_web.people.operations.scrubbing import export_scrubbed

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Writes one file of rows for each model."""

    help = "Write a copy of the database without what is personal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder."""
        parser.add_argument("out", type=Path, help="A folder, made if it is not there.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many rows."""
        del args
        counts = export_scrubbed(options["out"])
        self.stdout.write(f"{sum(counts.values())} rows of {len(counts)} models are written.")
