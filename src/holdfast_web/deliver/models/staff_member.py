"""A person in a post at a home: permanent, bank or agency."""

from __future__ import annotations

import uuid

from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class StaffKind(models.TextChoices):
    """How somebody is employed."""

    PERMANENT = "permanent", "Permanent"
    BANK = "bank", "Bank"
    AGENCY = "agency", "Agency"


class Shifts(models.TextChoices):
    """When somebody works as a rule."""

    DAYS = "days", "Days"
    NIGHTS = "nights", "Nights"
    MIXED = "mixed", "Days and nights"
    NOT_KNOWN = "", "Not known"


class StaffMember(models.Model):
    """One post of one person at one home, from the day they start to the day they leave.

    `left` is the first day on which they no longer work there. `reference` is what the home's
    own list calls them (a payroll number): by it an import finds who is there already.
    """

    FIELDS = classed(
        public="id kind shifts manager",
        organisation="key organisation post contracted_hours added",
        personal="name reference started left",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="staff"
    )
    name = models.CharField(max_length=150)
    reference = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=100, blank=True)
    manager = models.BooleanField(default=False)
    kind = models.CharField(
        max_length=10, choices=StaffKind.choices, default=StaffKind.PERMANENT
    )
    shifts = models.CharField(max_length=10, choices=Shifts.choices, blank=True, default="")
    contracted_hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    started = models.DateField()
    left = models.DateField(null=True, blank=True)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "started", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "reference", "started"),
                condition=~models.Q(reference=""),
                name="staff_member_reference_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left__isnull=True) | models.Q(left__gte=models.F("started")),
                name="staff_member_leaves_after_start",
            ),
        )
        indexes = (models.Index(fields=("organisation", "left", "started")),)

    def __str__(self) -> str:
        return self.name


class LongAbsence(models.Model):
    """Days on which somebody in post is away for long. Why they are is not kept.

    `until` is the first day back; None where it is not known yet.
    """

    FIELDS = classed(public="id", organisation="key", personal="staff since until")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.ForeignKey(
        StaffMember, on_delete=models.CASCADE, related_name="long_absences"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="long_absence_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} away from {self.since}"
