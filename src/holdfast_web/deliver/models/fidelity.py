"""Instruments of fidelity in use, reviews by them, and what is to be done after a review."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.deliver.models.facilitator import Facilitator
from holdfast_web.deliver.models.run import Run, Session
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class RaterKind(models.TextChoices):
    """What kind of rater it was."""

    SELF = "self", "The facilitator, of themselves"
    PEER = "peer", "Another facilitator"
    OBSERVER = "observer", "An observer who did not deliver it"
    CAREGIVER = "caregiver", "A caregiver"


class ChosenKind(models.TextChoices):
    """How it came to be this one that was reviewed."""

    ALL = "all", "All are reviewed"
    RANDOM = "random", "By chance"
    DELIVERER = "deliverer", "The facilitator chose it"


class FidelityInstrument(models.Model):
    """One instrument that an organisation uses for a programme, with its rule of sampling.

    `content` is the instrument as it was when it was taken into use, from the library or of the
    organisation's own, so that reviews stay on the thresholds by which they were made.
    """

    FIELDS = classed(
        public="id urn version programme content rule_fewest rule_rater rule_chosen",
        organisation="key organisation title rule_source taken_up_at retired_at",
        personal="taken_up_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fidelity_instruments"
    )
    programme = models.CharField(max_length=120)
    urn = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    rule_fewest = models.PositiveSmallIntegerField()
    rule_rater = models.CharField(max_length=10, choices=RaterKind.choices)
    rule_chosen = models.CharField(max_length=10, choices=ChosenKind.choices)
    rule_source = models.CharField(max_length=300)
    taken_up_at = models.DateTimeField(auto_now_add=True)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("title", "-version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "programme", "urn", "version"),
                name="fidelity_instrument_once",
            ),
            models.CheckConstraint(
                condition=models.Q(rule_fewest__gte=1) & ~models.Q(rule_rater="self"),
                name="fidelity_instrument_rule_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.title


class FidelityReview(models.Model):
    """One review of one facilitator in one run, with its scores by code.

    A score that is missing is null in `scores` or not there. `rated_by` is who rated where it
    is a facilitator; `rater_name` where it is somebody else with a name here. `note` is about
    the practice that was rated and never about a child.
    """

    FIELDS = classed(
        public="id rater chosen",
        organisation="key organisation instrument run session on entered_at withdrawn_at",
        personal="facilitator rated_by rater_name scores note entered_by withdrawn_by "
        "withdrawn_because",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fidelity_reviews"
    )
    instrument = models.ForeignKey(
        FidelityInstrument, on_delete=models.PROTECT, related_name="reviews"
    )
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="fidelity_reviews")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    facilitator = models.ForeignKey(
        Facilitator, on_delete=models.PROTECT, related_name="reviews"
    )
    rater = models.CharField(max_length=10, choices=RaterKind.choices)
    rated_by = models.ForeignKey(
        Facilitator, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="reviews_given",
    )  # fmt: skip
    rater_name = models.CharField(max_length=150, blank=True)
    on = models.DateField()
    chosen = models.CharField(max_length=10, choices=ChosenKind.choices)
    scores = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_because="")),
                name="fidelity_review_withdrawn_with_reason",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "instrument", "on")),
            models.Index(fields=("facilitator", "on")),
        )

    def __str__(self) -> str:
        return f"{self.facilitator}, {self.on}"


class ReviewAction(models.Model):
    """One thing to be done after a review, by a day."""

    FIELDS = classed(
        public="id", organisation="key review due done_at added_at",
        personal="what added_by done_by",
    )  # fmt: skip

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(FidelityReview, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    due = models.DateField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.what
