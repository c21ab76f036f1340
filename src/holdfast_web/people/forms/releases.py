"""What a second person is asked when they decide about a release."""

from __future__ import annotations

from django import forms


class DecideRelease(forms.Form):
    """Let it go, or keep it in with a reason."""

    decision = forms.ChoiceField(
        label="Your decision",
        choices=(("approve", "Approve: the file may leave"), ("refuse", "Refuse")),
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you approve or refuse."},
    )
    reason = forms.CharField(
        label="Reason, if you refuse",
        help_text="The person who asked will read it. Do not name or describe a child.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )

    def clean(self) -> dict[str, str]:
        """Ask for a reason where the answer is no."""
        said: dict[str, str] = super().clean() or {}
        if said.get("decision") == "refuse" and not said.get("reason", "").strip():
            self.add_error("reason", "Say why, so that the person who asked can mend it.")
        return said
