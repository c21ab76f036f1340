"""What does every page know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from holdfast import __version__
from holdfast_web.ui.look import look

if TYPE_CHECKING:
    from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Give the name of the service, its look and version, and what the band at the top says."""
    del request
    worn = look()
    return {
        "service_name": worn.name,
        "look": worn,
        "holdfast_version": __version__,
        "demo": settings.DEMO,
        "early": settings.PHASE_BANNER and not settings.DEMO,
    }
