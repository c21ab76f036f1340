"""An invented authority of ten areas with twenty homes each, and everybody who works there."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from holdfast_web.people.conduct import VERSION
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName
from holdfast_web.people.second_factor import NEED_IT

AREAS, HOMES = 10, 20
IN_A_HOME = {
    RoleName.HOME_MANAGER: 1, RoleName.FACILITATOR: 2, RoleName.PRACTITIONER: 3,
}  # fmt: skip
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (nobody's)
DOMAIN = "invented.example"


def make(*, highest: dict[str, int]) -> Organisation:
    """Make the authority, its areas and homes, and people; `highest` work for it itself."""
    place = Organisation.objects.create(name="Invented authority", kind=Kind.AUTHORITY)
    areas = Organisation.objects.bulk_create(
        Organisation(name=f"Area {number:02}", kind=Kind.PROVIDER, parent=place)
        for number in range(AREAS)
    )
    homes = Organisation.objects.bulk_create(
        Organisation(name=f"Home {area:02}-{number:02}", kind=Kind.HOME, parent=parent)
        for area, parent in enumerate(areas)
        for number in range(HOMES)
    )
    roles = [
        (place, RoleName(role), number)
        for role, many in highest.items()
        for number in range(many)
    ] + [
        (home, role, at * 10 + number)
        for at, home in enumerate(homes)
        for role, many in IN_A_HOME.items()
        for number in range(many)
    ]
    _people(roles)
    return place


def _people(roles: list[tuple[Organisation, RoleName, int]]) -> None:
    now = timezone.now()
    nobodys = make_password(None)
    people = User.objects.bulk_create(
        User(
            email=f"{role}.{number}@{DOMAIN}",
            name=f"Invented {role.label.lower()} {number}",
            password=nobodys,
            code_of_conduct_version=VERSION,
            code_of_conduct_accepted=now,
        )
        for _, role, number in roles
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role)
        for user, (organisation, role, _) in zip(people, roles, strict=True)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in people
    )
    secret = get_adapter().encrypt(TOTP_SECRET)
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
        for user, (_, role, _) in zip(people, roles, strict=True)
        if role in NEED_IT or role == RoleName.COMMISSIONER  # some become national team leads
    )


def with_role(place: Organisation, role: str) -> list[User]:
    """Give those who have a role in the authority itself."""
    held = Membership.objects.filter(organisation=place, role=role).select_related("user")
    return [one.user for one in held.order_by("user__email")]


def some_organisations(place: Organisation) -> list[str]:
    """Give the authority itself, its areas, and some homes."""
    homes = Organisation.objects.filter(kind=Kind.HOME).order_by("pk")[::7]
    chosen = [place, *place.children.all(), *homes]
    return [str(one.key) for one in chosen]


def some_people(place: Organisation) -> list[tuple[str, str]]:
    """Give people in homes, each with their home."""
    del place
    held = Membership.objects.filter(organisation__kind=Kind.HOME).select_related(
        "user", "organisation"
    )
    return [(str(one.organisation.key), str(one.user.key)) for one in held.order_by("pk")[::41]]
