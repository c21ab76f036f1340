"""What every test of the service shares: an invented authority with a person in each role."""

import pytest

from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName

PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)


@pytest.fixture
def northmere(db):
    return Organisation.objects.create(name="Northmere", kind=Kind.AUTHORITY)


@pytest.fixture
def elsewhere(db):
    return Organisation.objects.create(name="Elsewhere", kind=Kind.AUTHORITY)


@pytest.fixture
def member(db):
    """Give a function that makes a person with roles in an organisation."""

    def made(organisation, *roles, email=None):
        email = email or f"{'-'.join(roles)}@{organisation.name.lower()}.example"
        user = User.objects.create_user(email, PASSWORD)
        for role in roles:
            Membership.objects.create(user=user, organisation=organisation, role=RoleName(role))
        return user

    return made
