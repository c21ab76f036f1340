"""How is a form drawn? Every field of every form, the same way everywhere.

A label, a hint, the error and the input, in the patterns of GOV.UK. A form needs nothing
special: its widgets say which component stands for each field. A field with `hints`, a mapping
from a choice to words, has them under its radios; a widget's attribute `short` makes a box of
20 letters, and a number such as `4` a box of so many.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.safestring import SafeString, mark_safe

from holdfast_web.ui.components import component
from holdfast_web.ui.days import PARTS, DayField, DayInput, boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm, BoundField

INPUT_TYPES = {forms.EmailInput: "email", forms.URLInput: "url", forms.TextInput: "text"}
PASSED_ON = {"inputmode", "maxlength", "accept", "autocapitalize", "min", "max", "step"}
WIDTHS = (2, 3, 4, 5, 10, 20, 30)
NOTHING_SAID = str(forms.Field.default_error_messages["required"])


def draw(form: BaseForm, *, heading: bool = False) -> SafeString:
    """Draw a form's fields, hidden ones last; with `heading`, the label is the heading."""
    visible = [field(bound, heading=heading) for bound in form.visible_fields()]
    hidden = [str(bound) for bound in form.hidden_fields()]
    return mark_safe("".join([*visible, *hidden]))  # noqa: S308  (each part is escaped)


def error_summary(*all_forms: BaseForm) -> SafeString:
    """Draw every error of forms with a link to its field; nothing if there is none.

    Errors that say the same of several fields are told apart by the labels of those.
    """
    found = [error for form in all_forms for error in _errors(form)]
    if not found:
        return SafeString("")
    times = Counter(text for _, text, _ in found)
    errors = [
        {"text": f"{label}: {text}" if label and times[text] > 1 else text}
        | ({"href": href} if href else {})
        for label, text, href in found
    ]
    return component("error-summary", titleText="There is a problem", errorList=errors)


def field(bound: BoundField, *, heading: bool = False) -> SafeString:
    """Draw one field with its label, hint and error."""
    widget = bound.field.widget
    parts: dict[str, Any] = {
        "hint": {"text": bound.help_text} if bound.help_text else None,
        "errorMessage": {"text": next(_wrong(bound))} if bound.errors else None,
    }
    if isinstance(widget, forms.CheckboxInput):
        item = {"value": "on", "text": bound.label, "checked": bool(bound.value()) or None}
        return component(
            "checkboxes", idPrefix=bound.auto_id, name=bound.html_name, items=[item], **parts
        )
    several = isinstance(widget, forms.CheckboxSelectMultiple)
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return component(
            "checkboxes" if several else "radios",
            idPrefix=bound.auto_id,
            name=bound.html_name,
            fieldset=_fieldset(bound, heading=heading),
            items=_items(bound, key="checked"),
            **parts,
        )
    if isinstance(widget, DayInput):
        return _day(bound, heading=heading, **parts)
    parts |= {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {
            "text": bound.label,
            "classes": "govuk-label--l" if heading else "govuk-label--s",
            "isPageHeading": heading or None,
        },
    }
    if isinstance(widget, forms.Select):
        return component(
            "select",
            items=_items(bound, key="selected"),
            attributes={"multiple": "multiple"} if widget.allow_multiple_selected else None,
            **parts,
        )
    return _typed(bound, parts)


def _typed(bound: BoundField, parts: dict[str, Any]) -> SafeString:
    widget = bound.field.widget
    attributes = {name: str(value) for name, value in widget.attrs.items() if name in PASSED_ON}
    if isinstance(widget, forms.FileInput):
        multiple = getattr(widget, "allow_multiple_selected", False) or None
        return component(
            "file-upload", multiple=multiple, javascript=True, attributes=attributes, **parts
        )
    parts["autocomplete"] = widget.attrs.get("autocomplete")
    if isinstance(widget, forms.PasswordInput):
        # A password that was refused is typed again, never sent back.
        return component("password-input", **parts)
    said = _said(bound.value())
    if isinstance(widget, forms.Textarea):
        rows = widget.attrs.get("rows")
        return component("textarea", value=said, rows=rows, attributes=attributes, **parts)
    if isinstance(widget, forms.NumberInput):
        # A box of type number changes under a mouse wheel; the keyboard is all that is wanted.
        whole = isinstance(bound.field, forms.IntegerField)
        attributes = {"inputmode": "numeric" if whole else "decimal"}
    kind = next((kind for of, kind in INPUT_TYPES.items() if type(widget) is of), "text")
    return component(
        "input", type=kind, value=said, classes=_width(widget), attributes=attributes, **parts
    )


def _day(bound: BoundField, *, heading: bool, **parts: Any) -> SafeString:
    said = boxes(bound.value())
    wrong = _wrong_boxes(bound)
    widths = {"day": 2, "month": 2, "year": 4}
    items = [
        {
            "id": f"{bound.auto_id}-{part}",
            "name": part,
            "value": getattr(said, part) or None,
            "inputmode": "text" if part == "month" else "numeric",
            "classes": f"govuk-input--width-{5 if part == 'month' else widths[part]}"
            + (" govuk-input--error" if part in wrong else ""),
        }
        for part in PARTS
    ]
    return component(
        "date-input",
        id=bound.auto_id,
        namePrefix=bound.html_name,
        fieldset=_fieldset(bound, heading=heading),
        items=items,
        **parts,
    )


def _fieldset(bound: BoundField, *, heading: bool) -> dict[str, Any]:
    size = "l" if heading else "s"
    legend = {
        "text": bound.label,
        "classes": f"govuk-fieldset__legend--{size}",
        "isPageHeading": heading or None,
    }
    return {"legend": legend}


def _items(bound: BoundField, *, key: str) -> list[dict[str, Any]]:
    value = bound.value()
    chosen = {str(one) for one in value} if isinstance(value, (list, tuple)) else {_said(value)}
    hints: dict[str, str] = getattr(bound.field, "hints", {})
    return [
        {
            "value": str(option),
            "text": str(words),
            "hint": {"text": hints[str(option)]} if str(option) in hints else None,
            key: True if str(option) in chosen else None,
        }
        for option, words in flat(bound.field)
    ]


def hint_options(field: forms.Field, hints: dict[str, str]) -> None:
    """Give options of a field a line of their own below their words."""
    field.hints = hints  # type: ignore[attr-defined]  # read where the field is drawn


def flat(field: forms.Field) -> Iterator[tuple[Any, Any]]:
    """Give the options of a field with their words, those in groups too."""
    for option, words in cast("forms.ChoiceField", field).choices:  # type: ignore[union-attr, misc]
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield option, words


def _errors(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    """Give each error with the label of its field before it and the link to it behind."""
    for text in form.non_field_errors():
        yield "", str(text), ""
    for bound in form:
        for text in _wrong(bound):
            yield str(bound.label), text, f"#{_first_id(bound)}"


def _wrong(bound: BoundField) -> Iterator[str]:
    """Give what is wrong with a field, in words that say which field it is.

    Django's own word of an empty field names none, and a list of such says nothing.
    """
    for error in bound.errors.as_data():
        if error.code == "required" and str(error.message) == NOTHING_SAID:
            yield _asked_for(bound)
        else:
            yield from map(str, error.messages)


def _asked_for(bound: BoundField) -> str:
    label = str(bound.label)
    if label.endswith("?"):
        return f"Answer: {label}"
    verb = (
        "Choose" if isinstance(bound.field, (forms.ChoiceField, forms.FileField)) else "Enter"
    )
    return f"{verb}: {label}"


def _first_id(bound: BoundField) -> str:
    if isinstance(bound.field, DayField):
        return f"{bound.auto_id}-{(_wrong_boxes(bound) or PARTS)[0]}"
    return str(bound.auto_id)


def _wrong_boxes(bound: BoundField) -> tuple[str, ...]:
    """Give the boxes that an error names; all of them where it names none."""
    data = bound.form.errors.as_data().get(bound.name, [])
    if not data:
        return ()
    named = (data[0].params or {}).get("parts", PARTS)
    return tuple(named)


def _width(widget: forms.Widget) -> str | None:
    short = widget.attrs.get("short")
    if isinstance(widget, forms.NumberInput) and short is None:
        short = 10
    if short is None:
        return None
    return f"govuk-input--width-{short if short in WIDTHS and short is not True else 20}"


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
