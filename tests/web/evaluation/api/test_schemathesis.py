"""Does the interface do what its own description says, whatever is sent to it?"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as runs

from holdfast_web.config.wsgi import application
from holdfast_web.evaluation.api import api, coming_in
from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import BEGINNING, make_token

schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
schema.app = application


TEXT = "a text of a token that is made for each test"


@schema.auth(refresh_interval=None)
class Token:
    """Comes in as a program does, so that what is sent wrongly is not the token."""

    def get(self, case, context):
        return BEGINNING + TEXT

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@pytest.fixture
def _filled(returns, locked, analyst, monkeypatch, settings):
    """A token and something to find. The limit of requests has a test of its own."""
    settings.ALLOWED_HOSTS = ["*"]  # the requests name any host
    monkeypatch.setattr(coming_in.ByToken, "get_cache_key", lambda *_: None)
    # Some of what is sent is made before the test begins, with the token in it.
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: TEXT)
    make_token(by=analyst, name="schemathesis", scopes=list(Scope), days=1)
    # The connection, with the test's transaction on it, is not the application's to close; the
    # client of Django's own tests does the same.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_filled")
@schema.parametrize()
@runs(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_address_does_what_is_said_of_it(case):
    case.call_and_validate()
