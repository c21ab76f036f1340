"""What do the findings of a run look like? Drawn once by each process, then kept for a while.

Findings do not change, and to draw their tables takes longer than all the rest of the page.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from holdfast_web.evaluation.reading import content_file
from holdfast_web.evaluation.views.laid_out import laid_out

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast_web.evaluation.models import Run

MOST_KEPT = 16
"""Runs; the sections of one take half a megabyte."""


def drawn_findings(run: Run) -> dict[str, Any]:
    """Give what a run found with each section drawn, if it is still kept."""
    path = content_file(run)
    return _drawn(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(path: Path, changed: int) -> dict[str, Any]:
    del changed  # asked for so that another file in its place is read
    content = laid_out(json.loads(path.read_text(encoding="utf-8")))
    sections = [
        {"id": one["id"], "title": one["title"], "drawn": _blocks(one["blocks"])}
        for one in content["sections"]
    ]
    return {**content, "sections": sections}


def _blocks(blocks: list[dict[str, Any]]) -> SafeString:
    drawn = (render_to_string("evaluation/block.html", {"block": block}) for block in blocks)
    return SafeString("".join(drawn))
