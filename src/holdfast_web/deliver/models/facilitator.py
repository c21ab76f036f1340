"""Who delivers sessions, and for which programme they are certified."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class Facilitator(models.Model):
    """One person who delivers sessions; `background` is a role that a programme asks for."""

    FIELDS = classed(
        public="id", organisation="key organisation background", personal="name user ended"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="facilitators"
    )
    name = models.CharField(max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="facilitates_as",
    )  # fmt: skip
    background = models.CharField(max_length=100, blank=True)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class CertificationState(models.TextChoices):
    """How far somebody is allowed to deliver a programme."""

    IN_TRAINING = "in_training", "In training"
    CERTIFIED = "certified", "Certified"
    EXPIRED = "expired", "Expired"


class Certification(models.Model):
    """One facilitator's standing for one programme, from a day and until another.

    What is kept is in training or certified; that it has expired follows from `expires`.
    """

    FIELDS = classed(public="id programme state", personal="facilitator since expires")

    facilitator = models.ForeignKey(
        Facilitator, on_delete=models.CASCADE, related_name="certifications"
    )
    programme = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=CertificationState.choices)
    since = models.DateField()
    expires = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("facilitator", "programme", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("facilitator", "programme", "since"), name="certification_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="expired"), name="certification_expires_by_its_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.facilitator}: {self.get_state_display()}"
