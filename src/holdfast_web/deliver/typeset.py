"""How does a home's pack look on paper? A tagged PDF (PDF/UA-1), set by Typst.

The same pack gives the same bytes: the file carries no date of its making.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import typst

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast_web.deliver.queries.home_pack import HomePack

STANDARD: Final = "ua-1"
NO_DATE = 0


def pack_pdf(pack: HomePack) -> bytes:
    """Set a home's pack as a PDF.

    Raises
    ------
    InputError
        `deliver.pack-not-set` where Typst refuses.
    """
    template = (files("holdfast_web.deliver") / "pack.typ").read_bytes()
    content = json.dumps(asdict(pack), ensure_ascii=False)
    compiler = typst.Compiler(template, sys_inputs={"content": content})
    try:
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=NO_DATE)
    except typst.TypstError as error:
        raise InputError(
            "The pack could not be set as a PDF.",
            code="deliver.pack-not-set",
            where="pack.pdf",
            fix=f"Print the page instead, and report this fault: {error.message}.",
        ) from error
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages where a file was asked for.")
    return made
