"""Who did or read what, when and from where: a chain that shows if a link is gone."""

from __future__ import annotations

from django.db import models

from holdfast_web.people.privacy import classed


class AuditEvent(models.Model):
    """One thing that happened. No foreign keys: the trail outlives what it tells of.

    It holds identifiers and no values of a child's record. `hash` covers this event and the
    hash of the one before it, so that a changed or removed event is found. Numbers have no
    gaps. The database itself refuses to change or remove an event (`trail_guard`).
    """

    FIELDS = classed(
        public="number action subject_kind previous hash",
        organisation="at organisation_key subject_key detail",
        personal="user_key address",
    )

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    user_key = models.UUIDField(null=True)
    organisation_key = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=100, blank=True)
    address = models.GenericIPAddressField(null=True)
    detail = models.JSONField(default=dict)
    # Two events cannot follow the same one: a chain that forks is refused by the database.
    previous = models.CharField(max_length=64, unique=True)
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
