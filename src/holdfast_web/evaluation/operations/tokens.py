"""How is a token made, used and revoked?

A token is a random text of which only the SHA-256 is kept: it has as much chance in it as the
hash, so it needs no slow hash against guessing, and each request costs one look-up.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from holdfast_web.evaluation.models import ApiToken, Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.conditions import may_send_a_program
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast_web.people.models import User

BEGINNING = "holdfast_"
"""What every token begins with, so that one left in a file is found."""

LONGEST_DAYS = 365
BETWEEN_USES = timedelta(minutes=1)


@transaction.atomic
def make_token(
    *, by: User, name: str, scopes: Collection[str], days: int
) -> tuple[ApiToken, str]:
    """Make a token and give it with its text, which is never shown again.

    Raises
    ------
    Http404
        Where the person may not use the interface anywhere.
    """
    if not organisations(by, Permission.USE_API):
        raise Http404("There is no such page, or it is not yours to see.")
    text = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by,
        name=name,
        hash=hash_of(text),
        scopes=sorted(Scope(scope).value for scope in scopes),
        expires=timezone.now() + timedelta(days=min(days, LONGEST_DAYS)),
    )
    put_down("token made", by=by, subject=token, detail={"scopes": " ".join(token.scopes)})
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """End one's own token at once.

    Raises
    ------
    Http404
        Where it is another person's.
    """
    if token.user_id != by.pk:
        raise Http404("There is no such page, or it is not yours to see.")
    if token.revoked is None:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        put_down("token revoked", by=by, subject=token)
    return token


def use_token(text: str) -> ApiToken | None:
    """Give the token of this text if it may still be used, and note that it was.

    A token is worth no more than its person is at that moment: they must be able to sign in,
    have a role with a permission for programs, and have done what pages would ask of them.
    """
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(hash=hash_of(text), revoked__isnull=True, expires__gt=now, user__is_active=True)
        .first()
    )
    if (
        token is None
        or not organisations(token.user, Permission.USE_API)
        or not may_send_a_program(token.user)
    ):
        return None
    if token.last_used is None or now - token.last_used > BETWEEN_USES:
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)
    return token


def hash_of(text: str) -> str:
    """Give the hash by which a token is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
