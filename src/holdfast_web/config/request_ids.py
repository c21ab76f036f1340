"""Which request is this? A number for each, in the log and on every error page."""

from __future__ import annotations

import logging
import re
import time
import uuid
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("holdfast.requests")

CURRENT: ContextVar[str] = ContextVar("request", default="")
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIds:
    """Gives each request a number, and puts down how it was answered.

    The log names the route, never the address that was asked for: a path or a query may hold
    what somebody searched for, or a child's pseudonym.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the number in the answer's headers."""
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = CURRENT.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            log.info(
                "answered",
                extra={
                    "method": request.method,
                    "route": route_of(request),
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - began) * 1000),
                },
            )
            return response
        finally:
            CURRENT.reset(token)


def route_of(request: HttpRequest) -> str:
    """Give the pattern of the address, such as `jobs/<uuid:key>/`."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match is not None else ""
