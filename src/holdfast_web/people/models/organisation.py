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


class Region(models.TextChoices):
    """A region of England, as official statistics name them, or another country."""

    NORTH_EAST = "north_east", "North East"
    NORTH_WEST = "north_west", "North West"
    YORKSHIRE = "yorkshire", "Yorkshire and the Humber"
    EAST_MIDLANDS = "east_midlands", "East Midlands"
    WEST_MIDLANDS = "west_midlands", "West Midlands"
    EAST = "east", "East of England"
    LONDON = "london", "London"
    SOUTH_EAST = "south_east", "South East"
    SOUTH_WEST = "south_west", "South West"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class Organisation(models.Model):
    """Whoever's data something is. Homes stand under their authority or provider.

    Where no `region` is given, it is that of the nearest organisation above which has one.
    Files of returns are deleted when they have been read; where an organisation chose to
    `keep_originals`, whoever uploads some may keep them.
    """

    FIELDS = classed(
        public="id kind region", organisation="key name parent keep_originals created"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    region = models.CharField(max_length=20, choices=Region.choices, blank=True, default="")
    keep_originals = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("parent", "name"), name="organisation_name_once"),
        )

    def __str__(self) -> str:
        return self.name
