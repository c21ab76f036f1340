"""Write the data map, docs/reference/data_map.md, from the models' own lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from holdfast_web.people.queries.data_map import data_map

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Writes the page, or prints it."""

    help = "Write what is kept of whom, field by field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask where it goes."""
        parser.add_argument("--out", type=Path, help="A file; without it the page is printed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or print."""
        del args
        if options["out"] is None:
            self.stdout.write(data_map())
        else:
            options["out"].write_text(data_map(), encoding="utf-8")
