"""Who carries a programme at a site, what is ready, what stands in the way, and what lasts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.site import Site
from holdfast_web.people.privacy import classed


class SiteTeamMember(models.Model):
    """One person of a site's implementation team, from when until when."""

    FIELDS = classed(
        public="id leads", organisation="key site part", personal="name since until"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="team")
    name = models.CharField(max_length=150)
    part = models.CharField(max_length=150, blank=True)
    leads = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-leads", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="site_team_member_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Ready(models.TextChoices):
    """How far a site is ready in one respect."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "Not yet"


class ReadinessAnswer(models.Model):
    """A site's answer to one question of readiness on one day; the latest is the one."""

    FIELDS = classed(
        public="id question answer", organisation="site words on entered_at", personal="by"
    )

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="readiness")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=6, choices=Ready.choices)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("site", "question", "on", "id")

    def __str__(self) -> str:
        return f"{self.question}: {self.get_answer_display()}"


class BarrierKind(models.TextChoices):
    """What sort of thing stands in the way."""

    STAFF = "staff", "Staff leave or cannot be found"
    TIME = "time", "Time and cover for shifts"
    MONEY = "money", "Money"
    LEADERS = "leaders", "Support of those who lead"
    FACILITATORS = "facilitators", "Facilitators and supervision"
    FIT = "fit", "Fit with what else goes on"
    REFERRALS = "referrals", "Referrals"
    DATA = "data", "Records and data"
    OTHER = "other", "Something else"


class Barrier(models.Model):
    """Something that stands in the way at a site, from when, and how it was overcome."""

    FIELDS = classed(
        public="id kind shared",
        organisation="key site what noticed resolved how entered_at",
        personal="by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="barriers")
    kind = models.CharField(max_length=12, choices=BarrierKind.choices)
    what = models.CharField(max_length=500)
    noticed = models.DateField()
    resolved = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=500, blank=True)
    shared = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = (models.F("resolved").desc(nulls_first=True), "noticed", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(resolved__isnull=True, how="")
                | (models.Q(resolved__gte=models.F("noticed")) & ~models.Q(how="")),
                name="barrier_resolved_with_how",
            ),
            models.CheckConstraint(
                condition=models.Q(shared=False) | models.Q(resolved__isnull=False),
                name="barrier_shared_once_resolved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"


class SustainmentItem(models.Model):
    """A site's answer to one question of how it will last: what, who, by when, and if done."""

    FIELDS = classed(
        public="id question", organisation="site plan by_when done", personal="who"
    )

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="sustainment")
    question = models.CharField(max_length=40)
    plan = models.CharField(max_length=500)
    who = models.CharField(max_length=150, blank=True)
    by_when = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("site", "id")
        constraints = (
            models.UniqueConstraint(fields=("site", "question"), name="sustainment_item_once"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.plan}"


class Lesson(models.Model):
    """What a site changed and why, written for others to learn from."""

    FIELDS = classed(
        public="id",
        organisation="key site title changed why came_of_it on added",
        personal="by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="lessons")
    title = models.CharField(max_length=150)
    changed = models.TextField()
    why = models.TextField()
    came_of_it = models.TextField(blank=True)
    on = models.DateField()
    added = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return self.title
