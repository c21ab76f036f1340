"""Tokens of people who keep delivery, and what there is of it to read."""

import pytest
from tests.web.deliver.conftest import (  # noqa: F401  (fixtures are found by their names)
    at,
    delivered,
    employed,
    home,
    lead,
    practitioner,
    referred,
    run,
    service,
    sitting,
    team,
)

from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind


@pytest.fixture
def ask_as(ask):
    """Give a function that lets a person ask, with a token for everything unless told."""

    def made(person, scopes=tuple(Scope)):
        token = make_token(by=person, name="tests", scopes=list(scopes), days=1)[1]
        return lambda path, data=None: ask(path, token=token, data=data)

    return made


@pytest.fixture
def ask_lead(ask_as, lead):  # noqa: F811
    """Ask as Northmere's programme lead."""
    return ask_as(lead)


@pytest.fixture
def ask_elsewhere(ask_as, member, elsewhere):
    """Ask as the programme lead of another authority."""
    return ask_as(member(elsewhere, "programme_lead"))


@pytest.fixture
def national_team(db):
    return Organisation.objects.create(name="Team of all", kind=Kind.NATIONAL_TEAM)
