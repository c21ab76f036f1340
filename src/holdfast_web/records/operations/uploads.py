"""How do files come in? Announced, received piece by piece, and handed over to be read.

What is acknowledged is on disk: a piece is written and flushed before its arrival is put down.
Whoever sends asks how far a file has got and goes on from there, also after the service was
stopped in the middle.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people import jobs
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.records import places
from holdfast_web.records.file_names import safe_name
from holdfast_web.records.models import ReturnSet, Upload, UploadedFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from holdfast_web.people.models import Organisation, User

READ = "records.read"
MOST_FILES = 500
MOST_OPEN = 20
"""Uploads that one person may have begun and not finished."""

LARGEST_PIECE = 8 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Announced:
    """A file that is to be sent: its name, its bytes, and when it was last changed."""

    name: str
    size: int
    mark: str = ""


class OutOfStep(Exception):  # noqa: N818  (no error: the sender goes on from `received`)
    """A piece does not begin where the last one that was acknowledged ended."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes were received")
        self.received = received


@transaction.atomic
def begin_upload(
    *,
    by: User,
    organisation: Organisation,
    label: str,
    keep_original: bool,
    files: Sequence[Announced],
) -> Upload:
    """Announce files that will be sent; the same files announced again are the same upload.

    Raises
    ------
    InputError
        Where there are none, too many, too much, or two of one name, or the files are to be
        kept and the organisation did not choose so.
    """
    check_may(by, Permission.UPLOAD_RETURNS, organisation)
    if keep_original and not organisation.keep_originals:
        raise InputError(
            "This organisation does not keep the files of returns.",
            code="records.originals-not-kept",
            fix="Upload them without keeping them, or ask whoever looks after the organisation "
            "to allow it on its page.",
        )
    named = [
        Announced(name=safe_name(file.name), size=file.size, mark=file.mark[:40])
        for file in files
    ]
    _check_announced(named)
    begun = Upload.objects.filter(by=by, organisation=organisation).prefetch_related("files")
    for upload in begun:
        there = {(file.name, file.size, file.mark) for file in upload.files.all()}
        if there == {(file.name, file.size, file.mark) for file in named}:
            upload.label, upload.keep_original = label, keep_original
            upload.touched_at = timezone.now()
            upload.save(update_fields=["label", "keep_original", "touched_at"])
            return upload
    if len(begun) >= MOST_OPEN:
        raise InputError(
            f"You have begun {MOST_OPEN} uploads that are not finished.",
            code="records.upload-too-many",
            fix="Finish or give up one of them, or come back tomorrow.",
        )
    upload = Upload.objects.create(
        organisation=organisation, by=by, label=label, keep_original=keep_original
    )
    UploadedFile.objects.bulk_create(
        UploadedFile(upload=upload, name=file.name, size=file.size, mark=file.mark)
        for file in named
    )
    put_down(
        "upload begun", by=by, organisation=organisation, subject=upload,
        detail={"files": len(named), "bytes": sum(file.size for file in named)},
    )  # fmt: skip
    return upload


def receive_piece(*, by: User, file: UploadedFile, at: int, piece: bytes) -> int:
    """Put a piece of a file on disk; give how many bytes are there for certain.

    Raises
    ------
    OutOfStep
        Where the piece does not begin where the last one ended.
    InputError
        `records.upload-longer` where the file would be longer than was announced.
    """
    _check_own(by, file.upload)
    with transaction.atomic():
        now = UploadedFile.objects.select_for_update().filter(pk=file.pk).first()
        if now is None:
            raise Http404("This upload is over, or was given up.")
        if at != now.received:
            raise OutOfStep(now.received)
        if at + len(piece) > now.size:
            raise InputError(
                "More came of this file than was announced.",
                code="records.upload-longer",
                fix="Choose the file again: it has changed since.",
            )
        _write(file, at, piece)
        now.received = at + len(piece)
        now.save(update_fields=["received"])
        Upload.objects.filter(pk=file.upload_id).update(touched_at=timezone.now())
    file.received = now.received
    return now.received


def finish_upload(*, by: User, upload: Upload) -> ReturnSet:
    """Hand an upload that is whole over to be read.

    Raises
    ------
    InputError
        `records.upload-unfinished` where something has still to come.
    """
    _check_own(by, upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if locked is None:
            raise Http404("This upload is over, or was given up.")
        files = list(upload.files.all())
        if any(file.received < file.size for file in files):
            raise InputError(
                "Not all of the files have come.",
                code="records.upload-unfinished",
                fix="Choose the same files again: what has come is not sent twice.",
            )
        # The organisation may have chosen otherwise since the upload began.
        keeps = upload.keep_original and upload.organisation.keep_originals
        returns = ReturnSet.objects.create(
            organisation=upload.organisation,
            label=upload.label,
            keep_original=keeps,
            files=[{"name": file.name, "bytes": file.size} for file in files],
            uploaded_by=by,
        )
        _hand_over(upload, files, returns)
        returns.job = jobs.ask(
            READ, by=by, organisation=upload.organisation,
            arguments={"return_set": str(returns.key)},
        )  # fmt: skip
        returns.save(update_fields=["job"])
        put_down(
            "returns uploaded", by=by, organisation=upload.organisation, subject=returns,
            detail={"files": len(files), "bytes": sum(file.size for file in files),
                    "keep_original": keeps},
        )  # fmt: skip
        place = places.uploaded(upload)
        upload.delete()
        transaction.on_commit(lambda: places.remove(place))
    return returns


def upload_file(*, by: User, organisation: Organisation, label: str, path: Path) -> ReturnSet:
    """Upload one file that lies on this machine: for commands, which have no browser."""
    upload = begin_upload(
        by=by, organisation=organisation, label=label, keep_original=False,
        files=[Announced(name=path.name, size=path.stat().st_size)],
    )  # fmt: skip
    file = upload.files.get()
    with path.open("rb") as stream:
        while piece := stream.read(LARGEST_PIECE):
            receive_piece(by=by, file=file, at=file.received, piece=piece)
    return finish_upload(by=by, upload=upload)


def give_up_upload(*, by: User, upload: Upload) -> None:
    """Delete an upload and all that has come of it."""
    _check_own(by, upload)
    place = places.uploaded(upload)
    with transaction.atomic():
        put_down("upload given up", by=by, organisation=upload.organisation, subject=upload)
        upload.delete()
        transaction.on_commit(lambda: places.remove(place))


def _check_announced(files: Sequence[Announced]) -> None:
    largest = settings.MOST_UPLOADED
    names = [file.name for file in files]
    fault = fix = ""
    if not files or len(files) > MOST_FILES:
        fault = f"Choose at least one file, and at most {MOST_FILES}."
        fix = "Put many files into one zip."
    elif len(set(names)) < len(names):
        fault = "Two files have the same name."
        fix = "Put the files of each year into a folder, and the folders into one zip."
    elif any(file.size <= 0 for file in files):
        fault, fix = "One of the files is empty.", "Leave it out, or save it again."
    elif sum(file.size for file in files) > largest:
        fault = f"The files are larger than {largest >> 20:,} MB together."
        fix = "Upload fewer years at a time, or ask whoever runs the service for more."
    if fault:
        raise InputError(fault, code="records.upload-refused", fix=fix)


def _check_own(by: User, upload: Upload) -> None:
    check_may(by, Permission.UPLOAD_RETURNS, upload.organisation)
    if upload.by_id != by.pk:
        raise Http404("There is no such page, or it is not yours to see.")


def _write(file: UploadedFile, at: int, piece: bytes) -> None:
    handle = os.open(places.uploaded_file(file), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as stream:
        # What came before and was not acknowledged is written over, or cut off.
        stream.truncate(at)
        stream.seek(at)
        stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def _hand_over(upload: Upload, files: Sequence[UploadedFile], returns: ReturnSet) -> None:
    """Give the files their names, in the folder of originals.

    They are linked, not moved: if the transaction fails, the upload is still whole.
    """
    target = places.originals(returns)
    target.mkdir(mode=0o700)
    for file in files:
        source = places.uploaded_file(file)
        try:
            os.link(source, target / file.name)
        except OSError:  # a file system without links
            shutil.copyfile(source, target / file.name)
