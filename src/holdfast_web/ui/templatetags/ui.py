"""The tags of every template: `{% ui_… %}` draws a component, `|ui_…` writes a value.

No template writes a component's markup by hand, so that the package beneath can be changed in
one place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast_web.ui.components import component
from holdfast_web.ui.forms import draw, error_summary
from holdfast_web.ui.ways_in import ways_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.forms import BaseForm
    from django.template.context import RequestContext

register = template.Library()

NOON = 12


@register.simple_tag
def ui_button(text: str, href: str | None = None, kind: str = "", **options: Any) -> SafeString:
    """Draw a button, or a link that looks like one; kind: secondary, warning or start."""
    classes = {"secondary": "govuk-button--secondary", "warning": "govuk-button--warning"}
    return component(
        "button",
        text=text,
        href=href,
        classes=classes.get(kind),
        isStartButton=kind == "start" or None,
        preventDoubleClick=None if href else True,
        **options,
    )


@register.simple_tag
def ui_back_link(href: str, text: str = "Back") -> SafeString:
    """Draw the link back to the page before."""
    return component("back-link", text=text, href=href)


@register.simple_tag
def ui_tag(text: str, colour: str = "") -> SafeString:
    """Draw a short word of state; colour: green, yellow, red, blue, grey or none."""
    return component("tag", text=text, classes=f"govuk-tag--{colour}" if colour else None)


@register.simple_tag
def ui_inset(text: str) -> SafeString:
    """Draw a text that stands apart."""
    return component("inset-text", text=text)


@register.simple_tag
def ui_warning(text: str) -> SafeString:
    """Draw a text that must not be overlooked."""
    return component("warning-text", text=text, iconFallbackText="Warning")


@register.simple_tag
def ui_notification(text: str, kind: str = "") -> SafeString:
    """Draw a message about what just happened; kind: success or none."""
    return component("notification-banner", text=text, type=kind or None)


@register.simple_tag
def ui_summary_list(rows: Iterable[Sequence[Any]]) -> SafeString:
    """Draw names and values; a row may go on with an address, a word and what it changes."""
    drawn = []
    for name, value, *link in rows:
        row: dict[str, Any] = {"key": {"text": name}, "value": _text_or_html(value)}
        if link:
            href, word, of = link
            row["actions"] = {"items": [{"href": href, "text": word, "visuallyHiddenText": of}]}
        drawn.append(row)
    return component("summary-list", rows=drawn)


@register.simple_tag
def ui_table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    numeric: str = "",
) -> SafeString:
    """Draw a table with its caption.

    `numeric` names the columns of numbers by their places from 1, as in "2 3". The first cell
    of each row heads it.
    """
    places = {int(place) - 1 for place in numeric.split()}

    def cell(place: int, value: Any) -> dict[str, Any]:
        return _text_or_html(value) | ({"format": "numeric"} if place in places else {})

    drawn = component(
        "table",
        caption=caption,
        captionClasses="govuk-table__caption--m",
        firstCellIsHeader=True,
        head=[cell(place, word) for place, word in enumerate(head)],
        rows=[[cell(place, value) for place, value in enumerate(row)] for row in rows],
    )
    return format_html(
        '<div class="hf-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        caption,
        drawn,
    )


@register.simple_tag(takes_context=True)
def ui_pagination(context: RequestContext, page: Page[Any]) -> SafeString:
    """Draw the links to the other pages of a list, keeping its filters."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET.copy()

    def href(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    items = [
        {"ellipsis": True}
        if number == page.paginator.ELLIPSIS
        else {"number": number, "href": href(int(number)), "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1)
    ]
    return component(
        "pagination",
        items=items,
        previous={"href": href(page.previous_page_number())} if page.has_previous() else None,
        next={"href": href(page.next_page_number())} if page.has_next() else None,
    )


@register.simple_tag
def ui_task_list(tasks: Iterable[Sequence[Any]]) -> SafeString:
    """Draw tasks: title, address (or None), state; done tasks have the state Completed."""
    return component(
        "task-list",
        idPrefix="tasks",
        items=[
            {
                "title": {"text": title},
                "href": href,
                "status": {"text": state}
                if state == "Completed"
                else {"tag": {"text": state, "classes": "govuk-tag--blue"}},
            }
            for title, href, state in tasks
        ],
    )


@register.simple_tag
def ui_error_summary(form: BaseForm) -> SafeString:
    """Draw what is wrong with a form, each with a link to its field; nothing if all is well."""
    return error_summary(form)


@register.simple_tag
def ui_form(form: BaseForm) -> SafeString:
    """Draw the fields of a form."""
    return draw(form)


@register.filter
def ui_day(value: date | datetime | None) -> str:
    """Write a day as people do: 3 April 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "j F Y")


@register.filter
def ui_moment(value: datetime | None) -> str:
    """Write a moment as people do: 3 April 2026 at 2:05pm."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    half = "am" if local.hour < NOON else "pm"
    return f"{date_format(local, 'j F Y')} at {date_format(local, 'g:i')}{half}"


def _text_or_html(value: Any) -> dict[str, Any]:
    return {"html": value} if isinstance(value, SafeString) else {"text": str(value)}


@register.simple_tag
def ui_phase(tag: str, text: str) -> SafeString:
    """Draw the band that says what state the service is in."""
    return component("phase-banner", tag={"text": tag}, text=text)


@register.simple_tag(takes_context=True)
def ui_navigation(context: RequestContext) -> SafeString:
    """Draw the ways into the service that this person has, the present one marked."""
    request = context["request"]
    items = [
        {"href": href, "text": text, "active": request.path.startswith(href) or None}
        for text, href in ways_in(request.user)
    ]
    return component("service-navigation", navigation=items)
