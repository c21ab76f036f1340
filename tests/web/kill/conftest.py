"""A service for each test, on a copy of the database that is made ready once."""

import pytest
from tests.web.real_service import Service, fresh_database


@pytest.fixture
def service(tmp_path, template):
    """Give a service without any process yet."""
    with fresh_database(tmp_path, template) as database:
        service = Service(tmp_path, database)
        yield service
        service.end()
