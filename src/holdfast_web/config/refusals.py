"""What does a person read when a page cannot be shown? What happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader

from holdfast_web.config.request_ids import CURRENT

if TYPE_CHECKING:
    from django.http import HttpRequest

TEXTS = {
    400: (
        "This request cannot be read",
        "Something that was sent does not have the form it must have. Go back, check what you "
        "gave, and send it again.",
    ),
    403: (
        "This was not done",
        "You may not do this, or the page was open for so long that it can no longer be "
        "trusted. Open the page again and try once more.",
    ),
    404: (
        "Page not found",
        "There is no such page, or it is not yours to see. If you typed its address, check it. "
        "If you followed a link, tell whoever runs the service.",
    ),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read."""
    del exception
    return _refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what is not allowed."""
    del exception
    return _refuse(request, 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from our own page, or came too late."""
    del reason
    return _refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that is not there, or not there for this person."""
    del exception
    return _refuse(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours. The page asks nothing of the database, which may be why."""
    del request
    page = loader.render_to_string("ui/broken.html", {"number": CURRENT.get()})
    return HttpResponse(page, status=500)


def _refuse(request: HttpRequest, status: int) -> HttpResponse:
    title, text = TEXTS[status]
    said = {"refusal_title": title, "refusal_text": text, "number": CURRENT.get()}
    return render(request, "ui/refusal.html", said, status=status)
