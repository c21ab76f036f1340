"""Which role does a person have in an organisation?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.privacy import classed
from holdfast_web.people.roles import RoleName


class Membership(models.Model):
    """One role of one person in one organisation, and in what stands under it."""

    FIELDS = classed(
        public="id role", organisation="organisation since", personal="user given_by"
    )

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=RoleName.choices)
    since = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation", "role"), name="membership_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.organisation}"
