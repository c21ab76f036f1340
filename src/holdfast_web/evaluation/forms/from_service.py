"""From which service are a protocol's enrolments taken?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from holdfast_web.deliver.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet


class FromService(forms.Form):
    """One of the services that may be taken from."""

    service = forms.ModelChoiceField(
        label="Which service?",
        queryset=Service.objects.none(),
        to_field_name="key",
        empty_label="Select a service",
        error_messages={"required": "Select a service."},
    )

    def __init__(self, *args: Any, services: QuerySet[Service], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast("forms.ModelChoiceField[Service]", self.fields["service"])
        field.queryset = services
