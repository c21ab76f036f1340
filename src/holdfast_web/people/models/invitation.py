"""An invitation by email: a link that works once, and not for long."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.privacy import classed
from holdfast_web.people.roles import RoleName


class Invitation(models.Model):
    """One person asked into one organisation in one role.

    Only the hash of the link's secret is kept, so that who reads the database cannot use it.
    """

    FIELDS = classed(
        public="id role",
        organisation="key organisation sent_at expires_at used_at withdrawn_at secret_hash",
        personal="email sent_by used_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    role = models.CharField(max_length=30, choices=RoleName.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    # None for the first of all, made on the command line.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(used_by__isnull=True, used_at__isnull=True)
                | models.Q(used_by__isnull=False, used_at__isnull=False),
                name="invitation_used_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Say whether the link still works."""
        return (
            self.used_at is None
            and self.withdrawn_at is None
            and timezone.now() < self.expires_at
        )

    @property
    def state(self) -> str:
        """Say in a word where it stands."""
        if self.used_at is not None:
            return "Accepted"
        if self.withdrawn_at is not None:
            return "Withdrawn"
        return "Sent" if self.is_open else "Expired"
