"""What is asked about a review of fidelity, and what is to follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.deliver.fidelity import By
from holdfast.deliver.fidelity_review import Counted
from holdfast.library.fidelity import (
    Instrument,
    Rater,
    Score,
    ScoreKind,
)
from holdfast_web.deliver.models import ChosenKind, Facilitator, RaterKind
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from holdfast.deliver.fidelity_review import Given
    from holdfast_web.deliver.models import Session

OTHERS = [choice for choice in RaterKind.choices if choice[0] != RaterKind.SELF]
OWN = "own"
MOST = 100_000


class RunForm(forms.Form):
    """In which run was it?"""

    run: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Which run was reviewed?", queryset=None, to_field_name="key",
        empty_label="Select a run", error_messages={"required": "Select a run."},
    )  # fmt: skip

    def __init__(self, *args: Any, runs: QuerySet[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast("forms.ModelChoiceField[Any]", self.fields["run"]).queryset = runs


class WhatForm(forms.Form):
    """By which instrument, of whom, when, and how it was chosen."""

    instrument: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="By which instrument?", queryset=None, to_field_name="key",
        empty_label="Select an instrument", error_messages={"required": "Select one."},
    )  # fmt: skip
    facilitator: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Whose practice was reviewed?", queryset=None, to_field_name="key",
        empty_label="Select a facilitator", error_messages={"required": "Select somebody."},
    )  # fmt: skip
    session = forms.ChoiceField(label="Which session? (optional)", required=False)
    on = DayField(
        label="When did it take place?",
        error_messages={"required": "Enter when it took place."},
    )
    chosen = forms.ChoiceField(
        label="How did it come to be this one?",
        choices=ChosenKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came to be this one."},
    )

    def __init__(
        self,
        *args: Any,
        instruments: QuerySet[Any],
        facilitators: QuerySet[Any],
        sessions: Sequence[tuple[Session, str]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        for name, found in (("instrument", instruments), ("facilitator", facilitators)):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = found
        cast("forms.ChoiceField", self.fields["session"]).choices = [
            ("", "No one session"), *((str(one.key), words) for one, words in sessions)
        ]  # fmt: skip


class WhoRatedForm(forms.Form):
    """Who rated."""

    rater = forms.ChoiceField(
        label="Who rated?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who rated."},
    )
    rated_by = forms.ModelChoiceField(
        label="Which facilitator? (optional)",
        help_text="Only where another facilitator rated.",
        queryset=Facilitator.objects.none(), to_field_name="key", required=False,
        empty_label="Not a facilitator",
    )  # fmt: skip
    rater_name = forms.CharField(
        label="Or who else? (optional)",
        help_text="The name of whoever rated. A caregiver is never named.",
        max_length=150,
        required=False,
    )

    def __init__(
        self, *args: Any, raters: Sequence[Rater], people: QuerySet[Facilitator], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        allowed = {str(one) for one in raters}
        cast("forms.ChoiceField", self.fields["rater"]).choices = [
            choice for choice in RaterKind.choices if choice[0] in allowed
        ]
        cast("forms.ModelChoiceField[Any]", self.fields["rated_by"]).queryset = people

    def clean(self) -> dict[str, Any]:
        """Ask for a name where somebody else rated who may be named."""
        said = super().clean() or {}
        named = said.get("rated_by") is not None or said.get("rater_name")
        if said.get("rater") in {RaterKind.PEER, RaterKind.OBSERVER} and not named:
            self.add_error(
                "rater_name", "Choose a facilitator, or write the name of whoever rated."
            )
        return said


class ScoresForm(forms.Form):
    """The scores of one review. Each may be left empty: it is then missing."""

    note = forms.CharField(
        label="What to remember (optional)",
        help_text="About the practice only. Never write about a child or a family here.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, instrument: Instrument, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.instrument = instrument
        for score in instrument.scores:
            self._ask(score)
        self.order_fields([name for name in self.fields if name != "note"])

    def _ask(self, score: Score) -> None:
        words = f"{score.title} (optional)"
        if score.kind is ScoreKind.GROUP:
            self.fields[score.code] = forms.ChoiceField(
                label=words, required=False, widget=forms.RadioSelect,
                choices=[*((one, one.capitalize()) for one in score.groups), ("", "Missing")],
            )  # fmt: skip
        elif score.parts is None:
            ends = ""
            if score.low is not None and score.high is not None:
                ends = f"From {score.low:g} to {score.high:g}."
            self.fields[score.code] = forms.FloatField(
                label=words, help_text=ends, required=False, min_value=score.low,
                max_value=score.high, widget=forms.NumberInput(attrs={"short": 5}),
            )  # fmt: skip
        else:
            for place, part in enumerate(score.parts):
                self.fields[f"{score.code}-{place}"] = forms.IntegerField(
                    label=f"{score.title}: {part} (optional)", required=False, min_value=0,
                    max_value=MOST, widget=forms.NumberInput(attrs={"short": 5}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for both counts of a score or neither, and for counts that can be."""
        said = super().clean() or {}
        for score in self.instrument.scores:
            if score.parts is None:
                continue
            first, second = (said.get(f"{score.code}-{place}") for place in (0, 1))
            if (first is None) != (second is None):
                self.add_error(f"{score.code}-1", "Give both counts, or neither.")
            elif first is not None and second is not None:
                whole = score.kind is not ScoreKind.RATIO
                if (whole and first > second) or first == second == 0:
                    self.add_error(
                        f"{score.code}-0",
                        f"{score.parts[0].capitalize()} cannot be more than "
                        f"{score.parts[1]}, and not both can be 0.",
                    )
        return said

    @property
    def scores(self) -> dict[str, Given | None]:
        """Give the scores by their code."""
        return scores_of(self.cleaned_data, self.instrument)


def scores_of(said: Mapping[str, Any], instrument: Instrument) -> dict[str, Given | None]:
    """Read scores from the answers of a form; None where one is missing."""
    found: dict[str, Given | None] = {}
    for score in instrument.scores:
        if score.parts is None:
            found[score.code] = said.get(score.code) or None
            if said.get(score.code) == 0:
                found[score.code] = 0.0
        else:
            first, second = (said.get(f"{score.code}-{place}") for place in (0, 1))
            found[score.code] = (
                Counted(count=int(first), to=int(second))
                if first is not None and second is not None
                else None
            )
    return found


class ActionForm(forms.Form):
    """One thing to be done after a review."""

    what = forms.CharField(
        label="What is to be done?", max_length=300,
        error_messages={"required": "Say what is to be done."},
    )  # fmt: skip
    due = DayField(label="By when?", error_messages={"required": "Enter by when."})


class WithdrawForm(forms.Form):
    """Why a review is withdrawn."""

    because = forms.CharField(
        label="Why is it withdrawn?", max_length=300,
        error_messages={"required": "Say why it is withdrawn."},
    )  # fmt: skip


class FidelityFilter(forms.Form):
    """By which instrument, and put together how."""

    instrument = forms.ChoiceField(label="Instrument", required=False)
    by = forms.ChoiceField(
        label="Put together by",
        choices=[(one.value, one.value.capitalize()) for one in By],
        required=False,
    )

    def __init__(self, *args: Any, instruments: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast("forms.ChoiceField", self.fields["instrument"]).choices = list(instruments)
