"""How is a person sent to the identity provider? With a number that must come back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from requests import RequestException

from holdfast_web.people.identity_provider.adapter import Adapter

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.http import HttpRequest, HttpResponse

KEPT = ("acr", "amr")
"""What is kept of an identity token: how the person was asked, and nothing about them."""


class Provider(OpenIDConnectProvider):
    """The one identity provider that the environment names."""

    oauth2_adapter_class = Adapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: object = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Send a person there; where it does not answer, say so on a page."""
        # What stands in the address of our own page has no say in what the provider is asked.
        kwargs.pop("scope", None)
        nonce = secrets.token_urlsafe(32)
        asked = self.get_auth_params() | {"nonce": nonce}
        if settings.OIDC_ACR:
            asked["acr_values"] = " ".join(settings.OIDC_ACR)
        kwargs |= {"auth_params": asked, "nonce": nonce}
        answer: HttpResponse
        try:
            answer = super().redirect(request, process, next_url, data, **kwargs)
        except (OAuth2Error, RequestException) as error:
            answer = render_authentication_error(request, self, exception=error)
        return answer

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Give the address of a person, known to be theirs only if the provider says just that.

        Some providers say it as a text, and the text "false" is not nothing.
        """
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = str(address.verified).lower() == "true"
        return addresses

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Give what is kept of the provider's answer."""
        token = data["id_token"]
        return {"id_token": {name: token[name] for name in KEPT if name in token}}


provider_classes = [Provider]
