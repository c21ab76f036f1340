"""The tags of every template: `{% ui_… %}` draws a component, `|ui_…` writes a value.

No template writes a component's markup by hand, so that the package beneath can be changed in
one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from holdfast_web.ui import charts, days, forms, tables
from holdfast_web.ui.components import component
from holdfast_web.ui.look import look
from holdfast_web.ui.navigation import navigation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.forms import BaseForm
    from django.template.context import RequestContext

    from holdfast.evaluation.report.table import Figure

register = template.Library()
ui_day = register.filter("ui_day", days.written_day)
ui_moment = register.filter("ui_moment", days.written_moment)


@register.filter
def ui_number(number: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{number:,}"


@register.filter
def ui_pseudonym(pseudonym: str) -> str:
    """Write a pseudonym in groups of four, as it is read out; search takes it so too."""
    return "\N{NO-BREAK SPACE}".join(
        pseudonym[at : at + 4] for at in range(0, len(pseudonym), 4)
    )


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
    """Draw a message about what just happened; kind: success, error, warning or none."""
    titles = {"error": "There is a problem", "warning": "Important", "success": "Done"}
    return component(
        "notification-banner",
        text=text,
        type="success" if kind == "success" else None,
        role="alert" if kind in {"error", "warning"} else None,
        titleText=titles.get(kind, "Please note"),
    )


@register.simple_tag
def ui_panel(title: str, text: str = "") -> SafeString:
    """Draw the panel that says that a long job is done."""
    return component("panel", titleText=title, text=text or None)


@register.simple_tag
def ui_details(summary: str, text: Any) -> SafeString:
    """Draw words that open under a line; drawn components may stand in them."""
    return component("details", summaryText=summary, **tables.text_or_html(text))


@register.simple_tag
def ui_summary_list(rows: Iterable[Sequence[Any]]) -> SafeString:
    """Draw names and values; a row may go on with an address, a word and what it changes."""
    drawn = []
    for name, value, *link in rows:
        row: dict[str, Any] = {"key": {"text": name}, "value": tables.text_or_html(value)}
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
    """Draw a table with its caption; `numeric` names the columns of numbers: "2 3"."""
    return tables.table(caption, head, rows, numeric)


@register.simple_tag
def ui_figure(figure: Figure, level: int = 2) -> SafeString:
    """Draw a picture of the engine with its title, words and tables."""
    return charts.figure(figure, level=level)


@register.simple_tag
def ui_link(text: str, href: str) -> SafeString:
    """Draw a link, to stand in a table's cell or in a text."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


@register.simple_tag
def ui_bullets(words: Iterable[Any]) -> SafeString:
    """Draw a list of points."""
    points = format_html_join("", "<li>{}</li>", ((one,) for one in words))
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', points)


@register.simple_tag(takes_context=True)
def ui_pagination(context: RequestContext, page: Page[Any], name: str = "page") -> SafeString:
    """Draw where in a list a page is and the links to the others, keeping its filters.

    `name` is what the address calls the number: where a page has several lists, each has its
    own.
    """
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET.copy()

    def href(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    items = [
        {"ellipsis": True}
        if not isinstance(number, int)
        else {"number": number, "href": href(number), "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1)
    ]
    links = component(
        "pagination",
        landmarkLabel=None if name == "page" else f"Pages of {name}",
        items=items,
        previous={"href": href(page.previous_page_number())} if page.has_previous() else None,
        next={"href": href(page.next_page_number())} if page.has_next() else None,
    )
    return format_html(
        '<p class="govuk-body">Showing {} to {} of {}.</p>{}',
        f"{page.start_index():,}",
        f"{page.end_index():,}",
        f"{page.paginator.count:,}",
        links,
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
def ui_error_summary(*all_forms: BaseForm) -> SafeString:
    """Draw what is wrong with forms, each with a link to its field; nothing if all is well."""
    return forms.error_summary(*all_forms)


@register.simple_tag
def ui_form(form: BaseForm, heading: bool = False) -> SafeString:
    """Draw the fields of a form; `heading=True` makes the label of a lone field the heading."""
    return forms.draw(form, heading=heading)


@register.simple_tag(takes_context=True)
def ui_filters(
    context: RequestContext, form: BaseForm, of: str = "this list", button: str = "Filter"
) -> SafeString:
    """Draw what a list can be narrowed by: a form that is sent with the address."""
    return format_html(
        '<form class="hf-filters" method="get" action="{}" novalidate aria-label="Filter {}">'
        '<div class="hf-filters__fields">{}</div>'
        '<div class="govuk-button-group">{}{}</div></form>',
        context["request"].path,
        of,
        forms.draw(form),
        component("button", text=button, classes="govuk-button--secondary"),
        format_html(
            '<a class="govuk-link" href="{}">Clear the filter</a>', context["request"].path
        )
        if context["request"].GET
        else "",
    )


@register.simple_tag(takes_context=True)
def ui_exports(context: RequestContext) -> SafeString:
    """Draw the links by which a list is taken as a file, with the filters that are set."""
    query = context["request"].GET.copy()
    query.pop("page", None)

    def href(kind: str) -> str:
        query["as"] = kind
        return f"?{query.urlencode()}"

    return format_html(
        '<p class="govuk-body hf-exports">Take this list as '
        '<a class="govuk-link" href="{}">an Excel file</a> or '
        '<a class="govuk-link" href="{}">a CSV file</a>.</p>',
        href("excel"), href("csv"),
    )  # fmt: skip


@register.simple_tag
def ui_service_name() -> str:
    """Write what the service is called here; it needs no request."""
    return look().name


@register.simple_tag
def ui_phase(tag: str, text: str, href: str = "", link: str = "") -> SafeString:
    """Draw the band that says what state the service is in, with a link where one is given."""
    words = format_html("{} {}", text, ui_link(link, href)) if href else text
    return component("phase-banner", tag={"text": tag}, **tables.text_or_html(words))


@register.simple_tag(takes_context=True)
def ui_navigation(context: RequestContext) -> SafeString:
    """Draw the five questions and the ways in that this person has, the present one marked."""
    return navigation(context["request"])
