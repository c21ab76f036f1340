"""How does a person come in? Invited by email, by a link that works once and not for long."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people.audit import put_down
from holdfast_web.people.conduct import VERSION
from holdfast_web.people.giving import may_give
from holdfast_web.people.models import Invitation, Membership, User
from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast_web.people.models import Organisation

OPEN_FOR = timedelta(days=7)


def invite(
    *,
    by: User | None,
    organisation: Organisation,
    email: str,
    role: RoleName,
    link: Callable[[str], str],
) -> Invitation:
    """Invite a person by email into an organisation, in a role that the inviter may give.

    Parameters
    ----------
    by
        Who invites; None only for the first of all, on the command line.
    link
        Gives the whole address of the page that takes a secret.
    """
    if by is not None and role not in may_give(by, organisation):
        raise Http404("That role is not yours to give here.")
    email = User.objects.normalize_email(email).strip()
    held = Membership.objects.filter(
        user__email__iexact=email, organisation=organisation, role=role
    )
    if held.exists():
        raise InputError(
            "That person has this role here already.",
            code="people.role-held",
            where=organisation.name,
            fix="Choose another role.",
        )
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        now = timezone.now()
        # A new link to the same person for the same role takes the place of the one before.
        Invitation.objects.filter(
            organisation=organisation, email__iexact=email, role=role, used_at=None,
            withdrawn_at=None,
        ).update(withdrawn_at=now)  # fmt: skip
        invitation = Invitation.objects.create(
            organisation=organisation,
            email=email,
            role=role,
            secret_hash=hash_of(secret),
            sent_by=by,
            sent_at=now,
            expires_at=now + OPEN_FOR,
        )
        put_down(
            "person invited", by=by, organisation=organisation, subject=invitation,
            detail={"role": str(role)},
        )  # fmt: skip
        _send(invitation, link(secret))
    return invitation


def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back, so that its link no longer works."""
    if RoleName(invitation.role) not in may_give(by, invitation.organisation):
        raise Http404("That invitation is not yours to withdraw.")
    with transaction.atomic():
        if invitation.is_open:
            invitation.withdrawn_at = timezone.now()
            invitation.save(update_fields=["withdrawn_at"])
        put_down(
            "invitation withdrawn", by=by, organisation=invitation.organisation,
            subject=invitation,
        )  # fmt: skip
    return invitation


def accept_as_new(secret: str, *, name: str, password: str | None) -> User:
    """Make the account of somebody who was invited and has none.

    The link came to their address, so the address is known to be theirs. A password of None is
    for those who sign in by their organisation's own way.
    """
    with transaction.atomic():
        invitation = open_invitation(secret, lock=True)
        if User.objects.filter(email__iexact=invitation.email).exists():
            raise _closed()
        user = User.objects.create_user(
            invitation.email,
            password,
            name=name.strip(),
            code_of_conduct_version=VERSION,
            code_of_conduct_accepted=timezone.now(),
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        _accept(invitation, user)
    return user


def accept_as(user: User, secret: str) -> Invitation:
    """Accept as somebody who has an account: the one that was invited and no other."""
    with transaction.atomic():
        invitation = open_invitation(secret, lock=True)
        if invitation.email.lower() != user.email.lower():
            raise _closed()
        _accept(invitation, user)
    return invitation


def open_invitation(secret: str, *, lock: bool = False) -> Invitation:
    """Give the invitation that a secret belongs to, if it still works.

    Raises
    ------
    InputError
        Where it does not; the words do not say why, so that nothing is learnt by guessing.
    """
    found = Invitation.objects.select_related("organisation")
    if lock:
        found = found.select_for_update(of=("self",))
    invitation = found.filter(secret_hash=hash_of(secret)).first()
    if invitation is None or not invitation.is_open or not _inviter_still_may(invitation):
        raise _closed()
    return invitation


def hash_of(secret: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _inviter_still_may(invitation: Invitation) -> bool:
    # An invitation is worth no more than its sender is on the day that it is used.
    sender = invitation.sent_by
    return sender is None or RoleName(invitation.role) in may_give(
        sender, invitation.organisation
    )


def _accept(invitation: Invitation, user: User) -> None:
    invitation.used_by, invitation.used_at = user, timezone.now()
    invitation.save(update_fields=["used_by", "used_at"])
    Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, role=invitation.role,
        defaults={"given_by": invitation.sent_by},
    )  # fmt: skip
    put_down(
        "invitation accepted", by=user, organisation=invitation.organisation,
        subject=invitation, detail={"role": invitation.role},
    )  # fmt: skip


def _closed() -> InputError:
    return InputError(
        "This link does not work, or no longer.",
        code="people.invitation-closed",
        fix="Ask whoever invited you to send another.",
    )


def _send(invitation: Invitation, address: str) -> None:
    words = render_to_string(
        "people/email/invitation.txt", {"invitation": invitation, "address": address}
    )
    transaction.on_commit(
        lambda: send_mail(
            f"You are invited to Holdfast by {invitation.organisation}",
            words,
            None,
            [invitation.email],
        )
    )
