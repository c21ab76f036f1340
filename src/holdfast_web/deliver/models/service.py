"""A service to which children are referred: for whom, with how many places, and whose team."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class Service(models.Model):
    """One service of an organisation, such as one at the edge of care.

    Children are known to it by the pseudonyms of `references_of`: the authority whose
    references they have and whose returns an evaluation of it reads. Agreed times are in days,
    by urgency; None is none agreed. Costs are of one place a day, all in prices of one year.
    """

    FIELDS = classed(
        public="id",
        organisation="key organisation references_of name about programme consent_needed "
        "need_measure need_lowest need_highest decide_emergency decide_urgent decide_routine "
        "place_emergency place_urgent place_routine caseload_limit baseline_first "
        "baseline_last cost_occupied cost_empty cost_source worth_target worth_outside "
        "worth_source price_year added closed",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )
    references_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    about = models.CharField(max_length=500, blank=True)
    programme = models.CharField(max_length=120, blank=True)
    consent_needed = models.BooleanField(default=True)
    need_measure = models.CharField(max_length=100, blank=True)
    need_lowest = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    need_highest = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    decide_emergency = models.PositiveSmallIntegerField(null=True, blank=True)
    decide_urgent = models.PositiveSmallIntegerField(null=True, blank=True)
    decide_routine = models.PositiveSmallIntegerField(null=True, blank=True)
    place_emergency = models.PositiveSmallIntegerField(null=True, blank=True)
    place_urgent = models.PositiveSmallIntegerField(null=True, blank=True)
    place_routine = models.PositiveSmallIntegerField(null=True, blank=True)
    caseload_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_first = models.DateField(null=True, blank=True)
    baseline_last = models.DateField(null=True, blank=True)
    cost_occupied = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    cost_empty = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    cost_source = models.CharField(max_length=300, blank=True)
    worth_target = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    worth_outside = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    worth_source = models.CharField(max_length=300, blank=True)
    price_year = models.CharField(max_length=7, blank=True)
    added = models.DateTimeField(auto_now_add=True)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organisation__name", "name")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="service_name_once"),
            models.CheckConstraint(
                condition=models.Q(baseline_first__isnull=True, baseline_last__isnull=True)
                | models.Q(baseline_last__gte=models.F("baseline_first")),
                name="service_baseline_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(need_measure="")
                | models.Q(need_highest__gt=models.F("need_lowest")),
                name="service_need_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cost_occupied__isnull=True, cost_empty__isnull=True)
                | (
                    models.Q(cost_empty__gte=0, cost_occupied__gte=models.F("cost_empty"))
                    & ~models.Q(price_year="")
                    & ~models.Q(cost_source="")
                ),
                name="service_cost_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(worth_target__isnull=True, worth_outside__isnull=True)
                | (
                    models.Q(
                        worth_target__gte=0, worth_outside__gte=0, cost_occupied__isnull=False
                    )
                    & ~models.Q(worth_source="")
                ),
                name="service_worth_whole",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ServicePlaces(models.Model):
    """How many places a service has from a day on."""

    FIELDS = classed(public="id", organisation="service since number entered_at", personal="by")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="places")
    since = models.DateField()
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("service", "since")
        constraints = (
            models.UniqueConstraint(fields=("service", "since"), name="service_places_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} from {self.since}"


class CriteriaVersion(models.Model):
    """For whom a service is meant, from a day on until the next version.

    `content` is as `holdfast.change.criteria_data` writes it. A version is never changed: a
    referral is judged by the one that was in force when it came.
    """

    FIELDS = classed(
        public="id number", organisation="service in_force_from content note made_at",
        personal="made_by",
    )  # fmt: skip

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="criteria_versions"
    )
    number = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()
    content = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("service", "-number")
        constraints = (
            models.UniqueConstraint(fields=("service", "number"), name="criteria_number_once"),
            models.UniqueConstraint(
                fields=("service", "in_force_from"), name="criteria_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service}: criteria, version {self.number}"


class TeamMember(models.Model):
    """One professional of a service's team, who may lead cases whatever their profession.

    `limit` is how many cases they lead at most, where that is not the service's own limit.
    `user` is their account, if they have one: by it they see the cases they have a part in.
    """

    FIELDS = classed(
        public="id", organisation="key service profession limit", personal="name user ended"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="team")
    name = models.CharField(max_length=150)
    profession = models.CharField(max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="in_teams",
    )  # fmt: skip
    limit = models.PositiveSmallIntegerField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("service", "name"), name="team_member_once"),
        )

    def __str__(self) -> str:
        return self.name
