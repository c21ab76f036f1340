"""Files on their way: what has been acknowledged of each, so that nothing is sent twice."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from holdfast_web.people.models import Organisation
from holdfast_web.people.privacy import classed


class Upload(models.Model):
    """Files that are being sent together. It is gone when they have become a return set."""

    FIELDS = classed(
        public="id keep_original",
        organisation="key organisation label started_at touched_at",
        personal="by",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="uploads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    label = models.CharField(max_length=120)
    keep_original = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-started_at",)
        indexes = (models.Index(fields=("touched_at",), name="upload_by_last_touch"),)

    def __str__(self) -> str:
        return self.label


class UploadedFile(models.Model):
    """One file of an upload. Its first `received` bytes are on disk for certain."""

    FIELDS = classed(public="id", organisation="key upload name size received mark")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    mark = models.CharField(max_length=40, blank=True)
    """What the browser says of when it was changed: another mark is another file."""

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("upload", "name"), name="uploaded_name_once"),
            models.CheckConstraint(
                condition=models.Q(received__gte=0, size__gte=0)
                & models.Q(received__lte=models.F("size")),
                name="uploaded_no_more_than_its_size",
            ),
        )

    def __str__(self) -> str:
        return f"file {self.key}"
