"""Do people sign in by their council's own way (OpenID Connect)? Read from the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from holdfast_web.config.environment import required, text

PROVIDER = "council"
"""Stands in the address that the identity provider sends people back to."""


def provider() -> dict[str, Any]:
    """Give allauth's settings for the one identity provider; without one, for none.

    Raises
    ------
    ImproperlyConfigured
        Where the address is not https, or the client is not named.
    """
    server = text("HOLDFAST_OIDC_SERVER").rstrip("/")
    if server and (urlsplit(server).scheme != "https" or not urlsplit(server).hostname):
        raise ImproperlyConfigured(
            "HOLDFAST_OIDC_SERVER must be the https address of the identity provider."
        )
    return {
        "openid_connect": {
            "provider_class": "holdfast_web.people.identity_provider.provider.Provider",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [_client(server)] if server else [],
        }
    }


def _client(server: str) -> dict[str, Any]:
    return {
        "provider_id": PROVIDER,
        "name": text("HOLDFAST_OIDC_NAME", "your organisation's account"),
        "client_id": required(
            "HOLDFAST_OIDC_CLIENT", "the client that the identity provider knows."
        ),
        "secret": required("HOLDFAST_OIDC_SECRET", "the secret that goes with the client."),
        "settings": {"server_url": server},
    }


def origins() -> list[str]:
    """Give where a form may lead on to at sign-in: the identity provider, if there is one."""
    server = urlsplit(text("HOLDFAST_OIDC_SERVER"))
    return [f"{server.scheme}://{server.netloc}"] if server.netloc else []
