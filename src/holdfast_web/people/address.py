"""From where does a request come, and whose name was tried?"""

from __future__ import annotations

from contextlib import suppress
from contextvars import ContextVar
from ipaddress import ip_address
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
    it was written by whoever sent the request, and proves nothing. Some proxies write the port
    with it: that is left out, and what is no address counts as not known.
    """
    if settings.BEHIND_PROXY:
        passed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if passed:
            return _address_in(passed)
    return _address_in(str(request.META.get("REMOTE_ADDR") or ""))


def _address_in(written: str) -> str:
    """Give the address alone out of `192.0.2.1:80`, `[2001:db8::1]:80` and the like."""
    if written.startswith("["):
        bare, closed, port = written[1:].partition("]")
        if not closed or not (port == "" or port.startswith(":")):
            return ""
    elif written.count(":") == 1:
        bare = written.partition(":")[0]
    else:
        bare = written
    # The zone of a link-local address means something on one machine only.
    with suppress(ValueError):
        return str(ip_address(bare.partition("%")[0]))
    return ""


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Give the email address that somebody tried to sign in with, in small letters."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username")
    return (tried or (request.POST.get("login", "") if request is not None else "")).lower()
