"""What is asked before a person goes on: the code of conduct, the reason of an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.people.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet


class AcceptConduct(forms.Form):
    """One box to tick."""

    accepts = forms.BooleanField(
        label="I have read the code of conduct and will keep to it",
        error_messages={"required": "Tick the box to accept the code of conduct."},
    )


class EmergencyForm(forms.Form):
    """Where, and why."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        empty_label="Select an organisation",
        to_field_name="key",
        error_messages={"required": "Select the organisation."},
    )
    reason = forms.CharField(
        label="What has happened, and what do you need to see?",
        help_text=(
            "Those who watch the audit trail are told at once and will read this. Do not name "
            "a child."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Enter the reason."},
    )

    def __init__(self, *args: Any, places: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        place = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        place.queryset = places
