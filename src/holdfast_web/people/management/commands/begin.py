"""How does a new service get its first organisation and its first person?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.invitations import invite
from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Adds an organisation at the top and invites its first system administrator."""

    help = "Add an organisation at the top, and print a link for its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the organisation's name and kind, and the person's address."""
        parser.add_argument("name", help="The organisation's name.")
        parser.add_argument("email", help="Who is to be its first system administrator.")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.AUTHORITY)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add, invite, print the link (it is also sent by email)."""
        del args
        if Organisation.objects.filter(parent=None, name__iexact=options["name"]).exists():
            raise CommandError(f"There is an organisation called {options['name']} already.")
        organisation = Organisation.objects.create(name=options["name"], kind=options["kind"])
        put_down("organisation added", by=None, organisation=organisation, subject=organisation)
        links = []

        def link(secret: str) -> str:
            links.append(
                settings.WAGTAILADMIN_BASE_URL.rstrip("/")
                + reverse("invitation", args=[secret])
            )
            return links[0]

        invite(
            by=None, organisation=organisation, email=options["email"],
            role=RoleName.SYSTEM_ADMINISTRATOR, link=link,
        )  # fmt: skip
        self.stdout.write(
            f"{organisation.name} is added. This link works once, for seven days:\n{links[0]}"
        )
