"""What is asked of a referral: one thing a page, and what is not known may be said to be so.

Each form knows what it stands for in a referral: `initial_of` reads it, `values` gives it back.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from holdfast.change.criteria import OLDEST_AGE, REFERRAL_STAGES
from holdfast.change.criteria_data import stage_title
from holdfast.deliver.referral import Consent, Urgency
from holdfast.library.code_list import code_list
from holdfast.library.stages import stages as library_stages
from holdfast_web.deliver.referral_answers import NEEDS, sources
from holdfast_web.deliver.referral_words import written_score
from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from holdfast.change.criteria import Criteria
    from holdfast_web.deliver.models import Referral, Service

NONE, UNKNOWN = "none", "unknown"
LONGEST_REFERENCE = 60
YES, NO = "yes", "no"


class ReferenceForm(forms.Form):
    """The council's reference of a child, which is asked once and kept nowhere."""

    reference = forms.CharField(
        label="What is the council's reference for the child?",
        help_text=(
            "As in the case system. It is turned into a code at once and is not kept. "
            "Do not enter a name."
        ),
        max_length=LONGEST_REFERENCE,
        widget=forms.TextInput(attrs={"short": True, "autocomplete": "off"}),
        error_messages={"required": "Enter the child's reference."},
    )


class AnswerForm(forms.Form):
    """One part of a referral; `service` and `criteria` are those that it is made to."""

    def __init__(
        self, *args: Any, service: Service, criteria: Criteria | None, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.service, self.criteria = service, criteria

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give what a referral says already, where fields are called as it calls them."""
        return {name: getattr(referral, name) for name in cls.base_fields}

    def values(self) -> dict[str, Any]:
        """Give what was answered, as a referral keeps it."""
        return dict(self.cleaned_data)


class BirthForm(AnswerForm):
    """Month of birth, or age, or neither."""

    month = forms.IntegerField(
        label="Month of birth",
        help_text="For example, 4 for April. The day is not asked for and not kept.",
        min_value=1, max_value=12, required=False,
        widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip
    year = forms.IntegerField(
        label="Year of birth", required=False, widget=forms.NumberInput(attrs={"short": 4})
    )
    age = forms.IntegerField(
        label="Age in years, if the month is not known",
        help_text="Leave all three empty if nothing is known.",
        min_value=0, max_value=OLDEST_AGE, required=False,
        widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give the month of birth, or the age."""
        born = referral.birth_month
        return {
            "month": born.month if born else None, "year": born.year if born else None,
            "age": referral.age,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Hold month and year together, and against today."""
        found = super().clean() or {}
        month, year = found.get("month"), found.get("year")
        if (month is None) is not (year is None) and not self.errors:
            self.add_error("year" if year is None else "month", "Enter both month and year.")
        if month is not None and year is not None:
            today = timezone.localdate()
            if not today.year - OLDEST_AGE - 1 <= year or (year, month) > (
                today.year,
                today.month,
            ):
                self.add_error(
                    "year", f"The child must be born, and at most {OLDEST_AGE} years old."
                )
            elif found.get("age") is not None:
                self.add_error("age", "Enter the month of birth or the age, not both.")
        return found

    def values(self) -> dict[str, Any]:
        """Give the first of the month of birth, or the age."""
        found = self.cleaned_data
        born = date(found["year"], found["month"], 1) if found["month"] else None
        return {"birth_month": born, "age": found["age"]}


class SeveralForm(AnswerForm):
    """Several of a list, or none of it, or not known: the last two stand alone."""

    FIELD = ""

    chosen = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select all that apply, or one of the last answers."},
    )

    def clean_chosen(self) -> list[str]:
        """Refuse an answer that says two things."""
        chosen: list[str] = self.cleaned_data["chosen"]
        if len(chosen) > 1 and {NONE, UNKNOWN} & set(chosen):
            raise ValidationError("'None of these' and 'Not known' stand alone.")
        return chosen

    def values(self) -> dict[str, Any]:
        """Give a list, an empty one for none, and None for what is not known."""
        chosen = self.cleaned_data["chosen"]
        kept = None if chosen == [UNKNOWN] else [] if chosen == [NONE] else chosen
        return {self.FIELD: kept}


def _several(referral: Referral, held: list[str] | None) -> dict[str, Any]:
    """Tick what was said; 'Not known' too, but never on a page that was not asked yet."""
    if held is None:
        # Urgency is asked after every list and cannot be left out: it says they were asked.
        return {"chosen": [UNKNOWN]} if referral.urgency else {}
    return {"chosen": held or [NONE]}


class StagesForm(SeveralForm):
    """Every stage of the journey in which the child stands today."""

    FIELD = "stages"

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["chosen"]
        field.label = "Where on their journey is the child today?"
        field.help_text = "Select all that hold today."
        field.choices = [  # type: ignore[attr-defined]
            *((stage, stage_title(stage)) for stage in reversed(REFERRAL_STAGES)),
            (NONE, "None of these"), (UNKNOWN, "Not known"),
        ]  # fmt: skip
        hint_options(
            field, {stage: library_stages()[stage].meaning for stage in REFERRAL_STAGES}
        )

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give the stages."""
        return _several(referral, referral.stages)


class NeedsForm(SeveralForm):
    """The needs of the child, in the words of the census."""

    FIELD = "needs"

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["chosen"]
        field.label = "What does the child need help with?"
        field.help_text = (
            "Select all that apply. The words are those of the children in need census."
        )
        meaning = code_list("cin/primary_need").meaning
        field.choices = [  # type: ignore[attr-defined]
            *((code, meaning(code)) for code in NEEDS),
            (NONE, "None of these"), (UNKNOWN, "Not known"),
        ]  # fmt: skip

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give the needs."""
        return _several(referral, referral.needs)


class ExclusionsForm(AnswerForm):
    """Whether each thing that would rule the child out applies."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for exclusion in self.criteria.exclusions if self.criteria else ():
            self.fields[exclusion.name] = forms.ChoiceField(
                label=exclusion.title,
                choices=[(YES, "Yes, it applies"), (NO, "No"), (UNKNOWN, "Not known")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Say whether this applies: {exclusion.title}"},
            )

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give what was said of each."""
        words = {True: YES, False: NO, None: UNKNOWN}
        return {name: words[applies] for name, applies in referral.exclusions.items()}

    def values(self) -> dict[str, Any]:
        """Give whether each applies; None where that is not known."""
        said = {YES: True, NO: False, UNKNOWN: None}
        return {"exclusions": {name: said[word] for name, word in self.cleaned_data.items()}}


class NeedScoreForm(AnswerForm):
    """The child's need by the service's own measure."""

    need_score = forms.DecimalField(required=False, max_digits=7, decimal_places=2)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field, service = self.fields["need_score"], self.service
        field.label = f"{service.need_measure}: what is the score?"
        field.help_text = (
            f"From {written_score(service.need_lowest)} to "
            f"{written_score(service.need_highest)}. "
            "Leave it empty if it is not known."
        )

    def clean_need_score(self) -> Any:
        """Hold it against the measure."""
        score, service = self.cleaned_data["need_score"], self.service
        if score is not None and not (
            service.need_lowest is not None
            and service.need_highest is not None
            and service.need_lowest <= score <= service.need_highest
        ):
            raise ValidationError(
                f"Enter a score from {written_score(service.need_lowest)} to "
                f"{written_score(service.need_highest)}."
            )
        return score


class UrgencyForm(AnswerForm):
    """How soon the child needs the service."""

    urgency = forms.ChoiceField(
        label="How urgent is it?",
        choices=[(one.name.lower(), str(one).capitalize()) for one in Urgency],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how urgent it is."},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        hints = {}
        for one in Urgency:
            name = one.name.lower()
            days = getattr(self.service, f"decide_{name}")
            if days is not None:
                hints[name] = _within(days)
        hint_options(self.fields["urgency"], hints)


def _within(days: int) -> str:
    if days == 0:
        return "This service agreed to decide on the same day."
    return f"This service agreed to decide within {days} day{'' if days == 1 else 's'}."


class ConsentForm(AnswerForm):
    """Whether the child and family agreed."""

    consent = forms.ChoiceField(
        label="Did the child and family agree to be referred?",
        choices=[
            (Consent.GIVEN.name.lower(), "Yes"),
            (Consent.NOT_YET.name.lower(), "They have not been asked yet"),
            (Consent.REFUSED.name.lower(), "No"),
            (
                Consent.OTHER_BASIS.name.lower(),
                "Consent is not what this referral rests on",
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether they agreed."},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if self.service.consent_needed:
            self.fields[
                "consent"
            ].help_text = "This service accepts nobody without consent or another lawful basis."
        hint_options(
            self.fields["consent"],
            {
                Consent.OTHER_BASIS.name.lower(): "There is another lawful basis, and it is "
                "recorded in the case system."
            },
        )


class SourceForm(AnswerForm):
    """Who refers, from which post, and when it came in."""

    source = forms.ChoiceField(
        label="Who refers the child?",
        error_messages={"required": "Select who refers the child."},
    )
    referred_from = forms.CharField(
        label="Their team or post (optional)",
        help_text="For example, duty team. Do not enter a name.",
        max_length=100,
        required=False,
    )
    received = DayField(
        label="When did it come in?",
        error_messages={"required": "Enter the day on which it came in."},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        year = timezone.localdate().year
        listed = code_list("cin/referral_source")
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", "Select who refers"), *((code, listed.meaning(code)) for code in sources(year))
        ]  # fmt: skip

    def clean_received(self) -> date:
        """Refuse a day that is still to come."""
        received: date = self.cleaned_data["received"]
        if received > timezone.localdate():
            raise ValidationError("The day on which it came in must be today or earlier.")
        return received

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        """Give who refers; the day is today until another is said."""
        said = super().initial_of(referral)
        return said | {"received": referral.received or timezone.localdate()}
