"""What is asked about a session that was caught up?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from holdfast.deliver.catch_up import Kind
from holdfast.deliver.dose import Unsettled
from holdfast_web.deliver.between_policies import MOST_MINUTES
from holdfast_web.deliver.models import CatchUpKind, Session, StaffMember
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from holdfast.deliver.dose import Dose


class SessionField(forms.ModelChoiceField[Session]):
    """A session by the name that people call it."""

    def label_from_instance(self, obj: Session) -> str:
        """Give its name."""
        return name_of(obj)


class CatchUpForm(forms.Form):
    """Who caught up which session, how, when, for how long, and with whom."""

    staff = forms.ModelChoiceField(
        label="Who caught up?",
        queryset=StaffMember.objects.none(),
        to_field_name="key",
        empty_label="Select a person",
        error_messages={"required": "Select the person."},
    )
    session = SessionField(
        label="Which session?",
        help_text="Sessions that have a register.",
        queryset=Session.objects.none(),
        to_field_name="key",
        empty_label="Select a session",
        error_messages={"required": "Select the session."},
    )
    kind = forms.ChoiceField(
        label="How?",
        choices=CatchUpKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it was caught up."},
    )
    on = DayField(label="On which day?", error_messages={"required": "Enter the day."})
    minutes = forms.IntegerField(
        label="How many minutes?",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter the minutes."},
    )
    given_by = forms.CharField(
        label="Who gave it? (optional)",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[StaffMember],
        sessions: QuerySet[Session],
        dose: Dose,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[StaffMember]", self.fields["staff"]).queryset = people
        cast("forms.ModelChoiceField[Session]", self.fields["session"]).queryset = sessions
        hint_options(
            self.fields["kind"],
            {kind.value: _counts(dose, Kind(kind.value)) for kind in CatchUpKind},
        )

    def clean_on(self) -> date:
        """Refuse a day to come."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("Enter a day that is not to come.")
        return on

    def clean_kind(self) -> CatchUpKind:
        """Give it as one of the list."""
        return CatchUpKind(self.cleaned_data["kind"])


def _counts(dose: Dose, kind: Kind) -> str:
    counts = dose.counts(kind)
    if isinstance(counts, Unsettled):
        return f"Whether it counts is not settled ({counts.value}), so it does not count yet."
    return "Counts under the programme's rule." if counts else "Does not count, but is kept."
