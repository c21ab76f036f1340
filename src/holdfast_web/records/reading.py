"""How does an upload become journeys? In the worker, from the files to what is kept of them.

Everything is made in a folder of the attempt's own and moved into place at the end, together
with the counts: there is nothing half-read, and an attempt that dies leaves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from holdfast.kernel.errors import EngineError
from holdfast.kernel.provenance import sha256_of
from holdfast.records.engine import open_engine
from holdfast.records.journey import build_journeys
from holdfast.records.journey_files import write_journeys
from holdfast.records.kept_returns import keep_returns
from holdfast.records.returns import read_returns
from holdfast_web.people.audit import put_down
from holdfast_web.records import places
from holdfast_web.records.operations.clearing import delete_original
from holdfast_web.records.quality import counts_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from holdfast_web.people.jobs import Work
    from holdfast_web.records.models import ReturnSet


def read(work: Work, returns: ReturnSet) -> None:
    """Read one set of returns, keep what is in it, and let go of the files.

    Raises
    ------
    EngineError
        Where nothing could be read. The files are deleted then too.
    """
    original = places.originals(returns)
    try:
        counts, files = _read(work, returns, original)
    except EngineError:
        delete_original(returns)
        raise
    with work.hand_in():
        _put_in_place(work.scratch / "kept", returns)
        returns.counts, returns.files, returns.read_at = counts, files, timezone.now()
        returns.save(update_fields=["counts", "files", "read_at"])
        put_down(
            "returns read", by=work.job.asked_by, organisation=returns.organisation,
            subject=returns, detail={"files": len(files), "tables": len(counts["read"])},
        )  # fmt: skip
    if not returns.keep_original:
        delete_original(returns)


def _read(
    work: Work, returns: ReturnSet, original: Path
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    paths = sorted(path for path in original.iterdir() if path.is_file())
    with work.progress.step("Check the files", total=len(paths), unit="file") as advance:
        files = []
        for path in paths:
            files.append(
                {"name": path.name, "bytes": path.stat().st_size, "sha256": sha256_of(path)}
            )
            advance(1)
    # So that what was sent is known by its hash, also where it is then refused.
    returns.files = files
    returns.save(update_fields=["files"])
    kept = work.scratch / "kept"
    read = read_returns(
        paths[0] if len(paths) == 1 else original,
        stage=kept / places.STAGE,
        pseudonyms=places.pseudonyms(returns.organisation),
        progress=work.progress,
    )
    keep_returns(read)
    with open_engine(workspace=work.scratch / "engine") as engine:
        made = build_journeys(engine, read, progress=work.progress)
        with work.progress.step("Write journeys"):
            write_journeys(engine, made, read, kept / places.JOURNEYS)
            counts = counts_of(engine, made, read)
    return counts, files


def _put_in_place(made: Path, returns: ReturnSet) -> None:
    target = places.kept(returns)
    # There only if an attempt before this one was stopped between here and its commit.
    places.remove(target)
    made.rename(target)
