"""By what is a list narrowed? By a state, by an organisation, by a name and a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from holdfast_web.people.models import Organisation

ANY = ("", "Any")
NOT_LISTED = {"invalid_choice": "Select one of the list."}


class NarrowForm(forms.Form):
    """What a list can be narrowed by. Nothing need be said, and then all of it is shown."""

    @property
    def chosen(self) -> dict[str, Any]:
        """Give what was chosen, for the query that narrows; nothing where it makes no sense."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}

    def offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """Say what can be chosen in a field, beside anything."""
        cast("forms.ChoiceField", self.fields[name]).choices = [ANY, *options]


class StateFilter(NarrowForm):
    """A state."""

    state = forms.ChoiceField(label="State", required=False, error_messages=NOT_LISTED)

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.offer("state", states)


class PlaceAndStateFilter(StateFilter):
    """An organisation, where the list has things of more than one, and a state."""

    organisation = forms.ChoiceField(
        label="Organisation", required=False, error_messages=NOT_LISTED
    )
    field_order = ("organisation", "state")

    def __init__(self, *args: Any, places: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offered = [(str(key), name) for key, name in places.values_list("key", "name")]
        if len(offered) > 1:
            self.offer("organisation", offered)
        else:
            del self.fields["organisation"]


class PeopleFilter(NarrowForm):
    """A part of a name or email address, and a role."""

    name = forms.CharField(
        label="Name or email address", required=False, max_length=150,
        widget=forms.TextInput(attrs={"short": True, "autocomplete": "off"}),
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Role", required=False, choices=[ANY, *RoleName.choices],
        error_messages=NOT_LISTED,
    )  # fmt: skip
