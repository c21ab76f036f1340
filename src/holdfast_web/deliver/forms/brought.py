"""What is asked of whoever brings a list of staff or a roster?"""

from __future__ import annotations

from typing import Any

from django import forms

from holdfast.deliver.list_file import LARGEST
from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import hint_options

STAFF, PLANNED, WORKED = "staff", "planned", "worked"


class BringForm(forms.Form):
    """A file, what it is, and what its gaps mean."""

    kind = forms.ChoiceField(
        label="What do you bring?",
        choices=[
            (STAFF, "A list of staff"), (PLANNED, "A roster as planned"),
            (WORKED, "A roster as worked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the file is."},
    )  # fmt: skip
    file = forms.FileField(
        label="The file",
        help_text=f"CSV or Excel, up to {LARGEST >> 20} MB, with headings in its first rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsb,.xls,.ods"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    absent_left = DayField(
        label="Who is not on a whole list has left: from which day? (optional)",
        help_text="Leave it empty and whoever is not on the list stays as they are.",
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        hint_options(
            self.fields["kind"],
            {
                STAFF: "A row a post: Name and Started, and what you have of Reference, Post, "
                "Kind, Contracted hours, Shifts, Manager and Left.",
                PLANNED: "A row a shift: Reference or Name, Day, Starts and Ends.",
                WORKED: "The same. It is believed before the roster as planned.",
            },
        )

    def clean_file(self) -> Any:
        """Refuse a file that no list of a home is as large as."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST >> 20} MB. Bring it in parts."
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a day of leaving for a roster."""
        found = super().clean() or self.cleaned_data
        if found.get("absent_left") and found.get("kind") in {PLANNED, WORKED}:
            self.add_error("absent_left", "Leave this day empty: a roster ends no post.")
        return found


class SeenForm(forms.Form):
    """The print of the changes that somebody looked at before applying them."""

    seen = forms.CharField(widget=forms.HiddenInput)
