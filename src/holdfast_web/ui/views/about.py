"""What must people be told about the service? Accessibility, privacy, cookies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SECONDS_OF_A_MINUTE = 60
SECONDS_OF_AN_HOUR = 3600
SECONDS_OF_A_DAY = 86_400


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the pages stand against WCAG 2.2 and whom to write to."""
    return render(request, "ui/accessibility.html", {"contact": settings.CONTACT})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what the service keeps of the people who use it, and of children."""
    hours = settings.SESSION_COOKIE_AGE // SECONDS_OF_AN_HOUR
    minutes = settings.SESSION_IDLE_SECONDS // SECONDS_OF_A_MINUTE
    context = {"contact": settings.CONTACT, "hours": hours, "minutes": minutes}
    return render(request, "ui/privacy.html", context)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Say which cookies there are: those that signing in and forms cannot do without."""
    hours = settings.SESSION_COOKIE_AGE // SECONDS_OF_AN_HOUR
    weeks = settings.CSRF_COOKIE_AGE // SECONDS_OF_A_DAY // 7
    head = ("Name", "What it is for", "How long it stays")
    rows = [
        (
            settings.SESSION_COOKIE_NAME,
            "Knows that you are signed in, and keeps a message or a half-filled form until the "
            "next page.",
            f"{hours} hours, or when you sign out",
        ),
        (
            settings.CSRF_COOKIE_NAME,
            "Makes sure that a form was sent from this service and not from another site.",
            f"{weeks} weeks",
        ),
    ]
    return render(request, "ui/cookies.html", {"head": head, "rows": rows})
