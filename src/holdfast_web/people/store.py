"""Where do an organisation's files lie? Under one folder of its own, closed to other users."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation

ONLY_US = 0o700


def root() -> Path:
    """Give the folder under which every organisation has its own."""
    return _closed(Path(settings.HOME) / "store")


def folder(organisation: Organisation, *parts: str) -> Path:
    """Give a folder of an organisation's store, made if it is not there.

    Parameters
    ----------
    parts
        Names of folders, one inside the other. Each is one plain name.

    Raises
    ------
    SuspiciousFileOperation
        Where a part would lead anywhere else.
    """
    here = _closed(root() / str(organisation.key))
    for part in parts:
        if part in {"", ".", ".."} or "/" in part or "\\" in part or "\0" in part:
            raise SuspiciousFileOperation(
                "A part of a path in the store must be one plain name."
            )
        here = _closed(here / part)
    return here


def _closed(place: Path) -> Path:
    place.mkdir(mode=ONLY_US, parents=True, exist_ok=True)
    return place
