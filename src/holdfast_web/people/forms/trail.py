"""What the trail is searched by."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from holdfast_web.ui.days import DayField


class TrailSearch(forms.Form):
    """A person, an action, a thing or a child, days."""

    person = forms.CharField(
        label="Person", help_text="A part of their name or email address.", required=False
    )
    action = forms.ChoiceField(label="What was done or read", required=False)
    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)
    which = forms.CharField(
        label="Which",
        help_text="How an identifier begins, or a child's whole pseudonym.",
        required=False,
    )

    def __init__(self, *args: Any, actions: list[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast("forms.ChoiceField", self.fields["action"]).choices = [
            ("", "Anything"),
            *((action, action[0].upper() + action[1:]) for action in actions),
        ]
