"""A real token of Northmere's analyst."""

import pytest
from django.core.cache import cache

from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token


@pytest.fixture(autouse=True)
def _no_requests_before():
    """Requests of other tests count against nobody."""
    cache.clear()


@pytest.fixture
def token(analyst):
    """The text of a token that may do all there is."""
    return make_token(by=analyst, name="tests", scopes=list(Scope), days=1)[1]


@pytest.fixture
def ask(client, token):
    """Ask the interface, with the token."""

    def asked(path, token=token, data=None):
        headers = {"Authorization": f"Bearer {token}"}
        if data is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(
            f"/api/v1{path}", data, content_type="application/json", headers=headers
        )

    return asked
