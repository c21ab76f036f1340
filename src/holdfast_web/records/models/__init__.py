"""What is kept of returns? The set that was uploaded, and files on their way."""

from holdfast_web.records.models.return_set import ReturnSet
from holdfast_web.records.models.upload import Upload, UploadedFile

__all__ = ["ReturnSet", "Upload", "UploadedFile"]
