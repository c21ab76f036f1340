"""What staff say of a session, without a name."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from holdfast_web.deliver.models.run import Session
from holdfast_web.people.privacy import classed

LEAST, MOST = 1, 5


class FeedbackLink(models.Model):
    """The address at which staff say what a session was like, without signing in.

    Who knows it can answer and can read nothing. `hour` and `in_hour` hold how many answers
    came within an hour, so that nobody floods it; they say nothing of a single answer.
    """

    FIELDS = classed(
        public="id", organisation="session secret closes made hour in_hour", personal="by"
    )

    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, related_name="feedback_link"
    )
    secret = models.CharField(max_length=64, unique=True)
    closes = models.DateTimeField()
    made = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hour = models.DateTimeField(null=True, blank=True)
    in_hour = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"Feedback on {self.session}"


RATING = (MinValueValidator(LEAST), MaxValueValidator(MOST))


class SessionFeedback(models.Model):
    """One answer. It holds no name, no address and no time, and its key no order."""

    FIELDS = classed(public="id", organisation="session useful clear confident comment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    useful = models.PositiveSmallIntegerField(validators=RATING)
    clear = models.PositiveSmallIntegerField(validators=RATING)
    confident = models.PositiveSmallIntegerField(validators=RATING)
    comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"An answer on {self.session}"
