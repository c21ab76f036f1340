"""What did a run find? Read from what it left in the organisation's store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404

from holdfast_web.evaluation.places import CONTENT, FINDINGS, run_folder

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast_web.evaluation.models import Run


def content_of(run: Run) -> dict[str, Any]:
    """Give what a run found, section by section, as `evaluation.content` wrote it."""
    return _json(run, CONTENT)


def content_file(run: Run) -> Path:
    """Give where `content_of` reads, if it is there."""
    return _file(run, CONTENT)


def findings_of(run: Run) -> dict[str, Any]:
    """Give what `findings.json` of a run says."""
    return _json(run, FINDINGS)


def _json(run: Run, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_file(run, name).read_text(encoding="utf-8"))
    return read


def _file(run: Run, name: str) -> Path:
    if not run.has_findings:
        raise Http404("There are no findings yet.")
    path = run_folder(run) / name
    if not path.is_file():
        raise Http404("The findings of this run are no longer kept.")
    return path
