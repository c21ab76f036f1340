"""A service for each test, and a database made ready once for all of them."""

import pytest
from tests.web.real_service import Service, empty_database, fresh_database


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Give the address of a database with every table and the people who ask."""
    home = tmp_path_factory.mktemp("template")
    with empty_database(home) as database:
        Service(home, database).inside("make")
        yield database


@pytest.fixture
def service(tmp_path, template):
    """Give a service without any process yet."""
    with fresh_database(tmp_path, template) as database:
        service = Service(tmp_path, database)
        yield service
        service.end()
