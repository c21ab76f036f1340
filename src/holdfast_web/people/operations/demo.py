"""Who is there to try the service with? One invented person for each role, in the demo only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from holdfast_web.people.audit import put_down
from holdfast_web.people.conduct import VERSION
from holdfast_web.people.demo import DOMAIN
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECOND_ANALYST = "second_analyst"
"""A release needs a second person, so the demo has two analysts."""


@transaction.atomic
def make_demo_people(
    organisation: Organisation,
    *,
    belong: Mapping[RoleName, Sequence[Organisation]] | None = None,
) -> list[User]:
    """Make one invented person for each role, and a second analyst; give all of them.

    Whoever's role is in `belong` has it there, and everybody else in the organisation: a
    manager belongs to a home. They have no password: the demo's own page signs them in, and it
    answers this machine only. Asked twice, it makes nobody twice.

    Raises
    ------
    ImproperlyConfigured
        Where this is not the demo.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Invented people are made in the demo only.")
    wanted = [(role.value, f"Invented {role.label.lower()}", role) for role in RoleName]
    wanted.append((SECOND_ANALYST, "Invented second analyst", RoleName.ANALYST))
    made = []
    for word, name, role in wanted:
        user, new = User.objects.get_or_create(
            email=f"{word.replace('_', '.')}@{DOMAIN}",
            defaults={
                "name": name,
                "code_of_conduct_version": VERSION,
                "code_of_conduct_accepted": timezone.now(),
            },
        )
        if new:
            user.set_unusable_password()
            user.save()
            Membership.objects.bulk_create(
                Membership(user=user, organisation=place, role=role)
                for place in (belong or {}).get(role, (organisation,))
            )
            put_down("demo person made", by=None, organisation=organisation, subject=user)
        made.append(user)
    return made
