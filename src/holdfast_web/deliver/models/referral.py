"""A referral of a child to a service, its moves, and who has which part in the case."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast.change.criteria import Standing as EngineStanding
from holdfast.deliver.referral import Consent as EngineConsent
from holdfast.deliver.referral import Move as EngineMove
from holdfast.deliver.referral import Outcome as EngineOutcome
from holdfast.deliver.referral import State as EngineState
from holdfast.deliver.referral import Urgency as EngineUrgency
from holdfast.deliver.referral_reasons import Reason as EngineReason
from holdfast_web.deliver.models.service import CriteriaVersion, Service, TeamMember
from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


def _choices(words: type[object]) -> list[tuple[str, str]]:
    """Give what is kept of each word of the engine, and how it is read."""
    return [
        (name.lower(), str(word).capitalize())
        for name, word in words.__members__.items()  # type: ignore[attr-defined]
    ]


STATES = _choices(EngineState)
MOVES = _choices(EngineMove)
STANDINGS = _choices(EngineStanding)
URGENCIES = _choices(EngineUrgency)
CONSENTS = _choices(EngineConsent)
OUTCOMES = _choices(EngineOutcome)
REASONS = _choices(EngineReason)
"""Words of the engine under their names in small letters, which is how they are kept."""


class Referral(models.Model):
    """One child's referral to one service, under a pseudonym.

    It is a draft of whoever writes it until it is sent: then it has a `number` within the
    service, the day on which it was `received` and the criteria of that day. `state`,
    `accepted`, `started` and `over` follow from its moves. What is not known is None, which is
    not an empty list.
    """

    FIELDS = classed(
        public="id state",
        organisation="key organisation service criteria number",
        personal="made_by",
        special="pseudonym birth_month age stages stage needs exclusions need_score "
        "gathered_on urgency consent source referred_from standing received accepted started "
        "over approved_by destination outcome passed_from made_at",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="referrals"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    criteria = models.ForeignKey(
        CriteriaVersion, null=True, blank=True, on_delete=models.PROTECT,
        related_name="referrals",
    )  # fmt: skip
    number = models.PositiveIntegerField(null=True, blank=True)
    pseudonym = models.CharField(max_length=16)
    birth_month = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    stages = models.JSONField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    needs = models.JSONField(null=True, blank=True)
    exclusions = models.JSONField(default=dict, blank=True)
    need_score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    gathered_on = models.DateField(null=True, blank=True)
    urgency = models.CharField(max_length=10, choices=URGENCIES, blank=True)
    consent = models.CharField(max_length=12, choices=CONSENTS, blank=True)
    source = models.CharField(max_length=4, blank=True)
    referred_from = models.CharField(max_length=100, blank=True)
    standing = models.CharField(max_length=12, choices=STANDINGS, blank=True)
    state = models.CharField(
        max_length=14, choices=STATES, default=EngineState.RECEIVED.name.lower()
    )
    received = models.DateField(null=True, blank=True)
    accepted = models.DateField(null=True, blank=True)
    started = models.DateField(null=True, blank=True)
    over = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=100, blank=True)
    destination = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    passed_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="passed_to"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="referrals"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-received", "-id")
        constraints = (
            models.UniqueConstraint(fields=("service", "number"), name="referral_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, criteria__isnull=True)
                | models.Q(
                    number__isnull=False, received__isnull=False, criteria__isnull=False
                ),
                name="referral_sent_whole",
            ),
        )
        indexes = (
            models.Index(fields=("service", "state")),
            models.Index(fields=("service", "pseudonym")),
        )

    def __str__(self) -> str:
        return f"Referral {self.number}" if self.number else "A referral not sent yet"


class ReferralMove(models.Model):
    """One move of a referral, on a day; one that was taken back stays, and counts no more."""

    FIELDS = classed(
        public="id order move",
        organisation="referral decided_by at taken_back_at",
        personal="by",
        special="on reason note taken_back_reason",
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="moves")
    order = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=14, choices=MOVES)
    on = models.DateField()
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("referral", "order")
        constraints = (
            models.UniqueConstraint(fields=("referral", "order"), name="referral_move_once"),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="referral_move_taken_back_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.referral}: {self.get_move_display()}"


class CasePart(models.Model):
    """Who leads a case or has another part in it; `until` is the first day that is not."""

    FIELDS = classed(
        public="id leads", organisation="referral", personal="member", special="since until"
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="parts")
    leads = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("referral", "since", "-leads", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("referral",),
                condition=models.Q(leads=True, until__isnull=True),
                name="case_has_one_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="case_part_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} in {self.referral}"


class DriftAlert(models.Model):
    """A month in which a service left its limits, told once, and what was then decided.

    `window` is the stretch of months of the rule that was left, `group` the children that were
    set against the criteria.
    """

    FIELDS = classed(
        public="id group window",
        organisation="key organisation service month told_at seen_at decided",
        personal="seen_by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="drift_alerts"
    )
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="drift_alerts")
    group = models.CharField(max_length=10)
    month = models.DateField()
    window = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    decided = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-month", "service", "group", "window")
        constraints = (
            models.UniqueConstraint(
                fields=("service", "group", "month", "window"), name="drift_alert_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seen_at__isnull=True, decided="")
                | (models.Q(seen_at__isnull=False) & ~models.Q(decided="")),
                name="drift_alert_seen_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.service}: left its limits in {self.month:%B %Y}"
