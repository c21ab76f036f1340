"""A file with counts that is to leave: who asks, what for, what was checked, who agreed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.privacy import classed


class ReleaseState(models.TextChoices):
    """Where a release stands."""

    WAITING = "waiting", "Waiting for a second person"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


MOVES: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.WAITING: frozenset(
        {ReleaseState.APPROVED, ReleaseState.REFUSED, ReleaseState.WITHDRAWN}
    ),
    ReleaseState.APPROVED: frozenset({ReleaseState.EXPIRED}),
    ReleaseState.REFUSED: frozenset(),
    ReleaseState.WITHDRAWN: frozenset(),
    ReleaseState.EXPIRED: frozenset(),
}
"""Which state may follow which."""

OWNERS: dict[ReleaseState, str] = {
    ReleaseState.WAITING: "a second person approves or refuses; the asker may withdraw",
    ReleaseState.APPROVED: "the clock: it expires by itself",
    ReleaseState.REFUSED: "nobody: ask again with another file",
    ReleaseState.WITHDRAWN: "nobody: ask again",
    ReleaseState.EXPIRED: "nobody: ask again",
}
"""Who moves a release on from each state."""


class Release(models.Model):
    """One file that was asked for. The file itself lies in the organisation's store."""

    FIELDS = classed(
        public="id state checks size downloads",
        organisation="key organisation purpose file_name sha256 refusal asked_at decided_at "
        "expires_at",
        personal="asked_by decided_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="releases"
    )
    purpose = models.TextField()
    file_name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    checks = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=ReleaseState.choices, default=ReleaseState.WAITING
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (
            models.Index(fields=("organisation", "state", "-asked_at"), name="release_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="release_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "expired", "refused"))
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("asked_by")),
                name="release_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "expired"))
                | models.Q(expires_at__isnull=False),
                name="release_expires",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        """Say whether the file may be downloaded now."""
        return (
            self.state == ReleaseState.APPROVED
            and self.expires_at is not None
            and timezone.now() < self.expires_at
        )

    @property
    def shown_state(self) -> ReleaseState:
        """Give the state as the clock has it: an approval past its time has expired."""
        if self.state == ReleaseState.APPROVED and not self.is_open:
            return ReleaseState.EXPIRED
        return ReleaseState(self.state)
