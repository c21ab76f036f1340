"""What happened in a home in a month, and how trained homes are to be compared with others."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from holdfast.deliver.home_measures import BY_NAME
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


def _number() -> models.PositiveSmallIntegerField[int | None, int | None]:
    """Give a column for one measure; empty where nobody counted, which is not 0."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


class HomeMonth(models.Model):
    """One home's month: a column for each measure of `holdfast.deliver.home_measures`.

    A home has few children, so its numbers are classed like what tells of a child. `version`
    counts the saves: who saves says which one they saw.
    """

    FIELDS = classed(
        public="id version",
        organisation="organisation month child_nights staff_sickness_days starters leavers "
        "agency_shifts changed_at",
        personal="changed_by",
        special="planned_moves unplanned_moves missing_overnight missing_episodes restraints "
        "police_offences police_call_outs temporary_exclusions permanent_exclusions "
        "school_possible school_attended",
    )

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="home_months"
    )
    month = models.DateField()
    child_nights = _number()
    planned_moves = _number()
    unplanned_moves = _number()
    missing_overnight = _number()
    missing_episodes = _number()
    restraints = _number()
    police_offences = _number()
    police_call_outs = _number()
    temporary_exclusions = _number()
    permanent_exclusions = _number()
    school_possible = _number()
    school_attended = _number()
    staff_sickness_days = _number()
    starters = _number()
    leavers = _number()
    agency_shifts = _number()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("organisation", "month")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "month"), name="home_month_once"),
            models.CheckConstraint(
                condition=models.Q(school_attended__isnull=True)
                | models.Q(school_possible__isnull=True)
                | models.Q(school_attended__lte=models.F("school_possible")),
                name="home_month_attended_of_possible",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}, {self.month:%B %Y}"

    @property
    def values(self) -> dict[str, int | None]:
        """Give the numbers by name of their measure; None where one is missing."""
        return {name: getattr(self, name) for name in BY_NAME}


class HomesPlan(models.Model):
    """How it was decided which homes of an organisation a programme trains, and when.

    Only where lots decided may a comparison of its homes be called an effect; so `how` says how
    they were drawn, and it is on the trail who said so.
    """

    FIELDS = classed(
        public="id programme drawn_by_lot", organisation="organisation how set_at",
        personal="set_by",
    )  # fmt: skip

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="homes_plans"
    )
    programme = models.CharField(max_length=120)
    drawn_by_lot = models.BooleanField(default=False)
    how = models.CharField(max_length=500, blank=True)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "programme"), name="homes_plan_once"
            ),
            models.CheckConstraint(
                condition=models.Q(drawn_by_lot=False) | ~models.Q(how=""),
                name="homes_plan_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} in {self.organisation}"
