"""Emergency access to one organisation (breaking the glass): with a reason, not for long."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.privacy import classed


class Emergency(models.Model):
    """One person's access to one organisation, for a stated reason, until it ends by itself."""

    FIELDS = classed(
        public="id",
        organisation="key organisation began_at ends_at ended_at",
        personal="user reason",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergencies"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="emergencies"
    )
    reason = models.TextField()
    began_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-began_at",)
        indexes = (models.Index(fields=("user", "ends_at"), name="emergency_now"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason="") & models.Q(ends_at__gt=models.F("began_at")),
                name="emergency_has_reason_and_end",
            ),
        )

    def __str__(self) -> str:
        return f"Emergency access to {self.organisation} until {self.ends_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Say whether it still gives access."""
        return self.ended_at is None and timezone.now() < self.ends_at
