"""An organisation's own programme, or one that it varies, in versions that stay."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class OwnKind(models.TextChoices):
    """Whether an organisation made it or varies one of the library."""

    OWN = "own", "Of your own"
    VARIED = "varied", "Varied"


class OwnProgramme(models.Model):
    """A programme that an organisation added, or a programme of the library that it varies.

    `varies` is the URN of what it varies. What a list shows and is filtered by stands here as
    of the newest version, so that no list reads the versions: `words` holds the stages, needs
    and other marks between bars.
    """

    FIELDS = classed(
        public="id kind varies newest youngest oldest words",
        organisation="key organisation urn name summary added",
        personal="added_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="own_programmes"
    )
    urn = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=6, choices=OwnKind.choices)
    varies = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    newest = models.PositiveIntegerField(default=1)
    youngest = models.PositiveSmallIntegerField(null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name"), name="own_programme_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="own", varies="")
                | (models.Q(kind="varied") & ~models.Q(varies="")),
                name="own_programme_varies_something",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProgrammeVersion(models.Model):
    """One version, whole: an edit makes another, and what began on this one stays on it."""

    FIELDS = classed(
        public="id number content", organisation="programme why added", personal="added_by"
    )

    programme = models.ForeignKey(
        OwnProgramme, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=500, blank=True)
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("programme", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "number"), name="programme_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}, version {self.number}"
