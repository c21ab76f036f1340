"""Where can a person go from every page? The five questions, and the ways in they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from holdfast_web.ui.components import component
from holdfast_web.ui.questions import QUESTIONS
from holdfast_web.ui.ways_in import ways_in

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


def navigation(request: HttpRequest) -> SafeString:
    """Draw the questions, and under them the ways in, the present one marked."""
    home = reverse("home")
    items = [{"href": home, "text": "Home", "current": request.path == home or None}]
    for question in QUESTIONS:
        href = reverse("question", args=[question.name])
        current = request.path == href or None
        items.append({"href": href, "text": question.name.capitalize(), "current": current})
    questions = component(
        "service-navigation", navigation=items, navigationLabel="The five questions"
    )
    elsewhere = {home, reverse("account")}  # both stand in the header
    ways = [(text, href) for text, href in ways_in(request.user) if href not in elsewhere]
    if not ways:
        return questions
    here = _present([href for _, href in ways], request.path)
    links = format_html_join(
        "",
        '<li><a class="govuk-link govuk-link--no-visited-state" href="{}"{}>{}</a></li>',
        (
            (href, format_html(' aria-current="{}"', "true") if href == here else "", text)
            for text, href in ways
        ),
    )
    return format_html(
        '{}<nav class="hf-ways" aria-label="Ways in">'
        '<div class="govuk-width-container"><ul>{}</ul></div></nav>',
        questions,
        links,
    )


def _present(hrefs: list[str], path: str) -> str | None:
    """Give the way in that the page lies under: the longest address that begins its own."""
    return max((href for href in hrefs if path.startswith(href)), key=len, default=None)
