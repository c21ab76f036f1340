"""What is asked on each page of a plan? In the order in which a programme lead thinks of it."""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast.change.covariates import VOCABULARY
from holdfast.change.stages import COHORT_STAGES, JOURNEY_STAGES
from holdfast.evaluation.report.page import CLAIMS
from holdfast.library.deflator import deflator
from holdfast.library.discounting import discount_schedule_names
from holdfast.library.stages import stages
from holdfast.library.unit_costs import unit_costs_names
from holdfast.measure.permitted_claim import permitted_claim
from holdfast_web.evaluation.forms.plan_part import PlanPart
from holdfast_web.ui.days import DayField

NEEDS = (
    ("N1", "Abuse, neglect or exploitation"),
    ("N2", "Child's disability or illness"),
    ("N3", "Parent's disability or illness"),
    ("N4", "Family in acute stress"),
    ("N5", "Family dysfunction"),
    ("N6", "Socially unacceptable behaviour"),
    ("N7", "Low income"),
    ("N8", "Absent parenting"),
    ("N9", "Cases other than children in need"),
    ("N0", "Not stated"),
)
SECONDARY = (
    ("days_in_care", "Days in care"),
    ("placement_moves", "Placement moves"),
    ("days_by_placement", "Days by kind of placement"),
    ("child_protection_plan", "A child protection plan"),
    ("re_referral", "A further referral"),
    ("missing_episodes", "Missing episodes"),
    ("return_home", "Return home"),
    ("re_entry", "Re-entry to care"),
    ("sdq", "Strengths and difficulties score"),
)
PRICE_YEARS = [
    (year, year)
    for first in range(2030, 2009, -1)
    if deflator("gdp").covers(year := f"{first}-{(first + 1) % 100:02d}")
]


class Radios(forms.ChoiceField):
    """One of a few choices, with words under each where there are any."""

    widget = forms.RadioSelect

    def __init__(self, *, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}


class Ticks(forms.MultipleChoiceField):
    """Any of a few choices."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}


def _stages(names: tuple[str, ...]) -> dict[str, Any]:
    known = stages()
    return {
        "choices": [(name, known[name].title) for name in names],
        "hints": {name: f"{known[name].meaning}." for name in names},
    }


class NamePage(PlanPart):
    """What the evaluation is called and asks."""

    paths = {"title": "title", "question": "question", "programme": "programme"}

    title = forms.CharField(max_length=200, label="What is the evaluation called?")
    question = forms.CharField(
        max_length=500,
        label="What does it ask?",
        help_text="In one sentence, such as: Did the programme keep children out of care, or "
        "only delay their entry?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    programme = forms.CharField(max_length=200, label="What is the programme called?")


class DesignPage(PlanPart):
    """How the children who got the programme are set beside others."""

    paths = {"design": "design"}

    design = Radios(
        label="How are the children of the programme compared with others?",
        choices=(
            ("randomised", "Chance decided who was offered the programme"),
            ("matched-comparison", "With children who were like them and did not enrol"),
            ("before-after", "With nobody at the same time"),
        ),
        hints={
            name: f"Permits {CLAIMS[permitted.claim]}. {permitted.sentence}"
            for name in ("randomised", "matched-comparison", "before-after")
            for permitted in (permitted_claim(name),)
        },
    )


class StagesPage(PlanPart):
    """In which stages of the journey the children meant are."""

    paths = {"stages": "cohort.stages"}

    stages = Ticks(
        label="At which stages are the children who are meant?",
        help_text="A child is meant on a day when they are in any of these. A child who is "
        "looked after on a day is never meant on it.",
        **_stages(COHORT_STAGES),
    )


class AgesPage(PlanPart):
    """How old they are."""

    paths = {"youngest": "cohort.ages.from", "oldest": "cohort.ages.to"}

    youngest = forms.IntegerField(
        label="Youngest age", help_text="In whole years on the day, 0 to 17.",
        widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip
    oldest = forms.IntegerField(
        label="Oldest age", help_text="This age is included.",
        widget=forms.NumberInput(attrs={"short": 2}),
    )  # fmt: skip

    def _field(self, path: str) -> str | None:
        return "oldest" if path == "cohort.ages" else super()._field(path)


class NeedsPage(PlanPart):
    """Which primary needs count."""

    paths = {"needs": "cohort.needs"}

    needs = Ticks(
        label="Which primary needs do they have?",
        help_text="Of the open referral. Tick none to take children with any need.",
        required=False,
        choices=[(code, f"{words} ({code})") for code, words in NEEDS],
    )


class DatesPage(PlanPart):
    """When day 0 may fall."""

    paths = {"first": "cohort.dates.from", "last": "cohort.dates.to"}

    first = DayField(
        label="First day on which a child may begin", help_text="For example, 1 4 2022."
    )
    last = DayField(
        label="Last day on which a child may begin",
        help_text="Leave enough time after it for every child to be followed.",
    )

    def _field(self, path: str) -> str | None:
        return "last" if path == "cohort.dates" else super()._field(path)


class PlacePage(PlanPart):
    """Between which stages the programme stands."""

    paths = {"after": "place_on_journey.after", "before": "place_on_journey.before"}

    after = Ticks(
        label="After which stages does the programme stand?", **_stages(JOURNEY_STAGES)
    )
    before = Ticks(label="Which stages is it meant to come before?", **_stages(JOURNEY_STAGES))


class AlikePage(PlanPart):
    """By what the two groups are made alike, and how."""

    paths = {"covariates": "covariates", "weights": "comparison.weights"}

    covariates = Ticks(
        label="What made some children more likely to enrol, and to enter care?",
        help_text="The two groups are made alike in these, as they stood on day 0.",
        required=False,
        choices=[(name, entry.meaning) for name, entry in VOCABULARY.items()],
    )
    weights = Radios(
        label="How are they made alike?",
        choices=(
            ("overlap", "Overlap weights"),
            ("inverse-probability", "Inverse probability weights"),
            ("matching", "Matching"),
            ("none", "Not at all"),
        ),
        hints={
            "overlap": "Most weight where either group could have been found. A good choice "
            "where nothing speaks for another.",
            "inverse-probability": "As if every child had been equally likely to enrol.",
            "matching": "Each child of the programme beside the most alike who did not enrol.",
            "none": "Only where chance decided.",
        },
        initial="overlap",
    )


class OutcomePage(PlanPart):
    """How long each child is followed, and what change would matter."""

    paths = {
        "horizon": "outcome.horizon_days",
        "risk": "outcome.smallest_effect.risk",
        "days": "outcome.smallest_effect.days",
    }

    horizon = forms.IntegerField(
        label="For how many days is each child followed?",
        help_text="The outcome is a first entry to care within these days. 365 is a year.",
        widget=forms.NumberInput(attrs={"short": 4}),
    )
    risk = forms.FloatField(
        label="Smallest change in the share entering care that would matter",
        help_text="As a share: 0.02 is two children in a hundred.",
        initial=0.02, widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    days = forms.FloatField(
        label="Fewest days out of care gained that would matter",
        initial=7, widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip


class FurtherPage(PlanPart):
    """What else is reported."""

    paths = {"secondary": "secondary_outcomes"}

    secondary = Ticks(
        label="What else is to be reported?",
        help_text="These are labelled as several: among many, one will often differ by chance.",
        required=False,
        choices=SECONDARY,
    )


class CostsPage(PlanPart):
    """By which prices."""

    paths = {
        "library": "costs.library",
        "year": "costs.price_year",
        "discount": "value.discount",
        "in_kind": "value.count_in_kind",
        "bias": "value.optimism_bias",
    }

    library = forms.ChoiceField(
        label="Unit costs", choices=[(name, name) for name in unit_costs_names()],
        help_text="A set of the library, with its sources.",
    )  # fmt: skip
    year = forms.ChoiceField(
        label="Price year", choices=PRICE_YEARS,
        help_text="Every amount is brought to the prices of this financial year.",
    )  # fmt: skip
    discount = forms.ChoiceField(
        label="Discount rates", choices=[(name, name) for name in discount_schedule_names()],
        initial="green-book-2022",
    )  # fmt: skip
    in_kind = forms.BooleanField(label="Count what was given in kind as a cost", required=False)
    bias = forms.FloatField(
        label="Raise the programme's cost by this share, for optimism",
        help_text="0 for a cost that was paid; 0.1 raises it by a tenth.",
        initial=0, widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip


class CarePage(PlanPart):
    """How numbers are shown and drawn."""

    paths = {
        "threshold": "disclosure.threshold",
        "rounding": "disclosure.rounding",
        "draws": "bootstrap.draws",
        "level": "bootstrap.level",
        "by": "bootstrap.by",
        "repairs": "repairs",
        "seed": "seed",
    }

    threshold = forms.IntegerField(
        label="Smallest count that may be shown", initial=6,
        help_text="Counts from 1 to one below this are suppressed. At least 3.",
        widget=forms.NumberInput(attrs={"short": 3}),
    )  # fmt: skip
    rounding = forms.IntegerField(
        label="Round other counts to", initial=5, widget=forms.NumberInput(attrs={"short": 3})
    )
    draws = forms.IntegerField(
        label="Draws of the bootstrap", initial=1000,
        help_text="1,000 is enough for most; more take longer.",
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    level = forms.FloatField(
        label="Level of the intervals", initial=0.95,
        widget=forms.NumberInput(attrs={"short": 5}),
    )  # fmt: skip
    by = Radios(
        label="What is drawn?", initial="child",
        choices=(("child", "Children"), ("team", "Teams, where teams were randomised")),
    )  # fmt: skip
    repairs = Radios(
        label="By which rules are contradictions in the returns mended?", initial="holdfast",
        choices=(("holdfast", "Holdfast's"), ("london", "Those of the London councils")),
    )  # fmt: skip
    seed = forms.IntegerField(
        label="Seed",
        initial=1,
        help_text="Any whole number. The same seed draws the same children again.",
        widget=forms.NumberInput(attrs={"short": 10}),
    )
