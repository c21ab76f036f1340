"""Which files stand beside a protocol? Its enrolments and its cost ledger."""

from __future__ import annotations

from django.db import models

from holdfast_web.evaluation.models.protocol import Protocol
from holdfast_web.people.privacy import classed


class FileKind(models.TextChoices):
    """What a file beside a protocol holds."""

    ENROLMENTS = "enrolments", "Enrolments"
    COST_LEDGER = "cost_ledger", "Cost ledger"


class ProtocolFile(models.Model):
    """A file as it was given: its name, hash and size, and how much of it could be used.

    The file itself is gone. What was read lies in the organisation's store: enrolments as a
    table under pseudonyms, a ledger as its lines.
    """

    FIELDS = classed(
        public="id kind", organisation="protocol name sha256 size rows set_aside added"
    )

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20, choices=FileKind.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    rows = models.IntegerField()
    set_aside = models.JSONField(default=dict, blank=True)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(fields=("protocol", "kind"), name="protocol_file_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
