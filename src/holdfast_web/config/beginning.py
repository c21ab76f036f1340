"""How does a fresh service get its first organisation and the person who sets up the rest?"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from holdfast.kernel.errors import InputError
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.invitations import invite
from holdfast_web.people.roles import RoleName


@transaction.atomic
def begin(*, name: str, kind: str, email: str) -> str:
    """Make an organisation at the top, or find it there; give the administrator's link.

    Raises
    ------
    InputError
        Where the kind cannot stand at the top.
    """
    if kind not in Kind.values or kind == Kind.HOME:
        raise InputError(
            "An organisation of this kind cannot stand at the top.",
            code="web.begin-kind",
            where=kind,
            fix="Give authority, provider, national_team, evaluator or funder.",
        )
    place, new = Organisation.objects.get_or_create(
        name=name.strip(), parent=None, defaults={"kind": kind}
    )
    if new:
        put_down(
            "organisation added", by=None, organisation=place, subject=place,
            detail={"kind": kind},
        )  # fmt: skip
    links: list[str] = []

    def link(secret: str) -> str:
        path = reverse("invitation", args=[secret])
        links.append(f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}")
        return links[-1]

    invite(
        by=None, organisation=place, email=email, role=RoleName.SYSTEM_ADMINISTRATOR, link=link
    )
    return links[-1]
