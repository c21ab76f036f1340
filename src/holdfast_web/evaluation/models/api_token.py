"""With what does a program come in? A person's token, with what it may do and until when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.privacy import classed


class Scope(models.TextChoices):
    """What a token may be used for; never more than its person may do."""

    ORGANISATIONS = "organisations:read", "Read organisations"
    RETURNS = "returns:read", "Read what was read of returns"
    EVALUATIONS = "evaluations:read", "Read protocols and runs"
    RUN = "evaluations:run", "Run locked protocols"
    FINDINGS = "findings:read", "Read findings"
    DELIVERY = "delivery:read", "Read programmes, sites, runs and coverage, across sites too"
    STAFF = "staff:read", "Read staff and facilitators, registers, practice and fidelity"
    DELIVERY_WRITE = (
        "delivery:write",
        "Write down catch-ups, practice, consultations and fidelity reviews",
    )
    REGISTERS = "registers:write", "Save registers"
    HOMES = "homes:read", "Read homes' months, their charts, and the times of restraints"
    HOMES_WRITE = "homes:write", "Save homes' months"
    REFERRALS = "referrals:read", "Read services and referrals, by pseudonym"
    REFERRALS_WRITE = "referrals:write", "Refer children, and move referrals on"


class ApiToken(models.Model):
    """A token of one person. Only its hash is kept; it is shown once, when it is made."""

    FIELDS = classed(
        public="id scopes", personal="key user name hash made expires revoked last_used"
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="program_tokens"
    )
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        return self.name
