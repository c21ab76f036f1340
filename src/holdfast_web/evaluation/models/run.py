"""What came of a protocol? One run of an evaluation over one set of returns."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.evaluation.models.protocol import Protocol
from holdfast_web.people.models import Job, Organisation
from holdfast_web.people.privacy import classed


class Run(models.Model):
    """One run: which plan, which returns, which job, and what it found.

    Findings lie in the organisation's store. What is here is enough to list runs: the verdict,
    the permitted claim, the version of Holdfast, and the hash of `findings.json`.
    """

    FIELDS = classed(
        public="id claim version",
        organisation="key organisation protocol returns_key returns_name job asked finished "
        "verdict findings_sha256",
        personal="asked_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evaluation_runs"
    )
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="runs")
    returns_key = models.UUIDField()
    returns_name = models.CharField(max_length=300)
    job = models.OneToOneField(
        Job, null=True, on_delete=models.SET_NULL, related_name="evaluation_run"
    )
    asked = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=200, blank=True)
    claim = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=40, blank=True)
    findings_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-asked", "-pk")
        indexes = (models.Index(fields=("organisation", "asked"), name="run_by_organisation"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(finished__isnull=True, findings_sha256="")
                | models.Q(finished__isnull=False) & ~models.Q(findings_sha256=""),
                name="run_finished_with_findings",
            ),
        )

    def __str__(self) -> str:
        return f"{self.protocol.title}, {self.asked:%-d %B %Y}"

    @property
    def has_findings(self) -> bool:
        """Say whether there is something to read."""
        return self.finished is not None
