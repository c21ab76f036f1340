"""By what is a roster narrowed?"""

from __future__ import annotations

from django import forms

from holdfast_web.deliver.models import RosterState


class RosterFilter(forms.Form):
    """A week, by any day in it, and whether as planned or as worked."""

    week = forms.DateField(
        label="A day of the week", required=False, help_text="Such as 2026-02-09.",
        widget=forms.TextInput(attrs={"short": 10}),
        error_messages={"invalid": "Enter a day, such as 2026-02-09."},
    )  # fmt: skip
    state = forms.ChoiceField(
        label="Roster",
        required=False,
        choices=[("", "Planned and worked"), *RosterState.choices],
    )
