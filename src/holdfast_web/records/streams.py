"""How is a form with files taken in, so that no more comes than may, and none is held whole?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopUpload,
    TemporaryFileUploadHandler,
)

if TYPE_CHECKING:
    from django.http import HttpRequest


class NoMoreThanMay(FileUploadHandler):
    """Counts what comes, and stops it where it is more than may come.

    What was said beforehand of its length need not be true, so what comes is counted.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._came = 0
        self.too_much = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on to be written to disk, unless it is one too many."""
        del start
        self._came += len(raw_data)
        if self._came > settings.MOST_UPLOADED:
            self.too_much = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to whoever wrote it."""
        del file_size


def take_in(request: HttpRequest) -> NoMoreThanMay:
    """Set up how the files of a request are taken in; before anything of it is read."""
    counting = NoMoreThanMay(request)
    request.upload_handlers = [counting, TemporaryFileUploadHandler(request)]
    return counting
