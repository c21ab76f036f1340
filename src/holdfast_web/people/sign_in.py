"""How does a person sign in? When invited: by password, passkey or their council's own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.people.audit import put_down
from holdfast_web.people.identity_provider.tokens import NotTrusted
from holdfast_web.people.operations.invitations import accept_as, open_invitation

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

    from holdfast_web.people.models import User

INVITED = "invited_by_link"
"""Where a session keeps an invitation's secret while its holder is signing in elsewhere."""


class Adapter(DefaultAccountAdapter):
    """Nobody signs up unasked, and nobody changes the address that they were invited by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that accounts are made by invitation only."""
        del request
        return False

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Say that the address by which a person is known stays."""
        del email_address
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whoever comes from the identity provider is let in if they are known or were invited.

    The provider is the organisation's own and named in the environment, so its word for an
    email address is taken, if it gives its word (`email_verified`).
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say whether somebody unknown holds a link that was sent to this very address."""
        return self._invitation_for(request, user_email(sociallogin.user)) is not None

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: Exception | None = None,
        extra_context: object = None,
    ) -> None:
        """Put down that the provider's answer was not to be trusted, and why."""
        del provider, error, extra_context
        if isinstance(exception, NotTrusted):
            put_down(
                "sign-in refused", by=None, request=request,
                detail={"way": "identity provider", "reason": exception.reason},
            )  # fmt: skip

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say that nobody is asked again for what the provider has said."""
        del request, sociallogin
        return True

    @transaction.atomic
    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: object = None
    ) -> User:
        """Make the account, and accept the invitation for it."""
        user: User = super().save_user(request, sociallogin, form)
        accept_as(user, request.session.pop(INVITED))
        return user

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]
    ) -> User:
        """Take the name and the address that the provider gives."""
        user: User = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        user.name = data.get("name") or " ".join(part for part in names if part)
        return user

    def _invitation_for(self, request: HttpRequest, email: str | None) -> object | None:
        try:
            invitation = open_invitation(request.session.get(INVITED, ""))
        except InputError:
            return None
        return invitation if invitation.email.lower() == (email or "").lower() else None


def providers(request: HttpRequest) -> list[dict[str, str]]:
    """Give the other ways to sign in: a text for the button, and where its form goes."""
    return [
        {
            "text": f"Sign in with {provider.name}",
            "href": provider.get_login_url(request, process="login"),
        }
        for provider in get_adapter().list_providers(request)
    ]
