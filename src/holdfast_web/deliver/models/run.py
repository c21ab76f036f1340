"""One delivery of a programme to a home, with its sessions and their sittings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.facilitator import Facilitator
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class RunState(models.TextChoices):
    """Where a run stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    FINISHED = "finished", "Finished"
    STOPPED = "stopped", "Stopped"


class Run(models.Model):
    """One delivery of a programme to a home.

    `programme` and `version` name the programme; `content` is the programme as it was when the
    run was planned, so that a run stays on the version with which it began.
    """

    FIELDS = classed(
        public="id programme version content state",
        organisation="key organisation title starts ends planned_at",
        personal="planned_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="programme_runs"
    )
    programme = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.PLANNED)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    planned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-starts", "title", "id")
        indexes = (models.Index(fields=("programme", "state")),)

    def __str__(self) -> str:
        return f"{self.title} in {self.organisation}"


class RunFacilitator(models.Model):
    """Who delivers a run, in which role, from when until when: cover is a row of its own."""

    FIELDS = classed(
        public="id role", organisation="run", personal="facilitator since until reason"
    )

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="facilitators")
    facilitator = models.ForeignKey(
        Facilitator, on_delete=models.PROTECT, related_name="delivers"
    )
    role = models.CharField(max_length=100, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("run", "role", "since", "id")

    def __str__(self) -> str:
        return f"{self.facilitator} in {self.run}"


class SessionKind(models.TextChoices):
    """For whom a session is, and whether it is one of the programme's own."""

    STAFF = "staff", "Session for all staff"
    MANAGERS = "managers", "Session for managers"
    SPILL_OVER = "spill_over", "Spill-over session"


class Session(models.Model):
    """One session of a run, by its number within its kind."""

    FIELDS = classed(public="id kind number", organisation="key run title")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(
        max_length=10, choices=SessionKind.choices, default=SessionKind.STAFF
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("run", "kind", "number")
        constraints = (
            models.UniqueConstraint(fields=("run", "kind", "number"), name="session_once"),
        )

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.number}"


class SittingState(models.TextChoices):
    """Whether a sitting is still to come, took place, or will not."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Sitting(models.Model):
    """One time at which a session is held: a second half of the team may need a second one.

    `register_version` counts the saves of its register: who saves says which one they saw.
    """

    FIELDS = classed(
        public="id state register_version",
        organisation="key session on starts ends place register_taken_at",
        personal="register_taken_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sittings")
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=SittingState.choices, default=SittingState.PLANNED
    )
    register_version = models.PositiveIntegerField(default=0)
    register_taken_at = models.DateTimeField(null=True, blank=True)
    register_taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ("on", "starts", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="sitting_ends_after_start"
            ),
        )
        indexes = (models.Index(fields=("on", "state")),)

    def __str__(self) -> str:
        return f"{self.session}, {self.on}"
