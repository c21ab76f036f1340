"""Is the audit trail whole? `holdfast audit verify` asks this."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from holdfast_web.people.queries.trail import verify


class Command(BaseCommand):
    """Walks the whole trail; ends with an error where an event was changed or taken away."""

    help = "Say whether an event of the audit trail was changed or taken away."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was found, and what to note for the next time."""
        del args, options
        verdict = verify()
        if verdict.fault is not None:
            raise CommandError(
                f"The audit trail is not whole: {verdict.fault.what}. The {verdict.events} "
                "events before it are. Tell whoever is responsible for data protection, and "
                "keep this database and its backups as they are."
            )
        self.stdout.write(
            f"The audit trail is whole: {verdict.events} events.\n"
            f"Note the last hash, and compare it the next time: {verdict.head}"
        )
