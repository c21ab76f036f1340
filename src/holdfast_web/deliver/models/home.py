"""A children's home: what Ofsted knows it by, and how many it is for."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class Home(models.Model):
    """What is to be known of an organisation that is a children's home.

    `staff_whole_since` is the day from which its list of staff holds everybody, those who left
    too. Before that day nobody can be seen to leave, so turnover is counted from it on; None
    says that it is the day on which the list was begun here.
    """

    FIELDS = classed(
        public="id",
        organisation="organisation ofsted_urn places opened closed staff_whole_since",
    )

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="home"
    )
    ofsted_urn = models.CharField(
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^(SC)?\d{5,8}$", "Enter the URN as Ofsted writes it.")],
    )
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    staff_whole_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("ofsted_urn",),
                condition=~models.Q(ofsted_urn=""),
                name="home_ofsted_urn_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation)
