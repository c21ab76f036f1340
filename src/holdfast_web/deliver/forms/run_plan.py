"""What is asked to plan a run, one thing a page?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.deliver.schedule import Weekday
from holdfast.kernel.errors import InputError
from holdfast_web.people.models import Organisation
from holdfast_web.ui.days import DayField
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.times import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Facilitator

    Checks = Callable[[Mapping[str, Any]], object]

WEEKDAYS = [(str(day.value), day.name.capitalize()) for day in Weekday]
MOST_SESSIONS = 60


class HomePage(forms.Form):
    """For which home the run is."""

    organisation = forms.ModelChoiceField(
        label="Which home is the run for?",
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label="Select a home",
        error_messages={"required": "Select the home."},
    )

    def __init__(self, *args: Any, homes: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(
            "forms.ModelChoiceField[Organisation]", self.fields["organisation"]
        ).queryset = homes


class ProgrammePage(forms.Form):
    """Which programme is run."""

    programme = forms.ChoiceField(
        label="Which programme?",
        help_text="The run keeps the programme as it is today, whatever becomes of it later.",
        error_messages={"required": "Select the programme."},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["programme"])
        field.choices = [("", "Select a programme"), *offered]


class NumbersPage(forms.Form):
    """How many sessions, where the programme leaves it open."""

    sessions = forms.IntegerField(
        label="Sessions for all staff", min_value=1, max_value=MOST_SESSIONS
    )
    manager_sessions = forms.IntegerField(
        label="Sessions for managers",
        help_text="On top of those for all staff. 0 if there are none.",
        min_value=0,
        max_value=MOST_SESSIONS,
    )
    spill_over = forms.IntegerField(
        label="Spill-over sessions",
        help_text="Days kept free at the end for what ran over. 0 if you keep none.",
        min_value=0,
        max_value=MOST_SESSIONS,
    )

    def __init__(self, *args: Any, open_numbers: Mapping[str, str], **options: Any) -> None:
        """Take the numbers that are not settled, each with the reason."""
        super().__init__(*args, **options)
        for name in list(self.fields):
            if name not in open_numbers:
                del self.fields[name]
                continue
            field = self.fields[name]
            said = f"By the programme: {open_numbers[name]}."
            field.help_text = f"{said} {field.help_text}".strip()
            field.widget.attrs["short"] = 3


class _Checked(forms.Form):
    """A page whose answers are put together with those before it, and checked."""

    def __init__(self, *args: Any, checks: Checks, **options: Any) -> None:
        super().__init__(*args, **options)
        self._checks = checks

    def clean(self) -> dict[str, Any]:
        """Refuse what no schedule can be made of."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._checks(cleaned)
            except InputError as error:
                self.add_error(None, refusal(error))
        return cleaned


class FirstPage(forms.Form):
    """From which day on."""

    first = DayField(
        label="On or after which day is the first session?",
        help_text="The first session is on the first suitable weekday from that day, such as "
        "12 1 2027. Bank holidays and blocked days are skipped.",
        error_messages={"required": "Enter a day."},
    )


class TimesPage(_Checked):
    """When in the week a session is held."""

    weekday = forms.TypedChoiceField(
        label="On which day of the week?", choices=WEEKDAYS, coerce=int,
        widget=forms.RadioSelect, error_messages={"required": "Select a day of the week."},
    )  # fmt: skip
    starts = TimeField(label="It starts at", error_messages={"required": "Enter a time."})
    ends = TimeField(label="It ends at", error_messages={"required": "Enter a time."})


class RepeatsPage(TimesPage):
    """When in the week a session is repeated."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _call(self, "On which day of the week is the repeat?", "The repeat")


class ManagersPage(TimesPage):
    """When in the week managers meet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _call(self, "On which day of the week do managers meet?", "Managers’ session")


def _call(form: TimesPage, day: str, what: str) -> None:
    """Name what is asked, so that three pages of times differ where answers are checked."""
    form.fields["weekday"].label = day
    form.fields["starts"].label = f"{what} starts at"
    form.fields["ends"].label = f"{what} ends at"


class PlacePage(forms.Form):
    """Where sessions are held."""

    place = forms.CharField(
        label="Where are the sessions held?",
        help_text="It is shown on the schedule and in calendars. Leave it blank if it is not "
        "known yet.",
        required=False,
        max_length=200,
    )


class SecondHalfPage(forms.Form):
    """Whether half of the team comes at another time."""

    repeated = forms.TypedChoiceField(
        label="Is each session repeated for a second half of the team?",
        help_text="Where shifts do not let everybody come at once. Each person needs one of "
        "the two.",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no."},
    )


class FacilitatorsPage(forms.Form):
    """Who delivers the run, in each role that the programme asks for."""

    def __init__(
        self,
        *args: Any,
        roles: Sequence[tuple[str, str]],
        facilitators: QuerySet[Facilitator],
        **options: Any,
    ) -> None:
        """Take the roles, each with its name and what people call it."""
        super().__init__(*args, **options)
        self.roles = [name for name, _ in roles]
        for place, (_, title) in enumerate(roles):
            self.fields[f"role-{place}"] = forms.ModelChoiceField(
                label=title,
                queryset=facilitators,
                to_field_name="key",
                required=False,
                empty_label="Not decided yet",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one person in two roles."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [one for one in cleaned.values() if one is not None]
        if len(chosen) != len(set(chosen)):
            self.add_error(None, "One person is chosen for two roles. Choose two people.")
        return cleaned
