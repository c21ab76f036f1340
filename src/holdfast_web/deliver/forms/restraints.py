"""When was a measure used, and when was each step after it done?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from holdfast.deliver.statutory_times import Step
from holdfast_web.deliver.models import RestraintKind
from holdfast_web.ui.days import DayField
from holdfast_web.ui.times import TimeField

if TYPE_CHECKING:
    from datetime import date, time

STEPS = {
    Step.RECORDED: ("recorded", "The record was made"),
    Step.DEBRIEFED: ("debriefed", "Whoever used it was spoken to, and the record was signed"),
    Step.CHILD_SPOKEN_TO: ("child_spoken_to", "The record says that the child was spoken to"),
}
"""The steps after a measure by the name of their fields, with their words."""


class MomentForm(forms.Form):
    """A day and a time of day that belong together."""

    def moment(self, name: str) -> datetime | None:
        """Give the moment of a day and a time; None where both are empty, or one is wrong."""
        if self.errors.keys() & {f"{name}_on", f"{name}_time"}:
            return None
        day: date | None = self.cleaned_data.get(f"{name}_on")
        at: time | None = self.cleaned_data.get(f"{name}_time")
        if day is not None and at is not None:
            return timezone.make_aware(datetime.combine(day, at))
        if day is not None or at is not None:
            self.add_error(
                f"{name}_on" if day is None else f"{name}_time",
                "Give both the day and the time, or neither.",
            )
        return None

    def ask(self, name: str, words: str, *, required: bool) -> None:
        """Add the two fields of a moment."""
        self.fields[f"{name}_on"] = DayField(
            label=f"{words}: day", required=required,
            help_text="" if required else "Leave it empty while it is not done.",
        )  # fmt: skip
        self.fields[f"{name}_time"] = TimeField(label=f"{words}: time", required=required)


class RestraintForm(MomentForm):
    """When a measure was used, and of which kind it was."""

    kind = forms.ChoiceField(
        label="What was used?",
        choices=RestraintKind.choices,
        initial=RestraintKind.RESTRAINT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.ask("used", "It was used", required=True)

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        found = super().clean() or {}
        return found | {"used_at": self.moment("used")}


class RestraintTimesForm(RestraintForm):
    """The times of one use of a measure, and of each step after it."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, words in STEPS.values():
            self.ask(name, words, required=False)

    def clean(self) -> dict[str, Any]:
        """Put days and times together."""
        found = super().clean()
        return found | {f"{name}_at": self.moment(name) for name, _ in STEPS.values()}


def moments(name: str, moment: datetime | None) -> dict[str, Any]:
    """Give what stands in the two fields of a moment."""
    if moment is None:
        return {}
    local = timezone.localtime(moment)
    return {f"{name}_on": local.date(), f"{name}_time": local.time()}
