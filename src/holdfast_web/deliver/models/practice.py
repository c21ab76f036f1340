"""What was practised between sessions, and whom facilitators and managers consulted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.run import Run, Session
from holdfast_web.deliver.models.staff_member import StaffMember
from holdfast_web.people.privacy import classed


class PracticeTask(models.Model):
    """What a team is asked to try before the next session."""

    FIELDS = classed(public="id", organisation="key session text set_at", personal="set_by")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="practice_tasks"
    )
    text = models.CharField(max_length=500)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("session", "id")

    def __str__(self) -> str:
        return self.text


class Tried(models.TextChoices):
    """How far somebody came with a practice task."""

    YES = "yes", "Tried it"
    PARTLY = "partly", "Tried part of it"
    NO = "no", "Did not try it"


class PracticeTry(models.Model):
    """What one member of staff did with a practice task, and what their supervisor said."""

    FIELDS = classed(
        public="id tried",
        organisation="key task entered_at commented_at",
        personal="staff on happened entered_by comment commented_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(PracticeTask, on_delete=models.CASCADE, related_name="tries")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="tries")
    tried = models.CharField(max_length=10, choices=Tried.choices)
    on = models.DateField()
    happened = models.TextField(max_length=2000, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    comment = models.TextField(max_length=2000, blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    commented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("task", "on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(comment="", commented_at__isnull=True)
                | (~models.Q(comment="") & models.Q(commented_at__isnull=False)),
                name="practice_comment_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff}: {self.get_tried_display()}"


class ConsultationKind(models.TextChoices):
    """Who consulted whom."""

    FACILITATORS = "facilitators", "Facilitators with their consultant"
    MANAGERS = "managers", "Managers with the facilitators"
    OTHER = "other", "Another consultation"


class Consultation(models.Model):
    """One consultation about a run. It is no session, and counts towards nobody's dose."""

    FIELDS = classed(
        public="id kind",
        organisation="key run on minutes about entered_at",
        personal="people entered_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="consultations")
    kind = models.CharField(max_length=15, choices=ConsultationKind.choices)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    people = models.CharField(max_length=300, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"
