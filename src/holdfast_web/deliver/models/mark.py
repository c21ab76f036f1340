"""Who was at a sitting, what was corrected, and how a missed session is caught up."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast.deliver.dose import CatchUp as EngineKind
from holdfast.deliver.register import Presence, Reason
from holdfast_web.deliver.models.run import Session, Sitting
from holdfast_web.deliver.models.staff_member import StaffMember
from holdfast_web.people.privacy import classed


class Outcome(models.TextChoices):
    """What a register says of one person, by the codes of the engine."""

    PRESENT = Presence.PRESENT, "Present"
    LATE = Presence.LATE, "Late"
    LEFT_EARLY = Presence.LEFT_EARLY, "Left early"
    ABSENT = Presence.ABSENT, "Absent"


class AbsenceReason(models.TextChoices):
    """Why somebody was not there, by the codes of the engine."""

    NIGHTS = Reason.NIGHTS, "Works nights"
    ON_SHIFT = Reason.ON_SHIFT, "On shift with young people"
    ELSEWHERE = Reason.ON_SHIFT_ELSEWHERE, "On shift elsewhere"
    OFF_SHIFT = Reason.OFF_SHIFT, "Day off"
    LEAVE = Reason.ANNUAL_LEAVE, "Annual leave"
    SICK = Reason.SICK, "Sick"
    LONG_LEAVE = Reason.LONG_LEAVE, "Maternity or other long leave"
    TRAINING = Reason.OTHER_TRAINING, "Other training"
    OTHER_SITTING = Reason.OTHER_SITTING, "Comes to the other sitting"
    NOT_TOLD = Reason.NOT_TOLD, "Was not told"
    OTHER = Reason.OTHER, "Another reason"
    NOT_KNOWN = Reason.NOT_KNOWN, "Not known"


class VisitorKind(models.TextChoices):
    """In what standing somebody of the day is on a register."""

    AGENCY = "agency", "Agency today"
    VISITOR = "visitor", "Visitor"


class Mark(models.Model):
    """One person's line in the register of one sitting, as it stands now.

    Either a member of staff, or somebody of the day (`visitor`): agency staff sent for one
    shift, or a guest. `minutes` is how long they were there; None where nobody wrote down when
    they came or went. `version` is the register's version at which the line was last changed;
    what it was before is in `MarkChange`.
    """

    FIELDS = classed(
        public="id outcome version visitor_kind",
        organisation="key sitting minutes at",
        personal="staff visitor arrived left by",
        special="reason",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="marks")
    staff = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    visitor = models.CharField(max_length=150, blank=True)
    visitor_kind = models.CharField(
        max_length=10, choices=VisitorKind.choices, blank=True, default=""
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(
        max_length=20, choices=AbsenceReason.choices, blank=True, default=""
    )
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
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
                condition=models.Q(staff__isnull=False, visitor="", visitor_kind="")
                | (
                    models.Q(staff__isnull=True)
                    & ~models.Q(visitor="")
                    & ~models.Q(visitor_kind="")
                ),
                name="mark_of_staff_or_visitor",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="absent")
                | (models.Q(minutes=0) & ~models.Q(reason="")),
                name="mark_absent_has_reason_no_minutes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff or self.visitor}: {self.get_outcome_display()}"


class Means(models.TextChoices):
    """By what means a mark was written down."""

    PAGE = "page", "On the page of the register"
    WORKBOOK = "workbook", "From an Excel register"


class MarkChange(models.Model):
    """One change of one line of a register: who, when, and what it was before and after.

    `line` is the key of the member of staff, or of the mark of somebody of the day, whose name
    is then in `visitor`. `before` and `after` hold the outcome, reason and times; None where
    there was, or is, no mark. The audit trail says only that the register was saved: the values
    are here, beside the register itself.
    """

    FIELDS = classed(
        public="id version means visitor_kind", organisation="sitting at",
        personal="line visitor by", special="before after",
    )  # fmt: skip

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="changes")
    line = models.UUIDField()
    visitor = models.CharField(max_length=150, blank=True)
    visitor_kind = models.CharField(
        max_length=10, choices=VisitorKind.choices, blank=True, default=""
    )
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    means = models.CharField(max_length=10, choices=Means.choices, default=Means.PAGE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("sitting", "version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("sitting", "line", "version"), name="mark_change_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line}: version {self.version}"


class CatchUpKind(models.TextChoices):
    """How a missed session was made up for, by the words of the engine."""

    VISIT = EngineKind.VISIT, "Visit"
    VIDEO = EngineKind.VIDEO, "Video call"
    ONE_TO_ONE = EngineKind.ONE_TO_ONE, "One to one"
    NEXT_RUN = EngineKind.NEXT_RUN, "With the next run"
    OTHER_SITTING = EngineKind.OTHER_SITTING, "At a sitting of another home"


class CatchUp(models.Model):
    """One session made up for by one member of staff.

    Whether it counts is the programme's rule and is kept as it was judged when it was entered.
    """

    FIELDS = classed(
        public="id kind counts",
        organisation="key session on minutes entered_at",
        personal="staff given_by entered_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="catch_ups")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="catch_ups")
    kind = models.CharField(max_length=20, choices=CatchUpKind.choices)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    given_by = models.CharField(max_length=150, blank=True)
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
