"""What is asked about facilitators, their certification, and who delivers or covers a run?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.deliver.facilitators import Standing
from holdfast_web.deliver.models import CertificationState, Facilitator
from holdfast_web.deliver.queries.facilitators import role_titles
from holdfast_web.people.models import Organisation
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

ENDS_SOON = "ends_soon"
KEPT = [(state.value, state.label) for state in CertificationState if state != "expired"]


class FacilitatorFilter(forms.Form):
    """By what a list of facilitators is narrowed."""

    words = forms.CharField(label="Name", required=False, max_length=100)
    standing = forms.ChoiceField(
        label="Certification",
        required=False,
        choices=[
            ("", "Any"), (Standing.CERTIFIED.value, "Certified"),
            (ENDS_SOON, "Expires within three months"), (Standing.EXPIRED.value, "Expired"),
            (Standing.IN_TRAINING.value, "In training"), (Standing.NONE.value, "None yet"),
        ],
    )  # fmt: skip


class FacilitatorForm(forms.Form):
    """Who delivers sessions."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter their name."}
    )
    background = forms.ChoiceField(
        label="Background (optional)",
        help_text="The role that programmes ask facilitators for.",
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["background"])
        field.choices = [("", "None of these"), *role_titles().items()]


class NewFacilitatorForm(FacilitatorForm):
    """The same of somebody new, and where they belong."""

    organisation = forms.ModelChoiceField(
        label="Which organisation do they belong to?",
        help_text="They can be asked to deliver in it and in all that stand under it.",
        queryset=Organisation.objects.none(),
        empty_label="Select an organisation",
        to_field_name="key",
        error_messages={"required": "Select the organisation that they belong to."},
    )

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = organisations


class ChangeFacilitatorForm(FacilitatorForm):
    """The same of somebody who is there already, and when they stop."""

    ended = DayField(
        label="First day on which they no longer deliver (optional)", required=False
    )


class CertifyForm(forms.Form):
    """A standing for a programme, from a day."""

    programme = forms.ChoiceField(
        label="Programme", error_messages={"required": "Select the programme."}
    )
    state = forms.ChoiceField(
        label="What are they?", choices=KEPT, widget=forms.RadioSelect,
        error_messages={"required": "Select what they are."},
    )  # fmt: skip
    since = DayField(label="From", error_messages={"required": "Enter from which day."})
    expires = DayField(
        label="Expires on (optional)",
        help_text="The first day on which it no longer holds. You are warned before.",
        required=False,
    )

    def __init__(
        self, *args: Any, programmes: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["programme"])
        field.choices = [("", "Select a programme"), *programmes]


class WhoForm(forms.Form):
    """Which facilitator."""

    facilitator = forms.ModelChoiceField(
        label="Who?",
        queryset=Facilitator.objects.none(),
        empty_label="Select a facilitator",
        to_field_name="key",
        error_messages={"required": "Select a facilitator."},
    )

    def __init__(self, *args: Any, facilitators: QuerySet[Facilitator], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Facilitator]", self.fields["facilitator"])
        field.queryset = facilitators


class PlaceForm(WhoForm):
    """Who delivers a run, in which role, from when."""

    role = forms.ChoiceField(label="In which role?", required=False)
    since = DayField(
        label="From (optional)",
        help_text="Leave it empty and they deliver it from the beginning.",
        required=False,
    )

    def __init__(self, *args: Any, roles: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["role"])
        field.choices = [*roles, ("", "Another")]


class CoverForm(WhoForm):
    """Who covers, from when until when, and why."""

    since = DayField(
        label="First day of cover", error_messages={"required": "Enter the first day of cover."}
    )
    until = DayField(
        label="First day on which the other is back (optional)",
        help_text="Leave it empty if they do not come back.",
        required=False,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Such as: ill, on leave, left. Nothing about their health.",
        max_length=200,
        error_messages={"required": "Say in a few words why."},
    )
    field_order = ("facilitator", "since", "until", "reason")


class EndPlaceForm(forms.Form):
    """From which day somebody no longer delivers a run, and why."""

    on = DayField(
        label="First day on which they no longer deliver",
        error_messages={"required": "Enter the first day on which they no longer deliver."},
    )
    reason = forms.CharField(
        label="Why?", max_length=200, error_messages={"required": "Say in a few words why."}
    )
