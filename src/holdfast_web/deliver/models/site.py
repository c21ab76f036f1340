"""An organisation that delivers a programme, and where its implementation stands."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class Stage(models.TextChoices):
    """A stage of implementation, in the words of the glossary."""

    EXPLORATION = "exploration", "Exploration"
    INSTALLATION = "installation", "Installation"
    INITIAL = "initial", "Initial implementation"
    FULL = "full", "Full implementation"
    SUSTAINED = "sustained", "Sustained"
    ENDED = "ended", "Ended"


class Site(models.Model):
    """One programme at one organisation.

    `programme` is the programme's URN, in the library or of the organisation's own. With
    `shares_counts`, the `national_team` sees counts of this site, never a person.
    """

    FIELDS = classed(
        public="id programme stage",
        organisation="key organisation title stage_since national_team shares_counts funded_by "
        "funding_ends added",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sites"
    )
    programme = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.EXPLORATION)
    stage_since = models.DateField()
    national_team = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="sites_of_its_programmes",
    )  # fmt: skip
    shares_counts = models.BooleanField(default=False)
    funded_by = models.CharField(max_length=200, blank=True)
    funding_ends = models.DateField(null=True, blank=True)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("organisation__name", "title")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "programme"), name="site_once"),
            models.CheckConstraint(
                condition=models.Q(shares_counts=False) | models.Q(national_team__isnull=False),
                name="site_shares_with_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


class StageMove(models.Model):
    """One move of a site from a stage to another, forwards or back."""

    FIELDS = classed(
        public="id before after", organisation="site on reason entered_at", personal="by"
    )

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    after = models.CharField(max_length=12, choices=Stage.choices)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.site}: {self.get_after_display()} on {self.on}"
