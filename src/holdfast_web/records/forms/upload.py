"""Which returns are to be read, whose are they, and what becomes of the files?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from holdfast_web.people.models import Organisation


class SeveralFiles(forms.FileInput):
    """A file input in which several can be chosen."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Give the files that were chosen."""
        given = data if isinstance(data, (list, tuple)) and data else [data or None]
        return [super(SeveralFilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """The upload of returns."""

    organisation = forms.ChoiceField(label="Whose returns are these?")
    files = SeveralFilesField(  # type: ignore[assignment]  # a field, where a bound form has files
        label="Choose the returns",
        error_messages={
            "required": "Choose at least one file.",
            "empty": "One of the files is empty. Leave it out, or save it again.",
        },
    )
    label = forms.CharField(
        label="What should this upload be called?",
        help_text="Such as: Returns 2021 to 2025. Left blank, it is called by its day.",
        max_length=120,
        required=False,
    )
    keep_original = forms.BooleanField(
        label="Keep the files as they are after they have been read",
        required=False,
    )

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        largest = settings.MOST_UPLOADED >> 20
        self.fields["files"].help_text = (
            "A zip, or one or more files, of SSDA903 returns (CSV or XML), CIN censuses and "
            f"Annex A workbooks, of any years. At most {largest:,} MB together."
        )
        cast("forms.ChoiceField", self.fields["organisation"]).choices = [
            (str(one.key), one.name) for one in organisations
        ]
        self._organisations = {str(one.key): one for one in organisations}
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = str(organisations[0].key)
        self._offer_to_keep([one.keep_originals for one in organisations])

    def _offer_to_keep(self, may: Sequence[bool]) -> None:
        """Ask whether the files are kept only where an organisation chose that they may be."""
        if not any(may):
            del self.fields["keep_original"]
            return
        some = "" if all(may) else " Not each of these organisations allows it."
        self.fields["keep_original"].help_text = (
            "The files hold details of children that Holdfast does not need. If you do not "
            f"tick this, they are deleted as soon as they have been read.{some}"
        )

    def clean_organisation(self) -> Organisation:
        """Give the organisation that was chosen."""
        return self._organisations[self.cleaned_data["organisation"]]

    def clean(self) -> dict[str, Any]:
        """Refuse to keep the files of an organisation that does not keep any."""
        said: dict[str, Any] = super().clean() or {}
        organisation = said.get("organisation")
        if said.get("keep_original") and organisation and not organisation.keep_originals:
            self.add_error(
                "keep_original", f"{organisation} does not keep files of returns. Untick this."
            )
        return said
