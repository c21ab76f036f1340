"""What one person holds of how a programme fits an organisation."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class FitAssessment(models.Model):
    """Six judgements of one person on one day.

    `programme` is a URN, of the library or of an organisation's own; `version` is the version
    that they had before them. `judgements` is a list of part, score and reason.
    """

    FIELDS = classed(
        public="id programme version",
        organisation="key organisation on judgements",
        personal="by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fit_assessments"
    )
    programme = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    on = models.DateField()
    judgements = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("programme", "organisation")),)

    def __str__(self) -> str:
        return f"{self.programme} in {self.organisation}, {self.on}"
