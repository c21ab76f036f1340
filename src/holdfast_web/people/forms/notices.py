"""Which notices does a person want?"""

from __future__ import annotations

from django import forms

from holdfast_web.people.models.notice_preference import NoticeKind


class NoticesForm(forms.Form):
    """One box for each kind."""

    wanted = forms.MultipleChoiceField(
        label="Send me an email when",
        help_text="Notices hold no data about children. Untick all of them to get none.",
        choices=NoticeKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
