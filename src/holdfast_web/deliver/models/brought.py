"""Lists of staff and rosters that somebody brought, and what each changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.staff_member import StaffMember
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class BroughtKind(models.TextChoices):
    """What kind of list it is."""

    STAFF = "staff", "List of staff"
    ROSTER = "roster", "Roster"


class BroughtState(models.TextChoices):
    """What became of a list."""

    LOOKED_AT = "looked_at", "To be looked at"
    APPLIED = "applied", "Applied"
    UNDONE = "undone", "Undone"
    DROPPED = "dropped", "Not used"


class BroughtList(models.Model):
    """One list that was brought: its rows until they are used, and what was refused.

    `rows` holds what was read until the list is applied or dropped, and nothing after that.
    `taken_out` holds shifts that a roster took the place of, so that it can be undone.
    """

    FIELDS = classed(
        public="id kind state",
        organisation="key organisation file_name refused unknown options counts brought_at "
        "applied_at undone_at",
        personal="rows taken_out brought_by applied_by undone_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="lists_brought"
    )
    kind = models.CharField(max_length=8, choices=BroughtKind.choices)
    state = models.CharField(
        max_length=10, choices=BroughtState.choices, default=BroughtState.LOOKED_AT
    )
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    unknown = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    taken_out = models.JSONField(default=list)
    brought_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ("-brought_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True, state__in=("looked_at", "dropped"))
                | models.Q(applied_at__isnull=False, state__in=("applied", "undone")),
                name="brought_list_applied_at",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(state="undone"),
                name="brought_list_undone_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class BroughtChange(models.Model):
    """What a list of staff changed in one post: as it was, and as the list made it."""

    FIELDS = classed(public="id", organisation="brought", personal="staff before after")

    brought = models.ForeignKey(BroughtList, on_delete=models.CASCADE, related_name="changes")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("brought", "staff"), name="brought_change_once"),
        )

    def __str__(self) -> str:
        return f"{self.brought}: {self.staff}"


class RosterState(models.TextChoices):
    """Whether a shift was planned or worked."""

    PLANNED = "planned", "Planned"
    WORKED = "worked", "Worked"


class RosterShift(models.Model):
    """One shift of one member of staff, on the day on which it begins.

    One that ends at or before the time at which it begins ends on the next day.
    """

    FIELDS = classed(
        public="id state", organisation="organisation brought", personal="staff day starts ends"
    )

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="roster"
    )
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="roster")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    state = models.CharField(max_length=8, choices=RosterState.choices)
    brought = models.ForeignKey(
        BroughtList, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts"
    )

    class Meta:
        ordering = ("day", "starts", "staff__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("staff", "day", "starts", "ends", "state"), name="roster_shift_once"
            ),
        )
        indexes = (models.Index(fields=("organisation", "day")),)

    def __str__(self) -> str:
        return f"{self.staff}, {self.day}"
