"""How is a page that was worked out kept beside the journeys, and read again?

Returns that were read do not change, so a page does not either. It is kept, packed, in the
folder of the set, and goes with it when that is deleted.
"""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from holdfast.evaluation.report.table import Figure, Table

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "pages"


def kept(path: Path) -> dict[str, Any] | None:
    """Give what is kept, if anything is."""
    try:
        packed = path.read_bytes()
    except FileNotFoundError:
        return None
    held: dict[str, Any] = json.loads(gzip.decompress(packed))
    return held


def keep(path: Path, page: dict[str, Any]) -> None:
    """Keep a page, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Put in place whole: two readers may work the same page out at once.
    draft = path.with_name(f".{uuid4()}")
    draft.write_bytes(gzip.compress(json.dumps(page).encode(), 6, mtime=0))
    os.replace(draft, path)


def figure_from(held: dict[str, Any]) -> Figure:
    """Give a figure as it was before it was kept."""
    second = held["second"] and _table(held["second"])
    return Figure(**held | {"table": _table(held["table"]), "second": second})


def _table(held: dict[str, Any]) -> Table:
    return Table(
        caption=held["caption"],
        headings=tuple(held["headings"]),
        rows=tuple(tuple(row) for row in held["rows"]),
    )
