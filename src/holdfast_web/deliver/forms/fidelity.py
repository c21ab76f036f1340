"""What is asked about an instrument of fidelity, a review by it, and what is to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import slugify

from holdfast.deliver.fidelity import By
from holdfast.deliver.fidelity_review import Counted
from holdfast.library.fidelity import (
    Form,
    Instrument,
    Rater,
    Score,
    ScoreKind,
    Standing,
    instrument,
    instrument_names,
)
from holdfast_web.deliver.models import ChosenKind, Facilitator, RaterKind
from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from holdfast.deliver.fidelity_review import Given
    from holdfast_web.deliver.models import Session

OTHERS = [choice for choice in RaterKind.choices if choice[0] != RaterKind.SELF]
OWN = "own"
MOST = 100_000


class RuleForm(forms.Form):
    """How many reviews a verdict needs, by whom, and chosen how."""

    fewest = forms.IntegerField(
        label="How many reviews of each facilitator in each run does a verdict need?",
        help_text="Where they held fewer sessions, all of those. With fewer reviews than this "
        "nothing is said about how good it was.",
        min_value=1,
        max_value=50,
        widget=forms.NumberInput(attrs={"short": 3}),
        error_messages={"required": "Enter how many reviews a verdict needs."},
    )
    rater = forms.ChoiceField(
        label="Whose ratings does a verdict rest on?",
        help_text="What facilitators say of themselves is kept apart and gives no verdict.",
        choices=OTHERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose ratings a verdict rests on."},
    )
    chosen = forms.ChoiceField(
        label="How is it chosen what to review?",
        choices=ChosenKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is chosen."},
    )
    source = forms.CharField(
        label="Whose rule is this?",
        help_text="Where it is written, or who decided it.",
        max_length=300,
        error_messages={"required": "Say whose rule it is."},
    )


class TakeUpForm(RuleForm):
    """Which instrument of the library is taken up, for which programme."""

    instrument = forms.ChoiceField(
        label="Which instrument?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an instrument."},
    )
    programme = forms.ChoiceField(
        label="For which programme?", error_messages={"required": "Choose a programme."}
    )
    field_order = ("instrument", "programme")

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        known = {name: instrument(name) for name in instrument_names()}
        field = cast("forms.ChoiceField", self.fields["instrument"])
        field.choices = [(name, one.title) for name, one in known.items()]
        hint_options(field, {name: _hint(one) for name, one in known.items()})
        cast("forms.ChoiceField", self.fields["programme"]).choices = list(programmes)


def _hint(one: Instrument) -> str:
    standings = {threshold.standing for score in one.scores for threshold in score.thresholds}
    said = {
        Standing.CONFIRMED: "Thresholds confirmed.",
        Standing.TO_BE_CONFIRMED: "Its threshold is to be confirmed.",
        Standing.NOT_PUBLISHED: "Its threshold is not published.",
    }
    words = " ".join(said[standing] for standing in said if standing in standings)
    return f"{one.form.capitalize()} of {one.looks_at}. {words or 'It has no threshold.'}"


class OwnInstrumentForm(RuleForm):
    """An instrument of the organisation's own, with one score."""

    title = forms.CharField(
        label="What is it called?", max_length=200,
        error_messages={"required": "Enter what it is called."},
    )  # fmt: skip
    programme = forms.ChoiceField(
        label="For which programme?", error_messages={"required": "Choose a programme."}
    )
    form = forms.ChoiceField(
        label="What kind of instrument is it?",
        choices=[(one.value, one.value.capitalize()) for one in Form],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind it is."},
    )
    looks_at = forms.CharField(
        label="What does one review look at?", max_length=200,
        help_text="For example: one session.",
        error_messages={"required": "Say what one review looks at."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What is its score?",
        choices=[
            (ScoreKind.NUMBER.value, "A number on a scale"),
            (ScoreKind.CHECKLIST.value, "How many parts were done, out of so many"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what its score is."},
    )
    low = forms.FloatField(
        label="Lowest number of the scale (optional)", required=False,
        help_text="Only for a number on a scale.",
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    high = forms.FloatField(
        label="Highest number of the scale (optional)", required=False,
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    band = forms.CharField(
        label="What is it called when it is good enough? (optional)", max_length=40,
        help_text="For example: as planned. Leave it empty where there is no threshold.",
        required=False,
    )  # fmt: skip
    at_least = forms.FloatField(
        label="From which score on? (optional)", required=False,
        help_text="For parts done out of so many, as a share: 0.8 for four in five.",
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    field_order = (
        "title", "programme", "form", "looks_at", "kind", "low", "high", "band", "at_least",
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast("forms.ChoiceField", self.fields["programme"]).choices = list(programmes)

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a scale or neither, and for a band with its threshold."""
        said = super().clean() or {}
        number = said.get("kind") == ScoreKind.NUMBER
        ends = [said.get(name) for name in ("low", "high")]
        if number and (ends[0] is None) != (ends[1] is None):
            self.add_error("high", "Give both ends of the scale, or neither.")
        if number and None not in ends and ends[0] >= ends[1]:  # type: ignore[operator]
            self.add_error("high", "The highest number must be above the lowest.")
        if bool(said.get("band")) != (said.get("at_least") is not None):
            self.add_error("at_least", "Give both the word and the score, or neither.")
        return said

    def instrument(self, *, urn: str, version: int) -> Instrument:
        """Give the instrument that was described."""
        said = self.cleaned_data
        number = said["kind"] == ScoreKind.NUMBER
        thresholds = []
        if said["band"]:
            thresholds.append(
                {
                    "band": said["band"], "at_least": said["at_least"],
                    "standing": Standing.OWN.value, "source": said["source"],
                }
            )  # fmt: skip
        score = Score.model_validate(
            {
                "code": "score", "title": "Score", "kind": said["kind"],
                "low": said["low"] if number else None,
                "high": said["high"] if number else None,
                "parts": None if number else ("parts done", "parts planned"),
                "thresholds": thresholds,
            }
        )  # fmt: skip
        raters = list(dict.fromkeys([Rater.SELF.value, Rater.PEER.value, said["rater"]]))
        return Instrument.model_validate(
            {
                "urn": urn, "version": version, "title": said["title"],
                "source": said["source"], "licence": "The organisation's own",
                "status": "illustrative", "form": said["form"], "looks_at": said["looks_at"],
                "raters": raters, "scores": [score.model_dump()],
                "sampling": {
                    "standing": Standing.NOT_PUBLISHED.value, "source": said["source"],
                },
                "wording": "With the organisation",
            }
        )  # fmt: skip


def own_urn(title: str, organisation: str) -> str:
    """Give the name that an instrument of an organisation's own never changes."""
    return f"urn:fidelity:own:{organisation[:8]}:{slugify(title)[:60] or 'instrument'}"


class ChangeRuleForm(RuleForm):
    """How an instrument samples, and whether it is still in use."""

    retired = forms.BooleanField(label="It is no longer in use", required=False)


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
