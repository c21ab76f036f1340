"""How is a role given or taken, and a person switched off? By the rule of `giving`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string

from holdfast_web.people.audit import put_down
from holdfast_web.people.giving import can_switch_off, check_may_give
from holdfast_web.people.models import Membership
from holdfast_web.people.roles import ROLES, RoleName

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def give_role(
    user: User, *, by: User, organisation: Organisation, role: RoleName
) -> Membership:
    """Give a person a role in an organisation, and tell them."""
    check_may_give(by, role, organisation, user)
    membership, new = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"given_by": by}
    )
    if new:
        put_down(
            "role given", by=by, organisation=organisation, subject=user,
            detail={"role": str(role)},
        )  # fmt: skip
        _tell(membership)
    return membership


@transaction.atomic
def take_role(membership: Membership, *, by: User) -> None:
    """Take a role from a person. It ends with the next page that they ask for."""
    user, organisation = membership.user, membership.organisation
    check_may_give(by, RoleName(membership.role), organisation, user)
    membership.delete()
    put_down(
        "role taken", by=by, organisation=organisation, subject=user,
        detail={"role": membership.role},
    )  # fmt: skip


@transaction.atomic
def switch_off(user: User, *, by: User, organisation: Organisation) -> User:
    """Stop a person from signing in, and end their sessions, on every device."""
    return _switch(user, by=by, organisation=organisation, on=False)


@transaction.atomic
def switch_on(user: User, *, by: User, organisation: Organisation) -> User:
    """Let a person sign in again who was switched off."""
    return _switch(user, by=by, organisation=organisation, on=True)


def _switch(user: User, *, by: User, organisation: Organisation, on: bool) -> User:
    if not can_switch_off(by, user):
        raise Http404("That person is not yours to switch off or on.")
    user.is_active = on
    user.save(update_fields=["is_active"])
    if not on:
        for session in UserSession.objects.filter(user=user):
            session.end()
    put_down(
        "person switched on" if on else "person switched off", by=by,
        organisation=organisation, subject=user,
    )  # fmt: skip
    return user


def _tell(membership: Membership) -> None:
    words = render_to_string(
        "people/email/role_given.txt",
        {"membership": membership, "role": ROLES[RoleName(membership.role)]},
    )
    transaction.on_commit(
        lambda: send_mail(
            f"You have a new role in {membership.organisation}",
            words,
            None,
            [membership.user.email],
        )
    )
