"""What is asked of a service's criteria, one thing a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from holdfast.change.criteria import (
    OLDEST_AGE,
    REFERRAL_STAGES,
    Criteria,
    Exclusion,
    Flexibility,
)
from holdfast.change.criteria_data import stage_title
from holdfast.change.stages import NO_STAGE, PRIMARY_NEEDS
from holdfast.kernel.errors import InputError
from holdfast.library.code_list import code_list
from holdfast.library.stages import stages as library_stages
from holdfast_web.ui.days import DayField, written_day
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast_web.ui.steps import Answers

STAGES = [
    *((stage, stage_title(stage)) for stage in reversed(REFERRAL_STAGES)),
    (NO_STAGE, stage_title(NO_STAGE)),
]
NEEDS = [
    (code, code_list("cin/primary_need").meaning(code))
    for code in PRIMARY_NEEDS
    if code != "N0"
]
UNDECIDED, FIXED, FLEXIBLE = "undecided", "fixed", "flexible"
MOST_EXCLUSIONS = 12
LONGEST_TITLE = 120
LONGEST_NAME = 40


def _age(label: str, *, required: bool = True, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=OLDEST_AGE,
        widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip


class AgesPage(forms.Form):
    """The youngest and the oldest, both included."""

    youngest = _age("Youngest age in years")
    oldest = _age("Oldest age in years", help_text="A child of this age is still meant.")

    def clean(self) -> dict[str, Any]:
        """Hold them in order."""
        found = super().clean() or {}
        if {"youngest", "oldest"} <= set(found) and found["oldest"] < found["youngest"]:
            self.add_error("oldest", "The oldest age must be at least the youngest.")
        return found


class StagesPage(forms.Form):
    """The stages of which a child must stand in one."""

    stages = forms.MultipleChoiceField(
        label="Where on their journey do the children stand?",
        help_text=(
            "A child is meant who stands in any of these. Choose none if it does not matter. "
            "This is what 'edge of care' means for this service."
        ),
        choices=STAGES, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        hint_options(
            self.fields["stages"],
            {stage: library_stages()[stage].meaning for stage in REFERRAL_STAGES},
        )


class NeedsPage(forms.Form):
    """The needs of which a child must have one."""

    needs = forms.MultipleChoiceField(
        label="Which needs do they have?",
        help_text="A child is meant who has any of these. Choose none if it does not matter.",
        choices=NEEDS, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ExclusionsPage(forms.Form):
    """What rules a child out, a line each."""

    exclusions = forms.CharField(
        label="What rules a child out? (optional)",
        help_text=(
            "One thing a line, so that each can be answered with yes or no: "
            "Has harmed another child sexually."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_exclusions(self) -> str:
        """Hold the lines apart from each other."""
        text: str = self.cleaned_data["exclusions"]
        try:
            found = exclusions_of(text)
        except InputError as error:
            raise ValidationError(error.what) from error
        return "\n".join(one.title for one in found)


class FlexiblePage(forms.Form):
    """Whether it was decided that the criteria are flexible."""

    flexible = forms.ChoiceField(
        label="Are the criteria flexible?",
        help_text="It is best decided before anyone is referred.",
        choices=[
            (FLEXIBLE, "Yes, within limits that were agreed"),
            (FIXED, "No, it was decided that they are not"),
            (UNDECIDED, "This has not been decided yet"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the criteria are flexible."},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        hint_options(
            self.fields["flexible"],
            {
                FIXED: "Every child outside them is an exception, and is told of.",
                UNDECIDED: "Nobody is told when the service drifts, unless it has a baseline.",
            },
        )


class LimitsPage(forms.Form):
    """How far the criteria may be stretched."""

    youngest = _age("Youngest age to which they may be stretched (optional)", required=False)
    oldest = _age("Oldest age to which they may be stretched (optional)", required=False)
    stages = forms.MultipleChoiceField(
        label="Further stages (optional)",
        choices=(), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="Further needs (optional)",
        choices=(), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    exclusions = forms.MultipleChoiceField(
        label="What rules a child out and may be set aside (optional)",
        choices=(), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    most_at_once = forms.IntegerField(
        label="How many criteria may be stretched for one child?",
        min_value=1, max_value=9, initial=1, widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip
    share = forms.DecimalField(
        label="Of 100 children accepted, how many at most by this?",
        help_text="A month in which more are served than chance would bring is told of.",
        min_value=0, max_value=100, max_digits=4, decimal_places=1,
    )  # fmt: skip

    def __init__(self, *args: Any, so_far: Criteria | None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.so_far = so_far
        if so_far is None:
            return
        offered: Mapping[str, list[tuple[str, str]]] = {
            "stages": [one for one in STAGES if one[0] not in so_far.stages]
            if so_far.stages
            else [],
            "needs": [one for one in NEEDS if one[0] not in so_far.needs]
            if so_far.needs
            else [],
            "exclusions": [(one.name, one.title) for one in so_far.exclusions],
        }
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                self.fields.pop(name)

    def clean(self) -> dict[str, Any]:
        """Hold the limits against the criteria that they stretch."""
        found = super().clean() or {}
        for name, narrower in (("youngest", max), ("oldest", min)):
            age, own = found.get(name), getattr(self.so_far, name, None)
            if age is not None and own is not None and age != own and narrower(age, own) == age:
                self.add_error(name, f"The criteria's own is {own}: this would narrow them.")
        return found


class AgreedPage(forms.Form):
    """Who agreed how flexible the criteria are, and when."""

    agreed_by = forms.CharField(
        label="Which post agreed this?",
        help_text="For example, head of service, or edge of care panel. Do not enter a name.",
        max_length=100,
        error_messages={"required": "Enter the post that agreed this."},
    )
    agreed_on = DayField(
        label="When was it agreed?",
        error_messages={"required": "Enter the day on which it was agreed."},
    )

    def clean_agreed_on(self) -> date:
        """Refuse a day that is still to come: it is agreed in advance."""
        agreed: date = self.cleaned_data["agreed_on"]
        if agreed > timezone.localdate():
            raise ValidationError("The day on which it was agreed must be today or earlier.")
        return agreed


class FromPage(forms.Form):
    """From when the criteria are in force."""

    in_force_from = DayField(
        label="From which day do these criteria hold?",
        error_messages={"required": "Enter the day from which they hold."},
    )
    note = forms.CharField(
        label="What changes, and why? (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, earliest: date | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.earliest = earliest

    def clean_in_force_from(self) -> date:
        """Refuse a day on which referrals were judged by the version before."""
        day: date = self.cleaned_data["in_force_from"]
        if self.earliest is not None and day < self.earliest:
            raise ValidationError(
                f"These criteria can hold from {written_day(self.earliest)} at the earliest: "
                "referrals before that are judged by the version before."
            )
        return day


def exclusions_of(text: str) -> tuple[Exclusion, ...]:
    """Read exclusions from lines; each is named after its own words.

    Raises
    ------
    InputError
        Where there are too many, a line is too long, or two are the same.
    """
    titles = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    names = [slugify(title)[:LONGEST_NAME].strip("-") for title in titles]
    if (
        len(titles) > MOST_EXCLUSIONS
        or len(set(names)) < len(names)
        or not all(names)
        or any(len(title) > LONGEST_TITLE for title in titles)
    ):
        raise InputError(
            f"Enter at most {MOST_EXCLUSIONS} lines of at most {LONGEST_TITLE} letters, each "
            "with words of its own.",
            code="deliver.exclusions-unreadable",
            fix="Put each thing on a line of its own, once.",
        )
    return tuple(
        Exclusion(name=name, title=title) for name, title in zip(names, titles, strict=True)
    )


def criteria_from(answers: Answers) -> Criteria:
    """Put the answers of the pages together.

    Raises
    ------
    InputError
        Where the engine refuses what they come to.
    """
    flexible = answers.get("flexible", {}).get("flexible", UNDECIDED)
    agreed = answers.get("agreed")
    flexibility = None
    if agreed is not None and flexible != UNDECIDED:
        limits: Any = answers["limits"] if flexible == FLEXIBLE else {"share": 0}
        flexibility = Flexibility(
            agreed_by=agreed["agreed_by"],
            agreed_on=agreed["agreed_on"],
            share=float(limits["share"]) / 100,
            youngest=limits.get("youngest"),
            oldest=limits.get("oldest"),
            stages=tuple(limits.get("stages", ())),
            needs=tuple(limits.get("needs", ())),
            exclusions=tuple(limits.get("exclusions", ())),
            most_at_once=limits.get("most_at_once", 1),
        )
    return Criteria(
        youngest=answers["ages"]["youngest"],
        oldest=answers["ages"]["oldest"],
        stages=tuple(answers["stages"]["stages"]),
        needs=tuple(answers["needs"]["needs"]),
        exclusions=exclusions_of(answers["exclusions"]["exclusions"]),
        flexibility=flexibility,
    )
