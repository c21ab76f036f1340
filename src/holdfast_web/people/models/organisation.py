"""An authority, a provider, a home, a national team: whoever's data something is."""

from __future__ import annotations

import uuid

from django.db import models

from holdfast_web.people.privacy import classed


class Kind(models.TextChoices):
    """What kind of organisation it is, in the words of the glossary."""

    AUTHORITY = "authority", "Local authority"
    PROVIDER = "provider", "Provider of children's homes"
    HOME = "home", "Children's home"
    NATIONAL_TEAM = "national_team", "National programme team"
    EVALUATOR = "evaluator", "Evaluator"
    FUNDER = "funder", "Funder or commissioner"


class Organisation(models.Model):
    """Whoever's data something is. Homes stand under their authority or provider."""

    FIELDS = classed(public="id kind", organisation="key name parent created")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("parent", "name"), name="organisation_name_once"),
        )

    def __str__(self) -> str:
        return self.name
