"""What is asked to move a sitting, to add one, to release a schedule, or to block days?"""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast_web.deliver.models import SessionKind
from holdfast_web.ui.days import DayField
from holdfast_web.ui.times import TimeField


class SittingForm(forms.Form):
    """The day, times and place of a sitting."""

    on = DayField(label="Day", error_messages={"required": "Enter the day."})
    starts = TimeField(label="It starts at", error_messages={"required": "Enter a time."})
    ends = TimeField(label="It ends at", error_messages={"required": "Enter a time."})
    place = forms.CharField(label="Place (optional)", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Refuse a sitting that ends before it starts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", "Enter a time after the one at which it starts.")
        return cleaned


class SessionForm(SittingForm):
    """A session that is added to a run, with its first sitting."""

    kind = forms.ChoiceField(
        label="What kind of session is it?",
        choices=SessionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind."},
    )
    title = forms.CharField(label="Title (optional)", required=False, max_length=200)
    field_order = ("kind", "title", "on", "starts", "ends", "place")


class ReleaseForm(forms.Form):
    """A word to those who are told."""

    note = forms.CharField(
        label="A word to those who are told (optional)",
        help_text="Why it changed, or what to bring. It goes by email, so name nobody.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BlockedDaysForm(forms.Form):
    """Days on which no session is held."""

    first = DayField(label="First day", error_messages={"required": "Enter the first day."})
    last = DayField(
        label="Last day",
        help_text="The same as the first if it is one day.",
        error_messages={"required": "Enter the last day."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Such as an inspection, a team day or a holiday with the young people. "
        "Whoever plans a run reads it, so name nobody.",
        max_length=100,
        error_messages={"required": "Say why."},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days that end before they begin."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is not None and last is not None and last < first:
            self.add_error("last", "Enter a day on or after the first day.")
        return cleaned
