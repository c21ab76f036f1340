"""What was decided before the result was seen? The plan of an evaluation, as it stands."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class ProtocolState(models.TextChoices):
    """A draft may be changed; a locked protocol never is."""

    DRAFT = "draft", "Draft"
    LOCKED = "locked", "Locked"


class Protocol(models.Model):
    """The text of a `protocol.yaml`, whose it is, and whether it is fixed.

    `sha256` is the engine's hash of the settings, empty while the text has faults. A locked
    protocol has one, and who locked it and when.
    """

    FIELDS = classed(
        public="id state",
        organisation="key organisation title text sha256 copied_from added locked",
        personal="added_by locked_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="protocols"
    )
    title = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        max_length=10, choices=ProtocolState.choices, default=ProtocolState.DRAFT
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ("-added", "-pk")
        indexes = (
            models.Index(fields=("organisation", "added"), name="protocol_by_organisation"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="draft", locked__isnull=True)
                | models.Q(state="locked", locked__isnull=False) & ~models.Q(sha256=""),
                name="protocol_locked_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_locked(self) -> bool:
        """Say whether it can no longer be changed."""
        return self.state == ProtocolState.LOCKED
