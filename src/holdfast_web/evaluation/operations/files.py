"""How do enrolments and a cost ledger come to stand beside a protocol?

Enrolments carry the council's references. They are read at once, in a folder of the moment, and
only what was read is kept, under the pseudonyms of the organisation's returns.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.change.enrolments import read_enrolments
from holdfast.kernel.errors import InputError
from holdfast.value.ledger import read_ledger
from holdfast_web.evaluation.models import FileKind, Protocol, ProtocolFile
from holdfast_web.evaluation.operations.protocols import draft
from holdfast_web.evaluation.places import kept_file
from holdfast_web.people.audit import put_down
from holdfast_web.records.places import pseudonyms

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from holdfast_web.people.models import User

MOST_BYTES = 20 << 20
SUFFIXES = {FileKind.ENROLMENTS: (".csv", ".parquet"), FileKind.COST_LEDGER: (".csv",)}


def put_file(
    protocol: Protocol, *, by: User, kind: FileKind, name: str, content: bytes
) -> ProtocolFile:
    """Read a file and keep what was read beside a draft, in place of an earlier one.

    Raises
    ------
    InputError
        Where it cannot be read, with what the engine says of it.
    """
    name = PurePosixPath(name.replace("\\", "/")).name[:200]
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES[kind] or len(content) > MOST_BYTES:
        raise InputError(
            "This file is too large, or its name does not end as it should.",
            code="evaluation.file-not-taken",
            where=name,
            fix=f"Give a file of at most {MOST_BYTES >> 20} MB ending in "
            f"{' or '.join(SUFFIXES[kind])}.",
        )
    with transaction.atomic():
        protocol = draft(protocol, by=by)
        lines, aside = _read(protocol, kind, name, content)
        kept = kept_file(protocol, kind)
        if kind is FileKind.ENROLMENTS:
            lines.write_parquet(kept)
        else:
            lines.write_csv(kept)
        kept.chmod(0o600)
        file, _ = ProtocolFile.objects.update_or_create(
            protocol=protocol,
            kind=kind,
            defaults={
                "name": name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "size": len(content),
                "rows": len(lines),
                "set_aside": dict(aside),
            },
        )
        put_down(
            f"{kind.label.lower()} given", by=by, organisation=protocol.organisation,
            subject=protocol, detail={"sha256": file.sha256, "rows": file.rows},
        )  # fmt: skip
    return file


def _read(
    protocol: Protocol, kind: FileKind, name: str, content: bytes
) -> tuple[pl.DataFrame, Mapping[str, int]]:
    with TemporaryDirectory(prefix="holdfast-beside-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        if kind is FileKind.COST_LEDGER:
            return read_ledger(path), {}
        enrolments = read_enrolments(path, pseudonyms=pseudonyms(protocol.organisation))
        return enrolments.table, enrolments.set_aside
