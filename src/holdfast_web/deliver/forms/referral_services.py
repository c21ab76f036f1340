"""What is asked of a service: itself, its places, what they cost, and its team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast.kernel.money import price_year
from holdfast_web.people.models import Organisation, User
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, organisations
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import Service

MOST_PLACES = 999


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=365,
        widget=forms.NumberInput(attrs={"short": 3}),
    )  # fmt: skip


def _pounds(label: str, help_text: str = "", *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=required, min_value=0, max_digits=9,
        decimal_places=2,
    )  # fmt: skip


class ServiceForm(forms.Form):
    """A service's name, agreed times, limits and baseline."""

    organisation = forms.ModelChoiceField(
        label="Which organisation runs it?",
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label="Select an organisation",
        error_messages={"required": "Select the organisation that runs it."},
    )
    name = forms.CharField(
        label="Name of the service",
        max_length=200,
        error_messages={"required": "Enter the name of the service."},
    )
    about = forms.CharField(
        label="What it does, in a sentence (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent_needed = forms.BooleanField(
        label="It accepts only those who agreed, or for whom there is another lawful basis",
        required=False,
        initial=True,
    )
    decide_emergency = _days("Days within which to decide: emergency (optional)")
    decide_urgent = _days("Days within which to decide: urgent (optional)")
    decide_routine = _days("Days within which to decide: routine (optional)")
    place_emergency = _days("Days from acceptance to a place: emergency (optional)")
    place_urgent = _days("Days from acceptance to a place: urgent (optional)")
    place_routine = _days("Days from acceptance to a place: routine (optional)")
    caseload_limit = forms.IntegerField(
        label="Cases that one professional leads at most (optional)",
        required=False, min_value=0, max_value=99, widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip
    need_measure = forms.CharField(
        label="Measure of need that each referral may give (optional)",
        help_text="For example, SDQ total difficulties by the carer. Its mean is watched.",
        max_length=100,
        required=False,
    )
    need_lowest = forms.DecimalField(
        label="Its lowest value", required=False, max_digits=7, decimal_places=2
    )
    need_highest = forms.DecimalField(
        label="Its highest value", required=False, max_digits=7, decimal_places=2
    )
    baseline_first = DayField(
        label="First month of a baseline (optional)",
        help_text=(
            "Months in which the service served those it is meant for. What was found in them "
            "limits the months after, until criteria that say how flexible they are take over. "
            "Any day of the month will do."
        ),
        required=False,
    )
    baseline_last = DayField(label="Last month of the baseline", required=False)

    def __init__(
        self, *args: Any, user: User, service: Service | None = None, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        if service is not None:
            self.fields.pop("organisation")
            return
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = Organisation.objects.filter(
            pk__in=organisations(user, Permission.MANAGE_SERVICES)
        )


class PlacesForm(forms.Form):
    """How many places there are from a day on."""

    since = DayField(
        label="From which day?", error_messages={"required": "Enter the day it begins."}
    )
    number = forms.IntegerField(
        label="How many places are there?",
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"short": 3}),
        error_messages={"required": "Enter how many places there are."},
    )


class CostsForm(forms.Form):
    """What a place costs a day, and what a day in it spares elsewhere."""

    occupied = _pounds(
        "Cost of a place a day with a child in it, in pounds",
        "All of it: staff, building, food. A year's cost divided by 365.25 will do.",
        required=True,
    )
    empty = _pounds(
        "Cost of a place a day while it is empty, in pounds",
        "The part that stays: most of the staff and the building, as a rule.",
        required=True,
    )
    year = forms.CharField(
        label="In the prices of which year?",
        help_text="For example, 2025-26.",
        max_length=9,
        widget=forms.TextInput(attrs={"short": 10}),
        error_messages={"required": "Enter the price year."},
    )
    source = forms.CharField(
        label="Where are these figures from?",
        max_length=300,
        error_messages={"required": "Enter where the figures are from."},
    )
    worth_target = _pounds(
        "What a day in a place spares elsewhere, for a child of the target group (optional)",
        "For example, the cost of the placement that is not needed. In the same prices.",
    )
    worth_outside = _pounds("The same for a child outside the target group (optional)")
    worth_source = forms.CharField(
        label="Where are these two from? (optional)", max_length=300, required=False
    )

    def clean_year(self) -> str:
        """Give the price year as it is written."""
        try:
            return price_year(self.cleaned_data["year"])
        except InputError as error:
            raise ValidationError("Enter a price year, such as 2025-26.") from error

    def clean(self) -> dict[str, Any]:
        """Hold the two costs against each other."""
        found = super().clean() or {}
        occupied, empty = found.get("occupied"), found.get("empty")
        if occupied is not None and empty is not None and empty > occupied:
            self.add_error(
                "empty", "An empty place must cost no more than one with a child in it."
            )
        return found


class TeamMemberForm(forms.Form):
    """A professional of the team."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter their name."}
    )
    profession = forms.CharField(
        label="Profession",
        help_text="For example, social worker, youth worker or psychologist.",
        max_length=100,
        error_messages={"required": "Enter their profession."},
    )
    limit = forms.IntegerField(
        label="Cases that they lead at most (optional)",
        help_text="Leave it empty for the service's own limit.",
        required=False,
        min_value=0,
        max_value=99,
        widget=forms.NumberInput(attrs={"short": 2}),
    )
    email = forms.EmailField(
        label="Email address of their account (optional)",
        help_text="With an account they see the cases in which they have a part.",
        required=False,
    )
    ended = DayField(label="Last day in the team (optional)", required=False)

    def __init__(self, *args: Any, service: Service, new: bool = True, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.service = service
        if new:
            self.fields.pop("ended")

    def clean_email(self) -> User | None:
        """Give the account of that address, if it has a role here."""
        email = self.cleaned_data["email"]
        if not email:
            return None
        found = User.objects.filter(
            email__iexact=email,
            is_active=True,
            memberships__organisation_id__in=above(self.service.organisation),
        ).first()
        if found is None:
            raise ValidationError("Nobody with a role here has an account of that address.")
        return found

    def clean_ended(self) -> date | None:
        """Refuse a day that is still to come."""
        ended: date | None = self.cleaned_data["ended"]
        if ended is not None and ended > timezone.localdate():
            raise ValidationError("Their last day must be today or earlier.")
        return ended
