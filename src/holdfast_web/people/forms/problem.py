"""What do we ask of a person who was stopped by something on a page?"""

from __future__ import annotations

from django import forms

LONGEST = 2000


class WhereForm(forms.Form):
    """The page that it was."""

    page = forms.CharField(
        label="Which page was it?",
        help_text="Its title, or its address from the top of your browser.",
        max_length=300,
        error_messages={"required": "Say which page it was."},
    )


class WhatForm(forms.Form):
    """What happened."""

    what = forms.CharField(
        label="What were you doing, and what went wrong?",
        help_text="Do not write anything about a child or a family.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what went wrong."},
    )


class ReplyForm(forms.Form):
    """Whether to write back."""

    reply = forms.ChoiceField(
        label="Do you want an answer by email?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you want an answer."},
    )
