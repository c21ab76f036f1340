"""What is asked about a children's home?"""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator

from holdfast_web.ui.days import DayField


class HomeFilter(forms.Form):
    """By what a list of homes is narrowed."""

    words = forms.CharField(label="Name or Ofsted URN", required=False, max_length=100)


class HomeForm(forms.Form):
    """What Ofsted knows a home by, its places, and since when its list of staff is whole."""

    ofsted_urn = forms.CharField(
        label="Ofsted URN (optional)",
        help_text="Such as SC012345 or 1234567.",
        required=False,
        max_length=12,
        validators=[RegexValidator(r"^(?i:SC)?\d{5,8}$", "Enter the URN as Ofsted writes it.")],
        widget=forms.TextInput(attrs={"short": 10}),
    )
    places = forms.IntegerField(
        label="Places (optional)", required=False, min_value=1, max_value=100,
        widget=forms.NumberInput(attrs={"short": 3}),
    )  # fmt: skip
    opened = DayField(label="Opened (optional)", required=False)
    closed = DayField(label="Closed (optional)", required=False)
    staff_whole_since = DayField(
        label="From which day is the list of staff whole? (optional)",
        help_text=(
            "From this day on everybody who worked here is on the list, those who left too. "
            "How many leave in a year is counted from it. Leave it empty if the list was "
            "begun here."
        ),
        required=False,
    )
