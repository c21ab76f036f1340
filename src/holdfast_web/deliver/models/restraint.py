"""The times of a restraint: when it was, and when each step after it was done."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class RestraintKind(models.TextChoices):
    """Which kind of measure was used."""

    RESTRAINT = "restraint", "Restraint"
    CONTROL = "control", "Another measure of control"
    DISCIPLINE = "discipline", "A measure of discipline"


class Restraint(models.Model):
    """One use of a measure of control, discipline or restraint, by its number in the home.

    Nobody is named, neither the child nor whoever used it: the home's own record does that.
    Here are only the times, so that nothing falls due unseen.
    """

    FIELDS = classed(
        public="id kind",
        organisation="key organisation number recorded_at debriefed_at child_spoken_to_at "
        "entered_at",
        personal="entered_by",
        special="used_at",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="restraints"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=10, choices=RestraintKind.choices, default=RestraintKind.RESTRAINT
    )
    used_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True)
    child_spoken_to_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-used_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="restraint_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{step}__isnull": True})
                    | models.Q(**{f"{step}__gte": models.F("used_at")}),
                    name=f"restraint_{step}_after",
                )
                for step in ("recorded_at", "debriefed_at", "child_spoken_to_at")
            ),
        )
        indexes = (models.Index(fields=("organisation", "used_at")),)

    def __str__(self) -> str:
        return f"Record {self.number}"
