"""How is a form drawn? Every field of every form, the same way everywhere.

A label, a hint, the error and the input, in the patterns of GOV.UK. A form needs nothing
special: its widgets say which component stands for each field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from holdfast_web.ui.components import component

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField

INPUT_TYPES = {
    forms.EmailInput: "email", forms.PasswordInput: "password", forms.URLInput: "url",
}  # fmt: skip


def draw(form: BaseForm) -> SafeString:
    """Draw the fields of a form, hidden ones last."""
    visible = [field(bound) for bound in form.visible_fields()]
    hidden = [str(bound) for bound in form.hidden_fields()]
    return mark_safe("".join([*visible, *hidden]))  # noqa: S308  (each part is escaped)


def error_summary(form: BaseForm) -> SafeString:
    """Draw every error of a form with a link to its field; nothing if there is none."""
    if not form.errors:
        return SafeString("")
    errors = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        errors += [{"text": text, "href": f"#{_first_id(bound)}"} for text in bound.errors]
    return component("error-summary", titleText="There is a problem", errorList=errors)


def field(bound: BoundField) -> SafeString:
    """Draw one field with its label, hint and error."""
    widget = bound.field.widget
    parts: dict[str, Any] = {
        "hint": {"text": bound.help_text} if bound.help_text else None,
        "errorMessage": {"text": bound.errors[0]} if bound.errors else None,
    }
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        several = isinstance(widget, forms.CheckboxSelectMultiple)
        return component(
            "checkboxes" if several else "radios",
            idPrefix=bound.id_for_label or bound.auto_id,
            name=bound.html_name,
            fieldset={"legend": {"text": bound.label, "classes": "govuk-fieldset__legend--m"}},
            items=_items(bound, key="checked"),
            **parts,
        )
    if isinstance(widget, forms.CheckboxInput):
        item = {"value": "on", "text": bound.label, "checked": bool(bound.value()) or None}
        return component(
            "checkboxes", idPrefix=bound.auto_id, name=bound.html_name, items=[item], **parts
        )
    parts |= {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": bound.label, "classes": "govuk-label--s"},
    }
    if isinstance(widget, forms.Select):
        return component("select", items=_items(bound, key="selected"), **parts)
    attributes = {
        name: str(value)
        for name, value in widget.attrs.items()
        if name in {"inputmode", "maxlength", "accept", "autocapitalize"}
    }
    parts["attributes"] = attributes or None
    parts["autocomplete"] = widget.attrs.get("autocomplete")
    value = bound.value()
    if isinstance(widget, forms.Textarea):
        return component("textarea", value=_said(value), rows=widget.attrs.get("rows"), **parts)
    if isinstance(widget, forms.ClearableFileInput | forms.FileInput):
        return component("file-upload", **parts)
    kind = INPUT_TYPES.get(type(widget), "text")
    # A password that was refused is typed again, never sent back.
    said = None if kind == "password" else _said(value)
    classes = "govuk-input--width-20" if widget.attrs.get("short") else None
    return component("input", type=kind, value=said, classes=classes, **parts)


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
        for option, words in bound.field.choices
    ]


def _first_id(bound: BoundField) -> str:
    return bound.id_for_label or bound.auto_id


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
