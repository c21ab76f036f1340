"""What is asked on the page of drift."""

from __future__ import annotations

from django import forms

from holdfast.change.drift_watch import Group


class GroupForm(forms.Form):
    """Which children are set against the criteria."""

    group = forms.ChoiceField(
        label="Which children?",
        required=False,
        choices=[
            (Group.SERVED.value, "Those who began"),
            (Group.ACCEPTED.value, "Those accepted"),
            (Group.REFERRED.value, "Those referred"),
        ],
    )

    def chosen(self) -> Group:
        """Give the group; those who began, if none is named."""
        named = self.cleaned_data.get("group") if self.is_valid() else ""
        return Group(named or Group.SERVED)


class DecidedForm(forms.Form):
    """What was decided on an alert of drift."""

    decided = forms.CharField(
        label="What was found, and what is decided?",
        help_text=(
            "The need may have changed: then the criteria change. Or the service did: then it "
            "goes back to those it is meant for. Write nothing of a single child."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what is decided."},
    )


class ReleaseForm(forms.Form):
    """What a file with the numbers of drift is for."""

    purpose = forms.CharField(
        label="What is it for?",
        help_text="Say who will read it and why. A second person decides by this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say what the file is for."},
    )
