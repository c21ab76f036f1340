"""Does the interface do what its own description says, whatever is sent to it?"""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from holdfast_web.config.wsgi import application
from holdfast_web.evaluation.api import coming_in

schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture
def described(returns, locked, monkeypatch, settings):
    """The interface with something in it. Its limit of requests has a test of its own."""
    settings.ALLOWED_HOSTS = ["*"]  # the requests name any host
    monkeypatch.setattr(coming_in.ByToken, "get_cache_key", lambda *_: None)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@schema.parametrize()
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_address_does_what_is_said_of_it(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
