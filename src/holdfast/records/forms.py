"""Which return is this file, to judge by what is in it?

The name of a file says nothing here but which of two like tables a CSV holds. A file that is no
return gets a plain refusal, and nothing of it is parsed further.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, cast

from holdfast.kernel.errors import InputError
from holdfast.records import zipped
from holdfast.records.headings import HEAD, recognise, unknown_file
from holdfast.records.text import Lines
from holdfast.records.xml_prolog import Replayed, open_xml

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How workbooks of before 2007, and those with a password, begin."""

WORKBOOK_PARTS = (b"[Content_Types].xml", b"xl/workbook", b"opendocument.spreadsheet")
"""What stands near the start of a workbook: the last, uncompressed, of OpenDocument's."""

BLANK = b" \t\r\n"


class Form(StrEnum):
    """What a file is."""

    SSDA903_CSV = "SSDA903 table"
    SSDA903_XML = "SSDA903 return"
    CIN = "CIN census"
    ANNEX_A = "Annex A workbook"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A form, and the table where the file holds only one."""

    form: Form
    table: str | None = None

    @property
    def kind(self) -> str:
        """Which return it belongs to, by the name of its layout."""
        return KINDS[self.form]


KINDS = {
    Form.SSDA903_CSV: "ssda903",
    Form.SSDA903_XML: "ssda903",
    Form.CIN: "cin",
    Form.ANNEX_A: "annex_a",
}


ROOTS = {"EXPSSDA903": Form.SSDA903_XML, "Message": Form.CIN}


def recognise_form(stream: BinaryIO, name: str) -> Recognised:
    """Say which return a file is, from its first bytes.

    Raises
    ------
    InputError
        `records.file-empty`, `records.unknown-file`, `records.zip-in-zip`, and what looking at
        its first lines may bring: `records.xml-doctype`, `records.xml-broken`,
        `records.column-missing`, `records.line-too-long`, `records.nul-bytes`.
    """
    head = stream.read(HEAD)
    text = head.removeprefix(b"\xef\xbb\xbf")
    opening = text.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip(BLANK)
    if not opening:
        raise InputError(
            "This file is empty.",
            code="records.file-empty",
            where=name,
            fix="Export it again; a table without rows still has its headings.",
        )
    if opening.startswith(OLD_WORKBOOK):
        return Recognised(Form.ANNEX_A)
    if opening.startswith(zipped.STARTS):
        if any(part in head for part in WORKBOOK_PARTS):
            return Recognised(Form.ANNEX_A)
        raise InputError(
            "This is a zip inside a zip, which is not opened.",
            code="records.zip-in-zip",
            where=name,
            fix="Unpack the outer one and give the folder.",
        )
    again = cast("BinaryIO", Replayed(head, stream))
    if opening.startswith((b"<", b"\0<")):
        root, _ = open_xml(again, name)
        if root in ROOTS:
            return Recognised(ROOTS[root])
    elif headings := recognise(next(iter(Lines(again, name, block=HEAD)), b""), name):
        return Recognised(Form.SSDA903_CSV, headings.table)
    raise unknown_file(name)
