"""Returns that came together: one upload, read once, kept under pseudonyms."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Job, Organisation
from holdfast_web.people.models.job import JobState
from holdfast_web.people.privacy import classed

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReturnSet(models.Model):
    """One upload of an organisation's returns, of any number of files and years.

    Its state is that of the job that reads it. What was read lies in the organisation's store;
    here are the names of the files, their hashes, and counts.
    """

    FIELDS = classed(
        public="id keep_original",
        organisation="key organisation label job files counts uploaded_at read_at "
        "original_deleted_at",
        personal="uploaded_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="return_sets"
    )
    label = models.CharField(max_length=120)
    keep_original = models.BooleanField(default=False)
    files = models.JSONField(default=list)
    counts = models.JSONField(null=True, blank=True)
    job = models.OneToOneField(
        Job, null=True, blank=True, on_delete=models.PROTECT, related_name="return_set"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    original_deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        indexes = (
            models.Index(
                fields=("organisation", "uploaded_at"), name="returns_by_organisation"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(counts__isnull=True, read_at__isnull=True)
                | models.Q(counts__isnull=False, read_at__isnull=False),
                name="returns_counted_when_read",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def counted(self) -> Mapping[str, Any]:
        """The counts of a set that has been read."""
        if self.counts is None:
            raise ValueError("Only a set of returns that has been read has counts.")
        return dict(self.counts)

    @property
    def usable(self) -> bool:
        """Say whether it has been read."""
        return self.read_at is not None

    @property
    def state(self) -> JobState:
        """Where it stands, as its job does."""
        return JobState(self.job.state) if self.job is not None else JobState.WAITING
