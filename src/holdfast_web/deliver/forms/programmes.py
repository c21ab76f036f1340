"""By what is a list of programmes narrowed, and which are set side by side?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.library.programme_parts import Attends, Need
from holdfast.library.stages import stages
from holdfast_web.deliver.queries.programmes import DISAGREE, RATED, TRIED, UNRATED, Sought
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

OLDEST = 25
MOST_COMPARED = 4
EVIDENCE = (
    (RATED, "Rated by a body that rates programmes"),
    (TRIED, "A randomised trial in the United Kingdom"),
    (DISAGREE, "Findings that disagree"),
    (UNRATED, "No rating was found"),
)


class ProgrammeFilter(forms.Form):
    """What a list of programmes is narrowed by; sent with the address."""

    words = forms.CharField(label="Name", max_length=100, required=False)
    age = forms.IntegerField(label="Age", min_value=0, max_value=OLDEST, required=False)
    stage = forms.ChoiceField(label="Place on the journey", required=False)
    attends = forms.ChoiceField(label="Who takes part", required=False)
    need = forms.ChoiceField(label="Need", required=False)
    evidence = forms.ChoiceField(
        label="Evidence", required=False, choices=[("", "Any"), *EVIDENCE]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (
            ("stage", [(stage.name, stage.title) for stage in stages().values()]),
            ("attends", [(one.value, one.value.capitalize()) for one in Attends]),
            ("need", [(one.value, one.value.capitalize()) for one in Need]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = [("", "Any"), *options]

    @property
    def sought(self) -> Sought:
        """What is sought; what cannot be understood narrows nothing."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return Sought(**said)


class WhoseForm(forms.Form):
    """For which organisation, of those where a person keeps programmes."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="key",
        label="For which organisation?",
        help_text="Those in it and under it will see it.",
        empty_label="Select an organisation",
        error_messages={"required": "Choose an organisation."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = where_kept(user)


def where_kept(user: User) -> QuerySet[Organisation]:
    """Give the organisations in which a person may add programmes and judge their fit."""
    return Organisation.objects.filter(pk__in=organisations(user, Permission.MANAGE_PROGRAMMES))


class CompareForm(forms.Form):
    """Up to four programmes to set side by side; sent with the address."""

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *offered]
        for place, word in enumerate(("First", "Second", "Third", "Fourth"), 1):
            self.fields[f"programme_{place}"] = forms.ChoiceField(
                label=f"{word} programme", choices=choices, required=False
            )

    @property
    def chosen(self) -> list[str]:
        """The URNs that were chosen, each once, in order."""
        self.is_valid()
        return list(dict.fromkeys(value for value in self.cleaned_data.values() if value))
