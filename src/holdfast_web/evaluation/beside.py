"""Which files stand beside a protocol, and how does the engine get to read them?

Enrolments are kept as a table under the organisation's pseudonyms, the ledger as its lines. For
the engine they are laid beside the protocol under the names that it gives, in a folder of the
moment.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.provenance import InputFile
from holdfast.records.pseudonym import Pseudonyms
from holdfast_web.evaluation.models import FileKind
from holdfast_web.evaluation.places import kept_file
from holdfast_web.evaluation.plan import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from holdfast.evaluation.findings import Findings
    from holdfast.evaluation.protocol import Protocol as Plan
    from holdfast_web.evaluation.models import Protocol, ProtocolFile


class AlreadyPseudonyms(Pseudonyms):
    """For enrolments that were kept under pseudonyms: leaves each as it is."""

    def __init__(self) -> None:
        super().__init__(bytes(32))

    def column(self, references: pl.Series) -> pl.Series:
        """Give the column back."""
        return references


def lay_out(protocol: Protocol, plan: Plan, into: Path) -> Path:
    """Lay a protocol and what stands beside it into a folder, and give the protocol's path."""
    path = into / NAME
    path.write_text(protocol.text, encoding="utf-8")
    enrolments = kept_file(protocol, FileKind.ENROLMENTS)
    if enrolments.is_file():
        target = into / plan.enrolments
        if target.suffix.lower() == ".parquet":
            shutil.copyfile(enrolments, target)
        else:
            pl.read_parquet(enrolments).write_csv(target)
    ledger = kept_file(protocol, FileKind.COST_LEDGER)
    if ledger.is_file():
        shutil.copyfile(ledger, into / plan.cost_ledger)
    return path


def with_originals(findings: Findings, plan: Plan, files: Iterable[ProtocolFile]) -> Findings:
    """Say of the findings which very files they came from, and what of them was set aside.

    The engine saw what is kept of them; their names, hashes and sizes are those of the files as
    they were given.
    """
    of = {FileKind(file.kind): file for file in files}
    own = {FileKind.ENROLMENTS: plan.enrolments, FileKind.COST_LEDGER: plan.cost_ledger}
    returns = findings.inputs[: -len(own)]
    originals = tuple(
        InputFile(name=name, sha256=of[kind].sha256, bytes=of[kind].size)
        for kind, name in own.items()
    )
    aside = (f"Enrolments: {reason}." for reason in of[FileKind.ENROLMENTS].set_aside)
    reading = replace(findings.reading, notes=(*findings.reading.notes, *aside))
    return replace(findings, inputs=(*returns, *originals), reading=reading)
