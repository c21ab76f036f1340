"""Which schedule was released, which days are blocked, and whose calendar follows it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.run import Run
from holdfast_web.deliver.models.staff_member import StaffMember
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class ScheduleVersion(models.Model):
    """One release of a run's schedule: what everybody was told.

    The sittings of a run can be moved at any time; calendars and notices follow the latest
    release. `content` is the schedule as it was released, `changes` the sentences that say how
    it differs from the release before.
    """

    FIELDS = classed(
        public="id number",
        organisation="run content changes note released_at",
        personal="released_by",
    )

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="schedule_versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    changes = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    released_at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("run", "-number")
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="schedule_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.run}: release {self.number}"


class BlockedDays(models.Model):
    """Days on which an organisation holds no session, both included, and why."""

    FIELDS = classed(
        public="id", organisation="key organisation first last reason", personal="by"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="blocked_days"
    )
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="blocked_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reason}, {self.first}"


class CalendarCovers(models.TextChoices):
    """Which runs a person's calendar follows."""

    DELIVERS = "delivers", "The runs that I deliver"
    SEES = "sees", "Every run that I may see"


class CalendarLink(models.Model):
    """An address at which a diary finds sessions, without signing in.

    It is a person's own: that of a user, or of a member of staff who has no account and was
    given it. Only the hash of its secret is kept, so it is shown once.
    """

    FIELDS = classed(
        public="id covers", organisation="key made revoked", personal="user staff by hash"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE,
        related_name="calendar_links",
    )  # fmt: skip
    staff = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.CASCADE,
        related_name="calendar_links",
    )  # fmt: skip
    covers = models.CharField(
        max_length=10, choices=CalendarCovers.choices, default=CalendarCovers.SEES
    )
    hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-made", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, staff__isnull=True)
                | models.Q(user__isnull=True, staff__isnull=False),
                name="calendar_link_of_one_person",
            ),
        )

    def __str__(self) -> str:
        return f"Calendar of {self.user or self.staff}"
