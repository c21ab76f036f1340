"""What is asked before a referral is moved on: its day always, the rest as it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from holdfast.change.criteria import Standing
from holdfast.deliver.referral import Move, Outcome
from holdfast.deliver.referral_reasons import DESTINATIONS, REASONS, Reason
from holdfast_web.deliver.models import Service, TeamMember
from holdfast_web.deliver.referral_words import standing_of
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from holdfast.deliver.caseload import Caseload
    from holdfast_web.deliver.models import Referral

NO_NAMES = "Do not enter a name or anything else by which the child could be known."


class MoveForm(forms.Form):
    """The day, and a note."""

    on = DayField(label="On which day?", error_messages={"required": "Enter the day of this."})
    note = forms.CharField(
        label="Note (optional)",
        help_text=NO_NAMES,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        rest["initial"] = {"on": timezone.localdate()} | dict(rest.get("initial") or {})
        super().__init__(*args, **rest)

    def clean_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("The day must be today or earlier.")
        return day


class AskForm(MoveForm):
    """What whoever referred is asked for."""

    field_order = ("note", "on")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        note = self.fields["note"]
        note.label, note.required = "What more do you need to know?", True
        note.error_messages["required"] = "Enter what you need to know."


class DecisionForm(MoveForm):
    """A reason from the list, and the post of whoever decided."""

    reason = forms.ChoiceField(
        label="Why?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the reason."},
    )
    decided_by = forms.CharField(
        label="Who decided?",
        help_text="The post or the panel, not a name.",
        max_length=100,
        error_messages={"required": "Enter the post of whoever decided."},
    )
    field_order: tuple[str, ...] = ("reason", "decided_by", "on", "note")

    def __init__(self, *args: Any, move: Move, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast("forms.ChoiceField", self.fields["reason"])
        field.choices = [
            (reason.name.lower(), str(reason).capitalize()) for reason in REASONS[move]
        ]

    def clean_reason(self) -> Reason:
        """Give the engine's reason."""
        return Reason[self.cleaned_data["reason"].upper()]


class AcceptForm(MoveForm):
    """Who decided, and who approved it where it is an exception."""

    decided_by = DecisionForm.base_fields["decided_by"]
    approved_by = forms.CharField(
        label="Who approved the exception?",
        help_text=(
            "The post that approved it, not a name. It is shown on the page of drift, to "
            "whoever commissions the service too."
        ),
        max_length=100,
        error_messages={"required": "Enter the post that approved the exception."},
    )
    field_order = ("decided_by", "approved_by", "on", "note")

    def __init__(self, *args: Any, referral: Referral, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if standing_of(referral) in {Standing.WITHIN, Standing.FLEXIBLE}:
            self.fields.pop("approved_by")


class PartsForm(MoveForm):
    """Who leads, and who else has a part."""

    lead = forms.ModelChoiceField(
        label="Who leads?",
        queryset=TeamMember.objects.none(),
        to_field_name="key",
        empty_label="Select who leads",
        error_messages={"required": "Select who leads."},
    )
    others = forms.ModelMultipleChoiceField(
        label="Who else has a part? (optional)",
        queryset=TeamMember.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("lead", "others", "on", "note")

    def __init__(
        self,
        *args: Any,
        members: QuerySet[TeamMember],
        caseloads: Mapping[str, Caseload],
        with_note: bool = True,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        for name in ("lead", "others"):
            field = cast("forms.ModelChoiceField[TeamMember]", self.fields[name])
            field.queryset = members
        lead = cast("forms.ModelChoiceField[TeamMember]", self.fields["lead"])
        lead.label_from_instance = lambda obj: _with_caseload(obj, caseloads)  # type: ignore[method-assign]
        others = cast("forms.ModelChoiceField[TeamMember]", self.fields["others"])
        others.label_from_instance = lambda obj: f"{obj.name}, {obj.profession}"  # type: ignore[method-assign]
        if not with_note:
            self.fields.pop("note")


def _with_caseload(member: TeamMember, caseloads: Mapping[str, Caseload]) -> str:
    held = caseloads[str(member.key)]
    limit = "" if held.limit is None else f" of {held.limit}"
    over = ", at the limit" if held.room == 0 else ""
    return f"{member.name}, {member.profession}: leads {held.leads}{limit}{over}"


class EndForm(MoveForm):
    """Where the child went, and what came of it."""

    outcome = forms.ChoiceField(
        label="How far was what was worked for reached?",
        choices=[(one.name.lower(), str(one).capitalize()) for one in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far it was reached."},
    )
    destination = forms.ChoiceField(
        label="Where does the child go on their journey?",
        choices=[("", "Select where the child goes"), *DESTINATIONS.items()],
        error_messages={"required": "Select where the child goes."},
    )
    field_order = ("outcome", "destination", "on", "note")

    def clean_outcome(self) -> Outcome:
        """Give the engine's outcome."""
        return Outcome[self.cleaned_data["outcome"].upper()]


class PassOnForm(DecisionForm):
    """To which other service, why, and who decided."""

    to = forms.ModelChoiceField(
        label="To which service?",
        help_text="What was gathered goes along. Nobody is assessed again.",
        queryset=Service.objects.none(),
        to_field_name="key",
        empty_label="Select a service",
        error_messages={"required": "Select the service."},
    )
    field_order = ("to", "reason", "decided_by", "on", "note")

    def __init__(self, *args: Any, services: QuerySet[Service], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast("forms.ModelChoiceField[Service]", self.fields["to"])
        field.queryset = services
        field.label_from_instance = lambda obj: f"{obj.name}, {obj.organisation.name}"  # type: ignore[method-assign]


class TakeBackForm(forms.Form):
    """Why a move was a mistake."""

    reason = forms.CharField(
        label="Why is it taken back?",
        help_text=NO_NAMES,
        max_length=200,
        error_messages={"required": "Enter why it is taken back."},
    )


class NarrowForm(forms.Form):
    """By what a list of referrals can be narrowed."""

    show = forms.ChoiceField(
        label="Where they stand",
        required=False,
        choices=[
            ("", "All"), ("open", "Not over"), ("decision", "To be decided"),
            ("place", "Waiting for a place"), ("hand", "Allocated or started"),
            ("over", "Over"),
        ],
    )  # fmt: skip
    standing = forms.ChoiceField(
        label="By the criteria",
        required=False,
        choices=[
            ("", "All"),
            *((one.name.lower(), str(one).capitalize()) for one in Standing),
        ],
    )


MOVE_FORMS: Mapping[Move, type[MoveForm]] = {
    Move.ASK: AskForm,
    Move.ACCEPT: AcceptForm,
    Move.ALLOCATE: PartsForm,
    Move.END: EndForm,
    Move.PASS_ON: PassOnForm,
    Move.DECLINE: DecisionForm,
    Move.WITHDRAW: DecisionForm,
    Move.NEVER_ENGAGED: DecisionForm,
}
"""The form of each move; one that is not here needs only its day."""
