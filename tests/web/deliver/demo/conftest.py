"""The demo's delivery, loaded once for all tests of this folder and then taken back."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from holdfast.synthetic.settings import Settings
from holdfast_web.config import urls  # noqa: F401  (read before this is a demo, as elsewhere)
from holdfast_web.deliver.demo.cast import Cast
from holdfast_web.deliver.demo.load import begin_delivery, load_delivery
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.demo import make_demo_people
from holdfast_web.records.places import keep_secret

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "northmere"
WORDS = json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))["settings"]


@pytest.fixture(scope="module")
def northmere_delivered(django_db_setup, django_db_blocker):
    """Give the loaded delivery: organisations, people and what was invented."""
    with (
        override_settings(DEMO=True),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        place = Organisation.objects.create(name="Northmere", kind=Kind.AUTHORITY)
        keep_secret(place, b"a key of nobody, and long enough for it")
        begun = begin_delivery(place, Settings.of_words(WORDS), today=date.today())  # noqa: DTZ011
        people = make_demo_people(place, belong=begun.belong)
        load_delivery(begun, Cast.of(people))
        yield begun
        transaction.set_rollback(True)


@pytest.fixture
def begun(northmere_delivered, db, settings):
    settings.DEMO = True
    return northmere_delivered
