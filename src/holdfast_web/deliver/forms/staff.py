"""What is asked about a member of staff, and by what is a list of them narrowed?"""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast_web.deliver.models import Shifts, StaffKind, StaffMember
from holdfast_web.deliver.operations.staff import Post
from holdfast_web.deliver.queries.homes import EVERYBODY, IN_POST, LEFT, TO_COME
from holdfast_web.ui.days import DayField

SHIFTS = [(value, label) for value, label in Shifts.choices if value] + [("", "Not known")]


class StaffFilter(forms.Form):
    """By what a list of staff is narrowed."""

    words = forms.CharField(label="Name, post or reference", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *StaffKind.choices]
    )
    show = forms.ChoiceField(
        label="Who",
        required=False,
        choices=[
            (IN_POST, "In post today"), (LEFT, "Left"), (TO_COME, "Not started yet"),
            (EVERYBODY, "Everybody"),
        ],
    )  # fmt: skip


class StaffForm(forms.Form):
    """One post of one person."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter their name."}
    )
    reference = forms.CharField(
        label="Reference (optional)",
        help_text="What your own list calls them, such as a payroll number. Lists that you "
        "bring later find them by it.",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"short": 10}),
    )
    post = forms.CharField(label="Post (optional)", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="How are they employed?",
        choices=StaffKind.choices,
        initial=StaffKind.PERMANENT,
        widget=forms.RadioSelect,
    )
    contracted_hours = forms.DecimalField(
        label="Contracted hours a week (optional)",
        help_text="0 for bank staff without guaranteed hours. Empty if it is not known.",
        required=False, min_value=0, max_value=168, max_digits=4, decimal_places=1,
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    shifts = forms.ChoiceField(
        label="When do they work?", required=False, choices=SHIFTS, widget=forms.RadioSelect
    )
    manager = forms.BooleanField(
        label="They manage or supervise staff of the home", required=False
    )
    started = DayField(
        label="First day in post",
        error_messages={"required": "Enter their first day in post."},
    )

    @classmethod
    def of(cls, member: StaffMember, data: Any = None) -> StaffForm:
        """Give the form with what is kept of somebody."""
        return cls(data, initial={name: getattr(member, name) for name in cls.base_fields})

    @property
    def asked(self) -> Post:
        """What was typed, as it is kept."""
        return Post(**self.cleaned_data)


class LeaveForm(forms.Form):
    """The first day on which somebody is no longer in post."""

    on = DayField(
        label="First day no longer in post",
        help_text="The day after their last day at work here. It may be a day to come.",
        error_messages={"required": "Enter the first day on which they no longer work here."},
    )


class AwayForm(forms.Form):
    """Since when somebody is away for long, and until when. Why is not asked."""

    since = DayField(
        label="First day away", error_messages={"required": "Enter the first day away."}
    )
    until = DayField(
        label="First day back (optional)",
        help_text="Leave it empty if it is not known yet.",
        required=False,
    )


class BackForm(forms.Form):
    """The first day back."""

    on = DayField(
        label="First day back", error_messages={"required": "Enter the first day back."}
    )
