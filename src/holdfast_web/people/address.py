"""From where does a request come, and whose name was tried?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Give the network address of who asks; empty where it is not known.

    Behind a proxy that is ours, the last address that the proxy wrote down; what stands before
    it was written by whoever sent the request, and proves nothing.
    """
    if settings.BEHIND_PROXY:
        passed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if passed:
            return passed
    return str(request.META.get("REMOTE_ADDR") or "")


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Give the email address that somebody tried to sign in with, in small letters."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username")
    return (tried or (request.POST.get("login", "") if request is not None else "")).lower()
