"""Of which endings have people been told by email?"""

from __future__ import annotations

from django.db import models

from holdfast_web.deliver.models.facilitator import Certification
from holdfast_web.deliver.models.site import Site
from holdfast_web.people.privacy import classed


class EndingTold(models.Model):
    """One warning that was sent: `months` before funding or a certification `ends`.

    A day that is moved makes another ending, of which people are told again.
    """

    FIELDS = classed(public="id months", organisation="site ends at", personal="certification")

    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="endings_told"
    )
    certification = models.ForeignKey(
        Certification, null=True, blank=True, on_delete=models.CASCADE,
        related_name="endings_told",
    )  # fmt: skip
    ends = models.DateField()
    months = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("site", "ends", "months"), name="ending_of_funding_told_once"
            ),
            models.UniqueConstraint(
                fields=("certification", "ends", "months"),
                name="ending_of_certification_told_once",
            ),
            models.CheckConstraint(
                condition=models.Q(site__isnull=True) ^ models.Q(certification__isnull=True),
                name="ending_is_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.months} months before {self.ends}"
