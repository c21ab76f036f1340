"""Must a person sign in with a second factor, and have they one?"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings

from holdfast_web.people.permissions import SECOND_FACTOR
from holdfast_web.people.roles import ROLES
from holdfast_web.people.scope import roles_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest

    from holdfast_web.people.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FROM_PROVIDER = "second_factor_from_provider"
"""Where a session keeps whether its second factor was asked for by the identity provider."""
METHODS = frozenset({"mfa", "otp", "hwk", "swk", "sc", "sms", "tel"})
NEED_IT = tuple(name for name, role in ROLES.items() if role.permissions & SECOND_FACTOR)


def needs_one(user: User) -> bool:
    """Say whether a person's roles ask for a second factor."""
    return user.is_staff or user.is_superuser or any(name in NEED_IT for name in roles_of(user))


def has_one(user: User) -> bool:
    """Say whether a person has an authenticator app or a passkey.

    Who has one is asked for it at every sign-in (allauth's stage of authentication), so a
    session of theirs was opened with it.
    """
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def came_with_one(request: HttpRequest) -> bool:
    """Say whether the identity provider asked for a second factor in the person's stead."""
    trusted = bool(settings.OIDC_BRINGS_SECOND_FACTOR)
    return trusted and request.session.get(FROM_PROVIDER) is True


def brought(said: Mapping[str, Any]) -> bool:
    """Say whether an identity token counts as signed in with a second factor.

    It does only where the settings trust the provider with that. Its word is then taken, unless
    it says something else: another class of sign-in (`acr`) than the settings name, or methods
    (`amr`, RFC 8176) of which none is a second factor.
    """
    if not settings.OIDC_BRINGS_SECOND_FACTOR:
        return False
    if settings.OIDC_ACR:
        return said.get("acr") in settings.OIDC_ACR
    methods = said.get("amr")
    return methods is None or (isinstance(methods, list) and not METHODS.isdisjoint(methods))


class Adapter(DefaultMFAAdapter):
    """Keeps the secrets of apps encrypted, and the last factor of who needs one."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it goes to the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret back."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of somebody whose roles ask for one."""
        others = Authenticator.objects.filter(
            user=authenticator.user, type__in=FACTORS
        ).exclude(pk=authenticator.pk)
        return others.exists() or settings.DEMO or not needs_one(authenticator.user)


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
