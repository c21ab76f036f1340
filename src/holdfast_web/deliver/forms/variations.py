"""How is the value of a variation asked for? By the kind of thing that is varied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from holdfast.deliver.programme import Variation
from holdfast.library.programme_parts import CatchUp, LengthUnit
from holdfast.library.stages import stages
from holdfast_web.ui.days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 1000
PER_CENT = 100


class VariationForm(forms.Form):
    """One value that an organisation plans with, why, who agreed it and when."""

    why = forms.CharField(
        label="Why do you do it differently?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why you do it differently."},
    )
    agreed_by = forms.CharField(
        label="Who agreed it?",
        help_text="A post or a body, such as the programme board.",
        max_length=200,
        error_messages={"required": "Say who agreed it."},
    )
    agreed_on = DayField(
        label="When was it agreed?", error_messages={"required": "Enter when it was agreed."}
    )
    asked: ClassVar[tuple[str, ...]] = ("value",)
    said_in: ClassVar[str] = ""

    def __init__(self, *args: Any, title: str, published: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields[self.asked[0]]
        first.label = f"{title} here{self.said_in}" if len(self.asked) == 1 else first.label
        first.help_text = f"{first.help_text} {published}".strip()
        self.order_fields([*self.asked, "why", "agreed_by", "agreed_on"])

    def plain(self) -> Any:
        """Give the value as `holdfast.deliver.programme.vary` takes it."""
        return self.cleaned_data["value"]

    def variation(self, path: str) -> Variation:
        """Give the variation that was asked for."""
        return Variation(
            path=path,
            value=self.plain(),
            why=self.cleaned_data["why"],
            agreed_by=self.cleaned_data["agreed_by"],
            agreed_on=self.cleaned_data["agreed_on"],
        )

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give what would have been typed for a value."""
        return {"value": str(value)}


class Whole(VariationForm):
    """A whole number of at least one."""

    value = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter a number."},
    )


class WholeOrNone(VariationForm):
    """A whole number that may be none."""

    value = forms.IntegerField(
        min_value=0,
        max_value=MOST,
        help_text="0 if there are none.",
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter a number, 0 if there are none."},
    )


class Text(VariationForm):
    """Words."""

    value = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you do it."},
    )


class YesNo(VariationForm):
    """Yes or no."""

    value = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no."},
    )

    def plain(self) -> bool:
        """Give yes as true."""
        return bool(self.cleaned_data["value"] == "yes")

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give the option of a value."""
        return {"value": "yes" if value else "no"}


class Share(VariationForm):
    """A share, in per cent."""

    value = forms.IntegerField(
        min_value=1,
        max_value=PER_CENT,
        help_text="75 is three quarters.",
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter a number from 1 to 100."},
    )

    said_in = ", in per cent"

    def plain(self) -> float:
        """Give the share as a number up to 1."""
        return float(self.cleaned_data["value"]) / PER_CENT

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give the per cent of a value."""
        return {"value": f"{PER_CENT * value:.0f}"}


class Span(VariationForm):
    """From so many to so many."""

    low = forms.IntegerField(
        label="From", min_value=0, max_value=MOST,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter the smaller number."},
    )  # fmt: skip
    high = forms.IntegerField(
        label="To", min_value=0, max_value=MOST,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter the larger number."},
    )  # fmt: skip
    asked = ("low", "high")

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        given = super().clean() or {}
        low, high = given.get("low"), given.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", "Enter a number that is not smaller than the first.")
        return given

    def plain(self) -> list[int]:
        """Give both ends."""
        return [self.cleaned_data["low"], self.cleaned_data["high"]]

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give both ends of a range."""
        return {"low": f"{value.low:.0f}", "high": f"{value.high:.0f}"}


class HowLong(VariationForm):
    """A number of weeks or months."""

    amount = forms.IntegerField(
        label="How many?", min_value=1, max_value=260,
        widget=forms.NumberInput(attrs={"short": 4}),
        error_messages={"required": "Enter how many."},
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="Weeks or months?",
        choices=[(one.value, one.value.capitalize()) for one in LengthUnit],
        widget=forms.RadioSelect,
        error_messages={"required": "Select weeks or months."},
    )
    asked = ("amount", "unit")

    def plain(self) -> dict[str, Any]:
        """Give the length."""
        return {"amount": self.cleaned_data["amount"], "unit": self.cleaned_data["unit"]}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give the parts of a length."""
        return {"amount": f"{value.amount.low:.0f}", "unit": str(value.unit)}


class CatchUps(VariationForm):
    """Ways of making up a missed session."""

    value = forms.MultipleChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in CatchUp],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose those that may be used; none if a session is never made up.",
    )

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give the options of a value."""
        return {"value": [str(one) for one in value]}


class Where(VariationForm):
    """A place on the child's journey."""

    stages = forms.MultipleChoiceField(
        label="At which stages of the child's journey?",
        choices=[(stage.name, stage.title) for stage in stages().values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one stage."},
    )
    words = forms.CharField(
        label="In your own words",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in your own words where it stands."},
    )
    asked = ("stages", "words")

    def plain(self) -> dict[str, Any]:
        """Give the place."""
        return {"words": self.cleaned_data["words"], "stages": self.cleaned_data["stages"]}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """Give the parts of a place."""
        return {"words": value.words, "stages": list(value.stages)}


FORMS: dict[str, type[VariationForm]] = {
    "who_for.ages": Span,
    "who_for.journey": Where,
    "amount.length": HowLong,
    "amount.manager_sessions": WholeOrNone,
    "amount.spill_over_sessions": WholeOrNone,
    "amount.caseload": Span,
    "amount.group_size": Span,
    "amount.sessions": Whole,
    "amount.minutes": Whole,
    "amount.manager_minutes": Whole,
    "amount.order_fixed": YesNo,
    "amount.make_up_counts": YesNo,
    "amount.make_up": CatchUps,
    "amount.least_share": Share,
}
"""By which form a path is asked for; one that is not here is words, and a role a number."""


def form_of(path: str) -> type[VariationForm]:
    """Give the form by which a path is asked for."""
    return FORMS.get(path, Whole if path.startswith("provided.roles.") else Text)


class VariedName(forms.Form):
    """What the varied programme is called here."""

    name = forms.CharField(
        label="What is it called here?",
        help_text="Such as the programme's name with yours: RESuLT in Northmere.",
        max_length=200,
        error_messages={"required": "Enter what it is called here."},
    )


class WhichParts(forms.Form):
    """Which parts are varied."""

    parts = forms.MultipleChoiceField(
        label="What do you do differently, or settle for yourselves?",
        help_text="What is published is shown under each. It stays as it is.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part."},
    )

    def __init__(
        self, *args: Any, offered: Iterable[tuple[str, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(offered)
        field = self.fields["parts"]
        field.choices = [(path, title) for path, title, _ in known]  # type: ignore[attr-defined]
        field.hints = {path: told for path, _, told in known}  # type: ignore[attr-defined]
