"""How do findings leave as a file? Through a release, which a second person approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from holdfast_web.evaluation.places import FINDINGS, PAGE, PDF, WORKBOOK, run_folder
from holdfast_web.evaluation.reading import findings_of
from holdfast_web.people.operations.releases import ask_release

if TYPE_CHECKING:
    from holdfast_web.evaluation.models import Run
    from holdfast_web.people.models import Release, User

FILES = {
    PAGE: "Report as a page (HTML)",
    PDF: "Report on paper (PDF)",
    WORKBOOK: "Every table (Excel)",
    FINDINGS: "Findings for programs (JSON)",
}


def ask_output(run: Run, *, by: User, file: str, purpose: str) -> Release:
    """Ask that one file of a run may leave.

    Its checks are those that the engine ran on every count before it wrote the file.
    """
    found = findings_of(run)
    rules = found["protocol"]["settings"]["disclosure"]
    return ask_release(
        by=by,
        organisation=run.organisation,
        purpose=purpose,
        file_name=f"{slugify(run.protocol.title)[:80] or 'evaluation'}-{file}",
        content=(run_folder(run) / file).read_bytes(),
        checks=[
            f"Counts below {rules['threshold']} are suppressed.",
            f"Other counts are rounded to {rules['rounding']}.",
            "Further counts are suppressed so that no hidden one can be worked out.",
            "Results that rest on too few children are not shown.",
        ],
    )
