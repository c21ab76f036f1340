"""Which programme is looked at across sites, and which changes are read?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.deliver.queries.exchange import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable


class NationalFilter(forms.Form):
    """One of the programmes whose sites share their counts."""

    programme = forms.ChoiceField(label="Programme", required=False)

    def __init__(
        self, *args: Any, programmes: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["programme"])
        field.choices = list(programmes)


class ExchangeFilter(forms.Form):
    """By what changes of sites are narrowed."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Where from", required=False, choices=[("", "Everywhere"), *KINDS.items()]
    )
