"""From where does a request come, and whose name was tried?"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

HERE: ContextVar[str] = ContextVar("address", default="")
"""Where the request comes from that is answered now; empty outside of one, as in the worker."""


class FromWhere:
    """Lets what is put on the trail while a request is answered say where it came from.

    Operations know who acts and not over which network: none of them can forget this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the address at hand meanwhile."""
        token = HERE.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            HERE.reset(token)


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
