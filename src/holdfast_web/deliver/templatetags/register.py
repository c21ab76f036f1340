"""How is a register drawn? A block a person, with large targets, that fits a phone.

Reasons and times show once they are needed, where the browser knows `:has()`; elsewhere they
always show. Nothing of it needs a script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from holdfast_web.ui.components import component
from holdfast_web.ui.days import written_day
from holdfast_web.ui.forms import flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BaseForm, BoundField

    from holdfast_web.deliver.forms.registers import Drawn, RegisterForm
    from holdfast_web.deliver.queries.registers import Line

register = template.Library()

ON_PAPER = ("There", "Arrived", "Left", "Absent: why")


@register.simple_tag
def ui_register(lines: Iterable[Drawn]) -> SafeString:
    """Draw lines of a register."""
    return format_html_join("", "{}", ((_line(line),) for line in lines))


def _line(line: Drawn) -> SafeString:
    faults = [
        error
        for bound in (line.new_name, line.outcome, line.reason, line.arrived, line.left)
        if bound is not None
        for error in bound.errors
    ]
    return format_html(
        '<fieldset class="govuk-fieldset hf-mark{}">'
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{}{}</legend>'
        '{}{}{}{}<div class="hf-mark__reason">{}</div><div class="hf-mark__times">{}{}</div>'
        "</fieldset>",
        " hf-mark--error" if faults else "",
        line.name,
        format_html(' <span class="hf-mark__words">{}</span>', line.words)
        if line.words
        else "",
        _said(line),
        _box(line.new_name) if line.new_name is not None else "",
        _radios(line.new_kind, asks=True) if line.new_kind is not None else "",
        _radios(line.outcome),
        _select(line.reason),
        _clock(line.arrived),
        _clock(line.left),
    )


def _said(line: Drawn) -> SafeString | str:
    words = []
    if line.elsewhere is not None:
        words.append(f"Was at the sitting on {written_day(line.elsewhere)}: needs no mark here")
    elif line.suggested:
        words.append(line.suggested)
    if line.no_time:
        words.append("No time is written down, so this counts for nobody yet")
    return format_html_join(
        "", '<p class="govuk-hint hf-mark__said">{}</p>', ((w,) for w in words)
    )


def _radios(bound: BoundField, *, asks: bool = False) -> SafeString:
    value = str(bound.value() or "")
    legend = {"text": bound.label, "classes": "govuk-fieldset__legend--s"}
    return component(
        "radios",
        idPrefix=bound.auto_id,
        name=bound.html_name,
        classes="govuk-radios--inline",
        formGroup={"classes": "hf-mark__choice"},
        errorMessage=_error(bound),
        fieldset={"legend": legend} if asks else None,
        items=[
            {"value": str(option), "text": str(words), "checked": str(option) == value or None}
            for option, words in flat(bound.field)
        ],
    )


def _select(bound: BoundField) -> SafeString:
    value = str(bound.value() or "")
    return component(
        "select",
        id=bound.auto_id,
        name=bound.html_name,
        label={"text": bound.label},
        items=[
            {"value": str(option), "text": str(words), "selected": str(option) == value or None}
            for option, words in flat(bound.field)
        ],
    )


def _clock(bound: BoundField) -> SafeString:
    value = bound.value()
    return component(
        "input",
        id=bound.auto_id,
        name=bound.html_name,
        type="time",
        label={"text": bound.label},
        classes="govuk-input--width-5",
        value=None if value in (None, "") else _on_the_clock(value),
        errorMessage=_error(bound),
    )


def _on_the_clock(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:%H:%M}"


def _box(bound: BoundField) -> SafeString:
    return component(
        "input",
        id=bound.auto_id,
        name=bound.html_name,
        label={"text": bound.label},
        value=bound.value(),
        autocomplete="off",
        errorMessage=_error(bound),
    )


def _error(bound: BoundField) -> dict[str, str] | None:
    return {"text": str(bound.errors[0])} if bound.errors else None


@register.simple_tag
def ui_register_blanks(form: RegisterForm) -> SafeString:
    """Draw the rows for people of the day, under a line that opens them."""
    blanks = list(form.blanks())
    filled = any(line.new_name is not None and line.new_name.value() for line in blanks)
    return component(
        "details",
        summaryText="Add agency staff of the day or a visitor",
        html=format_html_join("", "{}", ((_line(line),) for line in blanks)),
        open=filled or None,
    )


@register.simple_tag
def ui_form_hidden(form: BaseForm) -> SafeString:
    """Draw only the hidden fields of a form, where its others are drawn in another way."""
    return format_html_join("", "{}", ((SafeString(bound),) for bound in form.hidden_fields()))


@register.simple_tag
def ui_paper_register(lines: Iterable[Line], blanks: Iterable[int]) -> SafeString:
    """Draw a register with boxes to write in, and empty rows for people of the day."""
    boxes = SafeString("<td></td>" * len(ON_PAPER))
    rows = [(line.name, f", {line.words}" if line.words else "") for line in lines]
    head = format_html_join("", '<th scope="col">{}</th>', ((word,) for word in ON_PAPER))
    return format_html(
        '<table class="hf-paper__table"><caption class="govuk-visually-hidden">Register'
        '</caption><thead><tr><th scope="col">Name</th>{}</tr></thead><tbody>{}{}</tbody>'
        "</table>",
        head,
        format_html_join(
            "", '<tr><th scope="row">{}{}</th>{}</tr>', ((*row, boxes) for row in rows)
        ),
        format_html_join("", "<tr><td></td>{}</tr>", ((boxes,) for _ in blanks)),
    )
