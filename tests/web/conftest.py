"""What every test of the service shares: an invented authority with a person in each role."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone
from tests.web.real_service import Service, empty_database

from holdfast_web.people.conduct import VERSION
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName

PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (nobody's)


@pytest.fixture
def northmere(db):
    return Organisation.objects.create(name="Northmere", kind=Kind.AUTHORITY)


@pytest.fixture
def elsewhere(db):
    return Organisation.objects.create(name="Elsewhere", kind=Kind.AUTHORITY)


@pytest.fixture
def member(db):
    """Give a function that makes a person with roles in an organisation.

    They have a second factor and have accepted the code of conduct, unless told otherwise.
    """

    def made(organisation, *roles, email=None, second_factor=True, accepted=True):
        email = email or f"{'-'.join(roles)}@{organisation.name.lower()}.example"
        user = User.objects.create_user(email, PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if accepted:
            user.code_of_conduct_version = VERSION
            user.code_of_conduct_accepted = timezone.now()
            user.save()
        if second_factor:
            Authenticator.objects.create(
                user=user,
                type=Authenticator.Type.TOTP,
                data={"secret": get_adapter().encrypt(TOTP_SECRET)},
            )
        for role in roles:
            Membership.objects.create(user=user, organisation=organisation, role=RoleName(role))
        return user

    return made


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Give the address of a database with every table and the people who ask."""
    home = tmp_path_factory.mktemp("template")
    with empty_database(home) as database:
        Service(home, database).inside("make")
        yield database
