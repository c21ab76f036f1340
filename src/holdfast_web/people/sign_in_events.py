"""Which events of signing in go on the trail? All that changes who can come in, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import (
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from holdfast_web.people.address import name_tried
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import User
from holdfast_web.people.second_factor import FROM_PROVIDER, brought

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **rest: Any) -> None:
    """Somebody came in, by every factor asked of them."""
    login = rest.get("sociallogin")
    said = login.account.extra_data.get("id_token", {}) if login is not None else {}
    request.session[FROM_PROVIDER] = login is not None and brought(said)
    put_down(
        "signed in", by=user, subject=user, request=request,
        detail={"way": "identity provider"} if login is not None else None,
    )  # fmt: skip


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **rest: Any) -> None:
    """Somebody went, or was signed out."""
    del rest
    if user is not None:
        put_down("signed out", by=user, subject=user, request=request)


@receiver(user_login_failed)
def refused(credentials: dict[str, str], request: HttpRequest | None, **rest: Any) -> None:
    """Somebody gave a wrong password for an address that is known.

    An address that is not known is not kept: people type passwords into that box.
    """
    del rest
    tried = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email__iexact=tried).first()
    if user is not None:
        put_down("sign-in refused", by=None, subject=user, request=request)


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **rest: Any) -> None:
    """Too many attempts for one address from one place."""
    del rest
    user = User.objects.filter(email__iexact=username or name_tried(request)).first()
    put_down("sign-in locked", by=None, subject=user, request=request)


@receiver([password_changed, password_reset, password_set])
def password_is_new(request: HttpRequest, user: User, **rest: Any) -> None:
    """Somebody chose a password."""
    del rest
    put_down("password changed", by=user, subject=user, request=request)


@receiver(authenticator_added)
def factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any
) -> None:
    """Somebody added a second factor."""
    del rest
    put_down(
        "second factor added", by=user, subject=user, request=request,
        detail={"type": str(authenticator.type)},
    )  # fmt: skip


@receiver([authenticator_removed, authenticator_reset])
def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any
) -> None:
    """Somebody took a second factor away, or made new recovery codes."""
    del rest
    put_down(
        "second factor changed", by=user, subject=user, request=request,
        detail={"type": str(authenticator.type)},
    )  # fmt: skip
