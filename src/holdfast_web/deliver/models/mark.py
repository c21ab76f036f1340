"""Who was at a sitting, and how a session that was missed is caught up."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.run import Session, Sitting
from holdfast_web.deliver.models.staff_member import StaffMember
from holdfast_web.people.privacy import classed


class Outcome(models.TextChoices):
    """What a register says of one person."""

    PRESENT = "present", "Present"
    LATE = "late", "Late"
    LEFT_EARLY = "left_early", "Left early"
    ABSENT = "absent", "Absent"


class AbsenceReason(models.TextChoices):
    """Why somebody was not there."""

    NIGHTS = "nights", "Worked the night"
    ON_SHIFT = "on_shift", "On shift with young people"
    LEAVE = "leave", "Annual leave"
    SICK = "sick", "Sick"
    TRAINING = "training", "Other training"
    NOT_TOLD = "not_told", "Was not told"
    OTHER = "other", "Another reason"
    NOT_KNOWN = "", "Not known"


class Mark(models.Model):
    """One person's line in the register of one sitting.

    Either a member of staff, or somebody of the day (`visitor`): agency staff sent for one
    shift, or a guest. `minutes` is how long they were there. `version` is the register's
    version at which the line was last changed.
    """

    FIELDS = classed(
        public="id outcome reason version",
        organisation="sitting minutes at",
        personal="staff visitor arrived left note by",
    )

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="marks")
    staff = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    visitor = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(
        max_length=10, choices=AbsenceReason.choices, blank=True, default=""
    )
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("sitting", "staff__name", "visitor", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("sitting", "staff"),
                condition=models.Q(staff__isnull=False),
                name="mark_once",
            ),
            models.CheckConstraint(
                condition=models.Q(staff__isnull=False, visitor="")
                | (models.Q(staff__isnull=True) & ~models.Q(visitor="")),
                name="mark_of_staff_or_visitor",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="absent") | models.Q(minutes=0),
                name="mark_absent_has_no_minutes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff or self.visitor}: {self.get_outcome_display()}"


class CatchUpKind(models.TextChoices):
    """How a missed session was made up for."""

    VISIT = "visit", "Visit"
    VIDEO = "video", "Video call"
    ONE_TO_ONE = "one_to_one", "One to one"
    NEXT_RUN = "next_run", "With the next run"


class CatchUp(models.Model):
    """One session made up for by one member of staff.

    Whether it counts is the programme's rule and is kept as it was judged when it was entered.
    """

    FIELDS = classed(
        public="id kind counts",
        organisation="key session on minutes entered_at",
        personal="staff given_by entered_by note",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="catch_ups")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="catch_ups")
    kind = models.CharField(max_length=10, choices=CatchUpKind.choices)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    given_by = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=200, blank=True)
    counts = models.BooleanField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")
        indexes = (models.Index(fields=("session", "staff")),)

    def __str__(self) -> str:
        return f"{self.staff}: {self.session}, {self.get_kind_display()}"
