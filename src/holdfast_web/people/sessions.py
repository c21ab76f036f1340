"""When does a session end? After a time in which nothing was asked for, and after a day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

BEGAN = "session_began"
LAST = "session_last_asked"
EXACT_TO = 60
"""The time of the last request is kept to so many seconds, so that reading writes seldom."""


class SessionsEnd:
    """Middleware: signs out who was idle too long, or has been signed in for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign a person out whose time is over, before any page is shown."""
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault(BEGAN, now)
            last = request.session.setdefault(LAST, now)
            if (
                now - last > settings.SESSION_IDLE_SECONDS
                or now - began > settings.SESSION_COOKIE_AGE
            ):
                logout(request)
                messages.info(
                    request, "You were signed out, because the session had lasted long enough."
                )
            elif now - last >= EXACT_TO:
                request.session[LAST] = now
        return self.get_response(request)
