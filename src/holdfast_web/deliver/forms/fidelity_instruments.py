"""What is asked of an instrument of fidelity, and how many reviews does a verdict need?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import slugify

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
from holdfast_web.deliver.models import ChosenKind, RaterKind
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from collections.abc import Sequence


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
