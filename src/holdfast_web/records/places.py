"""Where do files of returns lie in an organisation's store?

- `holdfast.secret`: the key of the organisation's pseudonyms;
- `uploads/<upload>/<file>`: what is on its way, each file under its own key;
- `originals/<return set>/<name>`: what came, until it is read;
- `returns/<return set>/stage/`: staged tables under pseudonyms, and `returns.json`;
- `returns/<return set>/journeys/`: `journeys.parquet` and what goes with it.
"""

from __future__ import annotations

import shutil
import warnings
from typing import TYPE_CHECKING

from holdfast.records.pseudonym import (
    Pseudonyms,
    SecretWarning,
    load_secret,
)
from holdfast.records.pseudonym import keep_secret as keep_beside
from holdfast_web.people.store import folder

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast_web.people.models import Organisation
    from holdfast_web.records.models import ReturnSet, Upload, UploadedFile

STAGE = "stage"
JOURNEYS = "journeys"


def uploaded(upload: Upload) -> Path:
    """Give the folder of an upload, made if it is not there."""
    return folder(upload.organisation, "uploads", str(upload.key))


def uploaded_file(file: UploadedFile) -> Path:
    """Give where the bytes of a file on its way are."""
    return uploaded(file.upload) / str(file.key)


def originals(returns: ReturnSet) -> Path:
    """Give where the files lie as they came, whether or not they are still there."""
    return folder(returns.organisation, "originals") / str(returns.key)


def kept(returns: ReturnSet) -> Path:
    """Give where what was read lies, whether or not it is there."""
    return folder(returns.organisation, "returns") / str(returns.key)


def stage(returns: ReturnSet) -> Path:
    """Give where the staged tables lie."""
    return kept(returns) / STAGE


def journeys(returns: ReturnSet) -> Path:
    """Give where the journeys lie."""
    return kept(returns) / JOURNEYS


def pseudonyms(organisation: Organisation) -> Pseudonyms:
    """Give what turns an organisation's references into pseudonyms.

    The secret is made when it is first asked for. It is never the environment's: that would be
    one for all organisations.
    """
    with warnings.catch_warnings():
        # That it was made is what is meant to happen here; backups keep it.
        warnings.simplefilter("ignore", SecretWarning)
        # The secret stands beside the folder that is named, not in it.
        return Pseudonyms(load_secret(folder(organisation, "returns"), {}))


def keep_secret(organisation: Organisation, secret: bytes) -> None:
    """Give an organisation a secret that is known before, such as the invented authority's."""
    keep_beside(folder(organisation, "returns"), secret)


def remove(place: Path) -> None:
    """Remove a folder with what is in it, if it is there."""
    shutil.rmtree(place, ignore_errors=True)
