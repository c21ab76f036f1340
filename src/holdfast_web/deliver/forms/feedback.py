"""What is asked of staff after a session?"""

from __future__ import annotations

from django import forms

from holdfast_web.deliver.queries.feedback import ANSWERS, STATEMENTS


def _statement(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=STATEMENTS[name],
        choices=list(ANSWERS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"Select an answer to “{STATEMENTS[name]}”."},
    )


class FeedbackForm(forms.Form):
    """Three statements, and a comment for whoever wants to write one."""

    useful = _statement("useful")
    clear = _statement("clear")
    confident = _statement("confident")
    comment = forms.CharField(
        label="Anything else? (optional)",
        help_text="Name nobody, yourself neither.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
