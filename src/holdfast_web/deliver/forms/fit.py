"""How is one of the six questions of fit asked?"""

from __future__ import annotations

from django import forms

from holdfast.deliver.fit import HIGHEST, LOWEST, FitPart, Judgement

WORDS = {1: "1, not at all", 2: "2, a little", 3: "3, partly", 4: "4, mostly", 5: "5, fully"}


class JudgementForm(forms.Form):
    """A score from 1 to 5, and the reason."""

    score = forms.TypedChoiceField(
        label="How far?",
        choices=[(number, WORDS[number]) for number in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a number from 1 to 5."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="A sentence or two. Name no child.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def judgement(self, part: FitPart) -> Judgement:
        """Give what was judged."""
        return Judgement(
            part=part, score=self.cleaned_data["score"], reason=self.cleaned_data["reason"]
        )
