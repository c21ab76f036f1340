"""Which children and which year is the page to be about? And which child?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast.records.pseudonym import ALPHABET, LENGTH
from holdfast_web.records.journeys.one_child import BEGINNING, tidy
from holdfast_web.records.journeys.selection import options

if TYPE_CHECKING:
    from collections.abc import Mapping


class SelectionForm(forms.Form):
    """The filters of the journey pages."""

    age = forms.ChoiceField(label="Age", required=False)
    need = forms.ChoiceField(label="Need", required=False)
    year = forms.ChoiceField(label="Year", required=False)

    def __init__(self, *args: Any, counts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in options(counts).items():
            if len(offered) > 1:
                cast("forms.ChoiceField", self.fields[name]).choices = offered
            else:
                del self.fields[name]


class ChildForm(forms.Form):
    """The search for one child by pseudonym."""

    pseudonym = forms.CharField(
        label="Pseudonym, or how it begins",
        help_text=f"A pseudonym has {LENGTH} letters and digits, such as 7KX2MB09QW4T5ZHD. "
        "Give at least the first four.",
        max_length=40,
        widget=forms.TextInput(attrs={"short": True, "autocomplete": "off"}),
        error_messages={"required": "Type a pseudonym, or how it begins."},
    )

    def clean_pseudonym(self) -> str:
        """Give it as pseudonyms are written."""
        typed = tidy(self.cleaned_data["pseudonym"])
        if not BEGINNING.fullmatch(typed):
            raise forms.ValidationError(
                f"A pseudonym has 4 to {LENGTH} of the letters and digits {ALPHABET}."
            )
        return typed
