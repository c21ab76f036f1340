"""What is asked when a token is made?"""

from __future__ import annotations

from django import forms

from holdfast_web.evaluation.models import Scope

LONGEST = 365


class MakeToken(forms.Form):
    """What it is called, what it may do, and until when."""

    name = forms.CharField(
        max_length=100,
        label="What is the token for?",
        help_text="A name by which you know it again, such as: monthly dashboard.",
        error_messages={"required": "Say what the token is for."},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="It never does more than you may do yourself.",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it may do."},
    )
    days = forms.IntegerField(
        label="For how many days?",
        help_text=f"From 1 to {LONGEST}. After that it no longer works.",
        min_value=1,
        max_value=LONGEST,
        initial=90,
        widget=forms.NumberInput(attrs={"short": 3}),
        error_messages={
            "required": "Say for how many days.",
            "min_value": "A token is good for at least 1 day.",
            "max_value": f"A token is good for at most {LONGEST} days.",
        },
    )
