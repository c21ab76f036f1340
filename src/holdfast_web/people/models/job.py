"""A long piece of work: asked for, done beside the pages, followed by whoever asked."""

from __future__ import annotations

import uuid
from zlib import crc32

from django.conf import settings
from django.db import models

from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.privacy import classed


class JobState(models.TextChoices):
    """Where a job stands. `holdfast_web.people.jobs.states` says what may follow what."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (JobState.WAITING, JobState.RUNNING)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of work for an organisation, with how far it has got.

    `attempt` counts how often it was taken up. Together with the state it is what a worker
    must match before it may change anything: who comes late finds that it does not.
    `losses` counts the attempts whose worker or database was lost.
    `arguments` are identifiers and numbers, never a value of a child's record.
    """

    FIELDS = classed(
        public="id kind state step done total reason_code attempt losses",
        organisation="key organisation arguments reason asked_at started_at finished_at worker "
        "beat_at task_key",
        personal="asked_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="jobs"
    )
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    step = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    reason_code = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    losses = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    task_key = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=("organisation", "asked_at"), name="job_by_organisation"),
            models.Index(fields=("state", "beat_at"), name="job_by_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_is_listed"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, finished_at__isnull=True)
                | models.Q(state__in=ENDED, finished_at__isnull=False),
                name="job_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running")
                | models.Q(started_at__isnull=False, beat_at__isnull=False),
                name="job_runs_with_a_beat",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(reason_code=""),
                name="job_fails_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def ended(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.state in ENDED

    @property
    def fingerprint(self) -> str:
        """Give a short text that changes whenever a page about it would."""
        return (
            f"{self.state}.{self.attempt}.{self.done}.{self.total}.{crc32(self.step.encode())}"
        )
