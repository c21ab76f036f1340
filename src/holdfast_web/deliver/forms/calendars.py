"""Which sessions is a calendar to follow?"""

from __future__ import annotations

from django import forms

from holdfast_web.deliver.models import CalendarCovers


class CalendarForm(forms.Form):
    """Which runs."""

    covers = forms.ChoiceField(
        label="Which sessions?",
        choices=CalendarCovers.choices,
        initial=CalendarCovers.DELIVERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select which sessions."},
    )

    def clean_covers(self) -> CalendarCovers:
        """Give it as one of the list."""
        return CalendarCovers(self.cleaned_data["covers"])
