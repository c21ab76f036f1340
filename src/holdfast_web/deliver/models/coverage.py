"""Whom the coverage of a run counts, and what it came to."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from holdfast_web.deliver.models.run import Run
from holdfast_web.people.privacy import classed


class CoverageRule(models.Model):
    """Whom the coverage of a run counts, and at which share it is to be held.

    Permanent staff always count. A run without a rule counts permanent and bank staff, nights
    too, but nobody while they are on long absence.
    """

    FIELDS = classed(public="id bank agency nights away least_hours level", organisation="run")

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="coverage_rule")
    bank = models.BooleanField(default=True)
    agency = models.BooleanField(default=False)
    nights = models.BooleanField(default=True)
    away = models.BooleanField(default=False)
    least_hours = models.DecimalField(
        max_digits=4, decimal_places=1, default=0,
        validators=[MinValueValidator(0), MaxValueValidator(168)],
    )  # fmt: skip
    level = models.PositiveSmallIntegerField(
        default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    def __str__(self) -> str:
        return f"Whom {self.run} counts"


class RunSummary(models.Model):
    """The coverage of a run as of a day, for the tables of many runs.

    It is made anew whenever a register, a catch-up, a schedule, a rule or the staff of the home
    changes, and each day. `problem` is the code for which it could not be told.
    """

    FIELDS = classed(
        public="id as_of held planned missing problem "
        "start_people start_whole start_mean day_people day_whole day_could day_mean "
        "today_people today_whole today_mean today_hours today_hours_whole owing reached",
        organisation="run",
    )  # fmt: skip

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="summary")
    as_of = models.DateField()
    problem = models.CharField(max_length=60, blank=True)
    held = models.PositiveSmallIntegerField(default=0)
    planned = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    start_people = models.PositiveIntegerField(default=0)
    start_whole = models.PositiveIntegerField(default=0)
    start_mean = models.PositiveIntegerField(default=0)
    day_people = models.PositiveIntegerField(default=0)
    day_whole = models.PositiveIntegerField(default=0)
    day_could = models.PositiveIntegerField(default=0)
    day_mean = models.PositiveIntegerField(default=0)
    today_people = models.PositiveIntegerField(default=0)
    today_whole = models.PositiveIntegerField(default=0)
    today_mean = models.PositiveIntegerField(default=0)
    today_hours = models.FloatField(default=0)
    today_hours_whole = models.FloatField(default=0)
    owing = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start_whole__lte=models.F("start_people"))
                & models.Q(day_whole__lte=models.F("day_people"))
                & models.Q(today_whole__lte=models.F("today_people"))
                & models.Q(day_mean__lte=models.F("day_could")),
                name="run_summary_shares_at_most_one",
            ),
        )

    def __str__(self) -> str:
        return f"Coverage of {self.run} on {self.as_of}"
