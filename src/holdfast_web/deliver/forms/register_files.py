"""Which Excel register is brought back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 1 << 20


class BroughtForm(forms.Form):
    """What a register that came back was seen to change, signed."""

    brought = forms.CharField(widget=forms.HiddenInput)


class RegisterFileForm(forms.Form):
    """A register as a workbook or CSV."""

    file = forms.FileField(
        label="The register as you filled it in",
        help_text="The Excel register of this sitting, or a CSV file with the same headings.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "Choose the file."},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is larger than any register."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("The file is larger than 1 MB, which no register is.")
        return file
