"""What does the service give of itself? Its colour, its logo, and a word to robots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from holdfast_web.ui.look import look

if TYPE_CHECKING:
    from django.http import HttpRequest

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def style_sheet(request: HttpRequest) -> HttpResponse:
    """Give the organisation's colour over ours."""
    del request
    return HttpResponse(look().css(), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def logo(request: HttpRequest) -> FileResponse:
    """Give the organisation's logo. A picture may carry a script: it is told to run none."""
    del request
    worn = look()
    if worn.logo is None:
        raise Http404("There is no logo.")
    answer = FileResponse(worn.logo.open("rb"), content_type=worn.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Refuse every robot: nothing here is for a search engine."""
    del request
    return HttpResponse(
        "User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8"
    )
