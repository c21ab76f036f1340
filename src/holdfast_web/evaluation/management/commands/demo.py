"""Put the invented authority into the service: its people, returns, and an evaluation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from holdfast.evaluation.inputs import key_of_seed
from holdfast.evaluation.protocol_file import read_protocol
from holdfast.synthetic.settings import Settings
from holdfast_web.deliver.demo.cast import Cast
from holdfast_web.deliver.demo.load import begin_delivery, load_delivery
from holdfast_web.evaluation.models import FileKind
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.operations.protocols import add_protocol, lock_protocol
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation, User
from holdfast_web.people.models.organisation import Kind, Region
from holdfast_web.people.operations.demo import make_demo_people
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.records.operations.uploads import upload_file
from holdfast_web.records.places import keep_secret

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from holdfast_web.records.models import ReturnSet

NAME = "Northmere"
RETURNS, PROTOCOL, TRUTH = "returns.zip", "protocol.yaml", "truth.json"
BESIDE = {FileKind.ENROLMENTS: "enrolments.csv", FileKind.COST_LEDGER: "cost_ledger.csv"}


class Command(BaseCommand):
    """Load the demo once; asked again, it only says who can sign in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of the invented authority."""
        parser.add_argument("folder", type=Path, help="examples/northmere")

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Load, and say who can sign in."""
        del options
        for name in (RETURNS, TRUTH):
            if not (folder / name).is_file():
                raise CommandError(f"There is no {name} in {folder}.")
        place = Organisation.objects.filter(name=NAME, parent=None).first()
        if place is None:
            with transaction.atomic():
                place = Organisation.objects.create(
                    name=NAME, kind=Kind.AUTHORITY, region=Region.NORTH_EAST
                )
                put_down("organisation added", by=None, organisation=place, subject=place)
                delivery = begin_delivery(place, _settings(folder), today=timezone.localdate())
                people = make_demo_people(place, belong=delivery.belong)
                # Under the key of the command line, so that both give the same findings.
                keep_secret(place, key_of_seed(read_protocol(folder / PROTOCOL).seed))
                load_delivery(delivery, Cast.of(people))
                analyst = next(one for one in people if _role(one) == RoleName.ANALYST)
                returns = upload_file(
                    by=analyst, organisation=place, label="Five years of returns",
                    path=folder / RETURNS,
                )  # fmt: skip
                _evaluate(analyst, place, folder, returns)
        else:
            people = make_demo_people(place)
        self.stdout.write(
            f"Northmere is invented, and so is everyone who can sign in ({NAME}):"
        )
        for person in people:
            role = ROLES[_role(person)]
            self.stdout.write(f"  {person.name:<32} {role.description}")


def _role(person: User) -> RoleName:
    return RoleName(person.memberships.order_by("pk")[0].role)


def _settings(folder: Path) -> Settings:
    """Give the settings by which the folder's authority was made: its truth says them."""
    return Settings.of_words(json.loads((folder / TRUTH).read_text("utf-8"))["settings"])


def _evaluate(by: User, place: Organisation, folder: Path, returns: ReturnSet) -> None:
    protocol = add_protocol(
        by=by, organisation=place, text=(folder / PROTOCOL).read_text(encoding="utf-8")
    )
    for kind, name in BESIDE.items():
        put_file(protocol, by=by, kind=kind, name=name, content=(folder / name).read_bytes())
    ask_run(lock_protocol(protocol, by=by), by=by, returns=returns)
