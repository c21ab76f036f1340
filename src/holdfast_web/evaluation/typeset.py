"""How do findings look on paper? A tagged PDF (PDF/UA-1), set by Typst from the same content.

The same content gives the same bytes: the file carries no date of its making.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

import typst

from holdfast.kernel.errors import InputError

STANDARD: Final = "ua-1"
NO_DATE = 0


def pdf(content: dict[str, Any]) -> bytes:
    """Set the PDF of what `holdfast_web.evaluation.content.content` gave.

    Raises
    ------
    InputError
        `evaluation.report-not-set` where Typst refuses.
    """
    template = (files("holdfast_web.evaluation") / "report.typ").read_bytes()
    compiler = typst.Compiler(
        template, sys_inputs={"content": json.dumps(content, ensure_ascii=False)}
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=NO_DATE)
    except typst.TypstError as error:
        raise InputError(
            "The report could not be set as a PDF.",
            code="evaluation.report-not-set",
            where="report.pdf",
            fix=f"Read the report as a page, and report this fault: {error.message}.",
        ) from error
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages where a file was asked for.")
    return made
