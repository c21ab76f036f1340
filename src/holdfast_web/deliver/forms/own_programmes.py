"""What is asked on each page about a programme of an organisation's own?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from holdfast.deliver.own_programme import OwnAnswers, OwnRole
from holdfast.library.fidelity import instrument, instrument_names
from holdfast.library.programme_parts import Attends, CatchUp, Kind, Need
from holdfast.library.stages import stages
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LINES, LONGEST_LINE = 20, 200
MOST_TEXT = 2000
PER_CENT = 100


def _few(label: str, *, help_text: str = "", most: int = 1000, least: int = 1) -> Any:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.NumberInput(attrs={"short": 4}),
    )


def _text(label: str, *, help_text: str = "", rows: int = 3) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Lines(forms.CharField):
    """Several things, one on each line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=MOST_LINES * LONGEST_LINE, **kwargs)

    def clean(self, value: Any) -> Any:
        """Give the lines that hold something."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        found = tuple(line for line in lines if line)
        if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
            raise forms.ValidationError(
                f"Give at most {MOST_LINES} lines of at most {LONGEST_LINE} letters each."
            )
        return found


class NamePage(forms.Form):
    """What it is called."""

    name = forms.CharField(
        max_length=100, label="What is it called for short?",
        error_messages={"required": "Enter the name of the programme."},
    )  # fmt: skip
    title = forms.CharField(
        max_length=200, label="What is it called in full?",
        error_messages={"required": "Enter the full name of the programme."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            (Kind.PROGRAMME.value, "A programme, which begins and ends"),
            (Kind.PRACTICE_MODEL.value, "A way of working"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is."},
    )


class WhoPage(forms.Form):
    """Who takes part, and for children of which ages."""

    attends = forms.ChoiceField(
        label="Who takes part?",
        choices=[(one.value, one.value.capitalize()) for one in Attends],
        widget=forms.RadioSelect,
        required=False,
    )
    youngest = _few("Youngest child it is meant for", most=25, least=0)
    oldest = _few("Oldest child it is meant for", most=25, least=0)

    def clean(self) -> dict[str, Any]:
        """Refuse ages that are in the wrong order, or one without the other."""
        given = super().clean() or {}
        youngest, oldest = given.get("youngest"), given.get("oldest")
        if (youngest is None) != (oldest is None):
            self.add_error("oldest", "Enter both ages, or neither.")
        elif youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("oldest", "The oldest must not be younger than the youngest.")
        return given


class NeedsPage(forms.Form):
    """Which needs it answers."""

    needs = forms.MultipleChoiceField(
        label="Which needs does it answer?",
        choices=[(one.value, one.value.capitalize()) for one in Need],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needs_words = _text("In your own words (optional)", rows=2)


class JourneyPage(forms.Form):
    """Where on the child's journey it stands."""

    stages = forms.MultipleChoiceField(
        label="At which stages of the child's journey?",
        choices=[(stage.name, stage.title) for stage in stages().values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place_words = _text("In your own words (optional)", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meant = {stage.name: f"{stage.meaning}." for stage in stages().values()}
        hint_options(self.fields["stages"], meant)


class WhyPage(forms.Form):
    """Why it should work, and what is done."""

    why = _text("Why should it work?")
    done = _text("What is done?")


class PeoplePage(forms.Form):
    """Who delivers it."""

    facilitators = Lines(
        label="Who delivers it?",
        help_text="One role on each line, with how many people fill it: Lead practitioner, 1",
    )
    supervision = _text("How are they supervised?", rows=2)

    def clean_facilitators(self) -> tuple[OwnRole, ...]:
        """Read each line as a role and a number; one person where there is none."""
        found = []
        for line in self.cleaned_data["facilitators"]:
            title, comma, number = line.rpartition(",")
            if not comma:
                title, number = line, "1"
            if not number.strip().isdigit() or not 0 < int(number) <= MOST_LINES:
                raise forms.ValidationError(
                    f"Write the role, a comma and a number from 1 to {MOST_LINES}: "
                    "Lead practitioner, 1"
                )
            found.append(OwnRole(title=title.strip(), how_many=int(number)))
        return tuple(found)


class AmountPage(forms.Form):
    """How much of it there is."""

    weeks = _few("Weeks from the first session to the last", most=260)
    sessions = _few("Sessions for those who take part", most=200)
    minutes = _few("Minutes of one session")
    manager_sessions = _few(
        "Sessions for managers alone", most=200, least=0,
        help_text="On top of the others. 0 if there are none.",
    )  # fmt: skip
    manager_minutes = _few("Minutes of a session for managers")
    rhythm = forms.CharField(
        label="How often is a session held?", max_length=100, required=False
    )


class GroupPage(forms.Form):
    """Who sits together, and in which order sessions come."""

    group_least = _few("Smallest group", most=500)
    group_most = _few("Largest group", most=500)
    topics = _text("Topics of the sessions", rows=4)
    order_fixed = forms.ChoiceField(
        label="Must sessions be received in their order?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not decided")],
        widget=forms.RadioSelect,
        required=False,
    )
    spill_over_sessions = _few(
        "Sessions kept free for what runs over", most=50, least=0,
        help_text="0 if there are none.",
    )  # fmt: skip
    between_sessions = _text("What is done between sessions?", rows=2)

    def clean(self) -> dict[str, Any]:
        """Refuse sizes that are in the wrong order, or one without the other."""
        given = super().clean() or {}
        least, most = given.get("group_least"), given.get("group_most")
        if (least is None) != (most is None):
            self.add_error("group_most", "Enter both sizes, or neither.")
        elif least is not None and most is not None and most < least:
            self.add_error("group_most", "The largest must not be smaller than the smallest.")
        return given


class CatchUpPage(forms.Form):
    """What counts as having received a session."""

    catch_up_kinds = forms.MultipleChoiceField(
        label="How may a missed session be caught up?",
        choices=[(one.value, one.value.capitalize()) for one in CatchUp],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    catch_up_counts = forms.ChoiceField(
        label="Does a session that was caught up count as received?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not decided")],
        widget=forms.RadioSelect,
        required=False,
    )
    least_share = _few(
        "Least share of a session that counts, in per cent", most=PER_CENT,
        help_text="75 means that whoever was there for three quarters of it received it.",
    )  # fmt: skip


class FidelityPage(forms.Form):
    """How it is known to be done as meant."""

    instrument = forms.ChoiceField(
        label="By which instrument is it rated?", widget=forms.RadioSelect, required=False
    )
    sample = _text("How many sessions are rated, and how are they chosen?", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, instrument(name).title) for name in instrument_names()]
        self.fields["instrument"].choices = [*known, ("", "None")]  # type: ignore[attr-defined]


class OutcomesPage(forms.Form):
    """What it should change, and what is known of that."""

    outcomes = Lines(label="What should it change?", help_text="One on each line.")
    measures = Lines(label="What is measured, and when?", help_text="One on each line.")
    evidence = _text(
        "What is known of its effects?",
        help_text="In your own words, with where that is written. Say what is not known too.",
    )


class WhyChanged(forms.Form):
    """What a new version is for."""

    because = forms.CharField(
        label="What do you change, and why?",
        help_text="It stands beside the new version. The answers come next.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what you change and why."},
    )


def answers_from(given: Mapping[str, Any]) -> OwnAnswers:
    """Make an organisation's answers out of all that its pages hold."""
    plain = {
        name: value
        for name, value in given.items()
        if name in OwnAnswers.__dataclass_fields__ and value not in (None, "", [], ())
    }
    for name in ("order_fixed", "catch_up_counts"):
        if name in plain:
            plain[name] = plain[name] == "yes"
    for name, kind in (("kind", Kind), ("attends", Attends)):
        if name in plain:
            plain[name] = kind(plain[name])
    if "least_share" in plain:
        plain["least_share"] /= PER_CENT
    plain["needs"] = tuple(Need(one) for one in given.get("needs", ()))
    plain["catch_up_kinds"] = tuple(CatchUp(one) for one in given.get("catch_up_kinds", ()))
    plain["stages"] = tuple(given.get("stages", ()))
    plain["facilitators"] = given.get("facilitators", ())
    return OwnAnswers(**plain)


def typed_from(answers: OwnAnswers) -> dict[str, Any]:
    """Give what would have been typed for these answers, by the names of the fields."""
    said = {name: getattr(answers, name) for name in OwnAnswers.__dataclass_fields__}
    for name in ("order_fixed", "catch_up_counts"):
        said[name] = {True: "yes", False: "no", None: ""}[said[name]]
    if answers.least_share is not None:
        said["least_share"] = f"{PER_CENT * answers.least_share:.10g}"
    said["facilitators"] = "\n".join(str(role) for role in answers.facilitators)
    for name in ("outcomes", "measures"):
        said[name] = "\n".join(said[name])
    return {
        name: [str(one) for one in value] if isinstance(value, tuple) else str(value)
        for name, value in said.items()
        if value not in (None, "", ())
    }
