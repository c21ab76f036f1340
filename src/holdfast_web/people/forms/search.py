"""What is looked for?"""

from __future__ import annotations

from django import forms

from holdfast_web.people.search import FEWEST_LETTERS


class SearchForm(forms.Form):
    """A word or some words."""

    words = forms.CharField(
        label="What are you looking for?",
        help_text="A part of a name or a title. Children cannot be looked up here.",
        min_length=FEWEST_LETTERS,
        max_length=100,
        error_messages={
            "required": "Type what you are looking for.",
            "min_length": "Type at least %(limit_value)d letters.",
        },
    )
