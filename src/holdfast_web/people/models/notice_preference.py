"""Which notices does a person want by email?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from holdfast_web.people.privacy import classed


class NoticeKind(models.TextChoices):
    """What a notice can be about."""

    JOB_ENDED = "job_ended", "A job that I asked for is done, or could not be done"
    RELEASE_WAITS = "release_waits", "A release waits for a second person, and I may be it"
    RELEASE_DECIDED = "release_decided", "A release that I asked for was approved or refused"
    SCHEDULE = "schedule", "A schedule of sessions that concerns me was released or changed"
    REFERRAL = "referral", "A referral came that I may decide on, or mine was decided"
    DRIFT = "drift", "A service left the children it is meant for"
    ENDING = "ending", "The funding of a site or a certification ends before long"


class NoticePreference(models.Model):
    """Whether a person wants one kind of notice. Who never chose wants them all."""

    FIELDS = classed(public="id kind", personal="user wanted")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    wanted = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "kind"), name="notice_preference_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=NoticeKind.values), name="notice_kind_is_listed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {'yes' if self.wanted else 'no'}"
