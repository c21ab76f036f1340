"""By what is the list of runs narrowed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q

from holdfast_web.deliver.models import RunState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Run


class RunFilter(forms.Form):
    """Words and a state."""

    words = forms.CharField(
        label="Run or home", required=False, max_length=100,
        widget=forms.TextInput(attrs={"short": True}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), *RunState.choices]
    )

    def narrow(self, runs: QuerySet[Run]) -> QuerySet[Run]:
        """Give the runs that answer what is sought; all of them where nothing is."""
        if not self.is_bound or not self.is_valid():
            return runs
        words, state = self.cleaned_data["words"], self.cleaned_data["state"]
        if words:
            runs = runs.filter(
                Q(title__icontains=words) | Q(organisation__name__icontains=words)
            )
        return runs.filter(state=state) if state else runs
