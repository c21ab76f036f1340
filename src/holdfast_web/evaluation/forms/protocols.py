"""What is asked of a protocol that comes as a file, and of the files beside it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from holdfast_web.people.models import User
    from holdfast_web.records.models import ReturnSet

MOST_TEXT = 1_000_000


class OwnOrganisation(forms.Form):
    """A form that asks for the organisation only where there is more than one to choose."""

    permission = Permission.WRITE_PROTOCOL

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(pk__in=organisations(user, self.permission))
        self._only = own.first() if own.count() == 1 else None
        if self._only is None:
            field = forms.ModelChoiceField(
                own, to_field_name="key", label="Whose protocol is it?", empty_label=None
            )
            field.error_messages["required"] = "Choose an organisation."
            self.fields = {"organisation": field, **self.fields}

    @property
    def organisation(self) -> Organisation:
        """The organisation chosen, or the only one."""
        return self._only or self.cleaned_data["organisation"]


class UploadProtocol(OwnOrganisation):
    """A `protocol.yaml`, and the two files that it names."""

    protocol = forms.FileField(
        label="Protocol",
        help_text="The YAML file of the plan, such as protocol.yaml.",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        error_messages={"required": "Choose the file of the protocol."},
    )
    enrolments = forms.FileField(
        label="Enrolments",
        required=False,
        help_text="A CSV file with a row for each referral. You can give it later. Children's "
        "references become pseudonyms as it is read, and the file itself is not kept.",
        widget=forms.FileInput(attrs={"accept": ".csv,.parquet"}),
    )
    cost_ledger = forms.FileField(
        label="Cost ledger",
        required=False,
        help_text="A CSV file with a row for each thing paid for. You can give it later.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_protocol(self) -> str:
        """Give the text of the file."""
        given = self.cleaned_data["protocol"]
        if given.size > MOST_TEXT:
            raise forms.ValidationError(
                "The protocol is larger than a megabyte, so it is something else."
            )
        try:
            text: str = given.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("The protocol must be a text file in UTF-8.") from None
        if "\0" in text:
            raise forms.ValidationError("The protocol must be a text file in UTF-8.")
        return text


class GiveFile(forms.Form):
    """One of the files beside a protocol."""

    file = forms.FileField(error_messages={"required": "Choose a file."})

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = label


class ChooseReturns(forms.Form):
    """Over which returns a protocol is checked, or run."""

    returns: forms.ModelChoiceField[ReturnSet] = forms.ModelChoiceField(
        queryset=None, to_field_name="key", label="Returns", empty_label=None,
        error_messages={"required": "Choose a set of returns."},
    )  # fmt: skip

    def __init__(self, *args: Any, sets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[ReturnSet]", self.fields["returns"]).queryset = sets


class AskRelease(forms.Form):
    """Which file of a run is to leave, and what for."""

    file = forms.ChoiceField(
        label="Which file?",
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": "Choose a file."},
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="Say who will read it and why. A second person decides by this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say what the file is for."},
    )

    def __init__(self, *args: Any, files: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["file"]).choices = list(files.items())
