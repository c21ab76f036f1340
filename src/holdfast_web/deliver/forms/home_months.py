"""A home's month on one page, a group of measures at a time; a list of months; a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from holdfast.deliver.home_measures import BY_NAME, MEASURES, Group
from holdfast.deliver.home_month import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

LARGEST = 2 << 20


class MeasuresForm(forms.Form):
    """The measures of one group. Every box may stay empty: that is missing, and not 0."""

    def __init__(self, *args: Any, group: Group, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.group = group
        for measure in MEASURES:
            if measure.group is group:
                self.fields[measure.name] = forms.IntegerField(
                    label=measure.title,
                    help_text=measure.definition,
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    widget=forms.NumberInput(attrs={"short": 5}),
                    error_messages={
                        "invalid": "Enter a whole number, or leave the box empty.",
                        "min_value": "Enter 0 or more, or leave the box empty.",
                        "max_value": f"Enter {MOST:,} or less.",
                    },
                )


class SeenForm(forms.Form):
    """Which version of the month its sender saw, and that they looked again where asked."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="I have looked again, and these numbers are right",
        required=False,
        widget=forms.HiddenInput,
    )


class MonthForms:
    """All the forms of the page of one month."""

    def __init__(
        self, data: QueryDict | None = None, *, values: Mapping[str, int | None], seen: int
    ) -> None:
        self.groups = [MeasuresForm(data, group=group, initial=values) for group in Group]
        self.seen = SeenForm(data, initial={"seen": seen})

    @property
    def all(self) -> list[forms.Form]:
        """Give them in the order in which they stand on the page."""
        return [*self.groups, self.seen]

    def is_valid(self) -> bool:
        """Say whether all of them are; each is asked, so that each can say what is wrong."""
        return sum(not one.is_valid() for one in self.all) == 0

    @property
    def numbers(self) -> dict[str, int | None]:
        """Give what was filled in, None where a box was left empty."""
        return {
            name: one.cleaned_data[name]
            for one in self.groups
            for name in one.fields
            if name in BY_NAME
        }

    def see(self, version: int) -> None:
        """Let the next save be of the month as it is now."""
        self.seen.data = {"seen": version}

    def ask_again(self, version: int) -> None:
        """Ask whoever sent it to say that they looked again."""
        self.see(version)
        self.seen.fields["sure"].widget = forms.CheckboxInput()


class MonthsFileForm(forms.Form):
    """A list of months as a workbook or CSV."""

    file = forms.FileField(
        label="The list of months",
        help_text="An Excel workbook or a CSV file with one row a home a month.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "Choose the file."},
    )
    home = forms.ChoiceField(
        label="Which home is it of? (optional)",
        help_text="Only where the list has no column for the home.",
        required=False,
    )

    def __init__(self, *args: Any, homes: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["home"].choices = [  # type: ignore[attr-defined]
            ("", "The list says it"), *((str(key), name) for key, name in homes)
        ]  # fmt: skip

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is larger than any such list."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("The file is larger than 2 MB, which no such list is.")
        return file


class CompareForm(forms.Form):
    """Which programme's homes are compared, by which measure."""

    programme = forms.ChoiceField(label="Programme")
    measure = forms.ChoiceField(label="Measure")

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[tuple[str, str]],
        measures: Sequence[tuple[str, str]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]
        self.fields["measure"].choices = list(measures)  # type: ignore[attr-defined]


class HowChosenForm(forms.Form):
    """Whether lots decided which homes were trained, and when."""

    drawn_by_lot = forms.TypedChoiceField(
        label="Did lots decide which homes were trained, and when?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether lots decided."},
    )
    how = forms.CharField(
        label="How were they drawn?",
        help_text="Only where lots decided: who drew them, when, and among which homes.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ComparisonReleaseForm(forms.Form):
    """What a comparison is to leave for."""

    purpose = forms.CharField(
        label="What is it for?",
        help_text="Say who will read it and why. A second person decides by this.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the file is for."},
    )
