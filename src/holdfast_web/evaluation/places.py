"""Where in an organisation's store do protocols and runs keep their files?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.evaluation.models import FileKind
from holdfast_web.people.store import folder

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast_web.evaluation.models import Protocol, Run

KEPT = {FileKind.ENROLMENTS: "enrolments.parquet", FileKind.COST_LEDGER: "cost_ledger.csv"}
FINDINGS, CONTENT = "findings.json", "content.json"
PAGE, PDF, WORKBOOK = "report.html", "report.pdf", "findings.xlsx"


def kept_file(protocol: Protocol, kind: FileKind) -> Path:
    """Where is what was read of a file beside a protocol?"""
    return folder(protocol.organisation, "protocols", str(protocol.key)) / KEPT[kind]


def run_folder(run: Run) -> Path:
    """Where does a run keep what it found?"""
    return folder(run.organisation, "runs", str(run.key))
