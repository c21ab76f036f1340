"""Who did or read what, when and from where: a chain that shows if a link is gone."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One thing that happened. No foreign keys: the trail outlives what it tells of.

    It holds identifiers and no values of a child's record. `hash` covers this event and the
    hash of the one before it, so that a changed or removed event is found.
    """

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    user_key = models.UUIDField(null=True)
    organisation_key = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=100, blank=True)
    address = models.GenericIPAddressField(null=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("organisation_key", "at"), name="audit_by_organisation"),
            models.Index(fields=("user_key", "at"), name="audit_by_user"),
            models.Index(fields=("subject_kind", "subject_key"), name="audit_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
