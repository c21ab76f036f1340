"""What does every page know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from holdfast import __version__

if TYPE_CHECKING:
    from django.http import HttpRequest

QUESTIONS = (
    ("change", "What are we setting out to change?"),
    ("deliver", "What do we do, and is it done as meant?"),
    ("measure", "Did it change?"),
    ("value", "Was it worth it?"),
    ("sustain", "Will it last, and what did we learn?"),
)
"""The five questions, in the order of the chapters."""


def page(request: HttpRequest) -> dict[str, object]:
    """Give the name of the service, its version, and whether this is the demo."""
    del request
    return {"service_name": "Holdfast", "version": __version__, "demo": settings.DEMO}
