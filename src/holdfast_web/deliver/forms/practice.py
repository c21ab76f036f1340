"""What is asked about practice between sessions, and about a consultation?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.deliver.between_policies import MOST_MINUTES
from holdfast_web.deliver.forms.catch_ups import SessionField
from holdfast_web.deliver.models import ConsultationKind, Session, StaffMember, Tried
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from django.db.models import QuerySet

NAME_NOBODY = "Do not write the name of a young person, nor anything by which one is known."


class TaskForm(forms.Form):
    """What a team is asked to try, after which session."""

    session = SessionField(
        label="After which session?",
        queryset=Session.objects.none(),
        to_field_name="key",
        empty_label="Select a session",
        error_messages={"required": "Select the session."},
    )
    text = forms.CharField(
        label="What is the team asked to try?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the team is asked to try."},
    )

    def __init__(self, *args: Any, sessions: QuerySet[Session], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Session]", self.fields["session"]).queryset = sessions


class TryForm(forms.Form):
    """Who tried it, how far, on which day, and what happened."""

    staff = forms.ModelChoiceField(
        label="Who?",
        queryset=StaffMember.objects.none(),
        to_field_name="key",
        empty_label="Select a person",
        error_messages={"required": "Select the person."},
    )
    tried = forms.ChoiceField(
        label="Was it tried?",
        choices=Tried.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select one."},
    )
    on = DayField(label="On which day?", error_messages={"required": "Enter the day."})
    happened = forms.CharField(
        label="What happened? (optional)",
        help_text=NAME_NOBODY,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: QuerySet[StaffMember], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[StaffMember]", self.fields["staff"]).queryset = people

    def clean_tried(self) -> Tried:
        """Give it as one of the list."""
        return Tried(self.cleaned_data["tried"])


class CommentForm(forms.Form):
    """What a supervisor says of a try."""

    comment = forms.CharField(
        label="Comment",
        help_text=f"{NAME_NOBODY} Leave it blank to take your comment back.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ConsultationForm(forms.Form):
    """Who consulted whom, when, for how long, and about what."""

    kind = forms.ChoiceField(
        label="What kind of consultation?",
        choices=ConsultationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind."},
    )
    on = DayField(label="On which day?", error_messages={"required": "Enter the day."})
    minutes = forms.IntegerField(
        label="How many minutes?",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter the minutes."},
    )
    people = forms.CharField(label="Who took part? (optional)", required=False, max_length=300)
    about = forms.CharField(
        label="What was it about? (optional)",
        help_text=NAME_NOBODY,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_kind(self) -> ConsultationKind:
        """Give it as one of the list."""
        return ConsultationKind(self.cleaned_data["kind"])
