"""What is asked about a site, its moves, its funding and all that belongs to it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.library.implementation import implementation
from holdfast_web.deliver.models import BarrierKind, Ready, Stage
from holdfast_web.people.models import Organisation
from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class SiteFilter(forms.Form):
    """By what a list of sites is narrowed."""

    words = forms.CharField(label="Organisation or programme", required=False, max_length=100)
    stage = forms.ChoiceField(
        label="Stage", required=False, choices=[("", "Every stage"), *Stage.choices]
    )


class SiteForm(forms.Form):
    """A programme at an organisation, and the stage in which it is."""

    organisation = forms.ModelChoiceField(
        label="Which organisation?",
        queryset=Organisation.objects.none(),
        empty_label="Select an organisation",
        to_field_name="key",
        error_messages={"required": "Select the organisation."},
    )
    programme = forms.ChoiceField(
        label="Which programme?", error_messages={"required": "Select the programme."}
    )
    stage = forms.ChoiceField(
        label="In which stage is it?",
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the stage."},
    )
    on = DayField(
        label="Since which day?", error_messages={"required": "Enter since which day."}
    )

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        programmes: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        place = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        place.queryset = organisations
        choice = cast("forms.ChoiceField", self.fields["programme"])
        choice.choices = [("", "Select a programme"), *programmes]
        hint_options(self.fields["stage"], {s.name: s.means for s in implementation().stages})


class MoveForm(forms.Form):
    """To which stage a site moves, on which day, and why."""

    to = forms.ChoiceField(
        label="To which stage?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the stage."},
    )
    on = DayField(label="On which day?", error_messages={"required": "Enter the day."})
    reason = forms.CharField(
        label="Why?",
        help_text="Needed when a site goes back or ends; others learn from it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, now: str, **options: Any) -> None:
        super().__init__(*args, **options)
        table = implementation()
        choice = cast("forms.ChoiceField", self.fields["to"])
        names = table.stage(now).moves
        ordered = [stage for stage in table.stages if stage.name in names]
        choice.choices = [(stage.name, Stage(stage.name).label) for stage in ordered]
        hint_options(choice, {stage.name: stage.means for stage in ordered})


class FundForm(forms.Form):
    """Who pays, and until when."""

    funded_by = forms.CharField(label="Who pays? (optional)", required=False, max_length=200)
    ends = DayField(
        label="Until when? (optional)",
        help_text="You are warned twelve, six and three months before.",
        required=False,
    )


class ShareForm(forms.Form):
    """With which national team a site's counts are shared."""

    national_team = forms.ModelChoiceField(
        label="With which national team?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="With none",
        to_field_name="key",
    )

    def __init__(self, *args: Any, teams: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["national_team"])
        field.queryset = teams


class SiteTeamForm(forms.Form):
    """Somebody of the implementation team."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter their name."}
    )
    part = forms.CharField(
        label="What is their part? (optional)",
        help_text="Such as: registered manager, programme lead, facilitator.",
        required=False,
        max_length=150,
    )
    leads = forms.BooleanField(label="They lead the team", required=False)
    since = DayField(label="Since", error_messages={"required": "Enter since which day."})


class SiteTeamLeaveForm(forms.Form):
    """From which day somebody is no longer on the team."""

    on = DayField(
        label="First day on which they are no longer on the team",
        error_messages={"required": "Enter the first day."},
    )


class ReadyForm(forms.Form):
    """The answer to one question of readiness."""

    answer = forms.ChoiceField(
        label="How far are you?",
        choices=Ready.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far you are."},
    )
    words = forms.CharField(
        label="In a few words (optional)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BarrierForm(forms.Form):
    """Something that stands in the way."""

    what = forms.CharField(
        label="What stands in the way?",
        help_text="Nothing about a child, and nobody's name.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what stands in the way."},
    )
    kind = forms.ChoiceField(
        label="What sort of thing is it?",
        choices=BarrierKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what sort of thing it is."},
    )
    noticed = DayField(
        label="Since when?", error_messages={"required": "Enter since which day."}
    )


class ResolveForm(forms.Form):
    """How a barrier was overcome."""

    how = forms.CharField(
        label="What helped?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what helped."},
    )
    on = DayField(
        label="From which day did it no longer stand in the way?",
        error_messages={"required": "Enter the day."},
    )
    shared = forms.BooleanField(
        label="Other sites may read of it, if this site shares its counts", required=False
    )


class LastForm(forms.Form):
    """The answer to one question of how the programme will last."""

    plan = forms.CharField(
        label="What is the plan?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the plan is, or that there is none yet."},
    )
    who = forms.CharField(label="Who sees to it? (optional)", required=False, max_length=150)
    by_when = DayField(label="By when? (optional)", required=False)
    done = DayField(label="Done on (optional)", required=False)


class LessonForm(forms.Form):
    """What a site changed and why, for others."""

    title = forms.CharField(
        label="What is it about?", max_length=150,
        error_messages={"required": "Say in a few words what it is about."},
    )  # fmt: skip
    changed = forms.CharField(
        label="What did you change?",
        help_text="Nothing about a child, and nobody's name: other sites read it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you changed."},
    )
    why = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why you changed it."},
    )
    came_of_it = forms.CharField(
        label="What came of it? (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    on = DayField(label="When?", error_messages={"required": "Enter when you changed it."})
