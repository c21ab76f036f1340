"""By what are runs narrowed, and what is asked about whom coverage counts?"""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast_web.deliver.models import CoverageRule, RunState


class CoverageFilter(forms.Form):
    """By what a table of runs is narrowed."""

    words = forms.CharField(label="Home or programme", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Every state"), *RunState.choices]
    )


class CoverageRuleForm(forms.Form):
    """Whom the coverage of a run counts, and the share at which it is to be held."""

    bank = forms.BooleanField(label="Count bank staff", required=False)
    agency = forms.BooleanField(label="Count agency staff", required=False)
    nights = forms.BooleanField(label="Count staff who work nights only", required=False)
    away = forms.BooleanField(
        label="Count staff while they are on long absence", required=False
    )
    least_hours = forms.DecimalField(
        label="Count nobody with fewer contracted hours a week than",
        help_text="0 counts everybody. Hours that are not known are never too few.",
        min_value=0, max_value=168, max_digits=4, decimal_places=1,
        widget=forms.NumberInput(attrs={"short": 4}),
    )  # fmt: skip
    level = forms.IntegerField(
        label="Share of the team that should have had every session, in per cent",
        help_text="Top-up training is worked out so that coverage stays at this share.",
        min_value=1, max_value=100, widget=forms.NumberInput(attrs={"short": 3}),
    )  # fmt: skip

    @classmethod
    def of(cls, rule: CoverageRule, data: Any = None) -> CoverageRuleForm:
        """Give the form with the rule that is kept."""
        return cls(data, initial={name: getattr(rule, name) for name in cls.base_fields})
