"""How is one file read from its first byte to its last, whatever happens on the way?

The bytes are counted and hashed as they pass, so that the file is read once. A file that cannot
be read to its end is refused whole: half a return would look like children who left.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, BinaryIO, cast

from holdfast.kernel.errors import InputError
from holdfast.kernel.provenance import InputFile
from holdfast.records.annex_a import read_annex_a
from holdfast.records.batch import Note, Reader
from holdfast.records.cin_xml import read_cin
from holdfast.records.forms import Form
from holdfast.records.ssda903_csv import read_ssda903_csv
from holdfast.records.ssda903_xml import read_ssda903_xml
from holdfast.records.zipped import check_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from holdfast.records.forms import Recognised
    from holdfast.records.one_return import OneReturn
    from holdfast.records.sources import Source
    from holdfast.records.staging import Staging
    from holdfast.records.zipped import ZipLimits

PIECE = 1 << 20

READERS: dict[Form, Reader] = {
    Form.SSDA903_CSV: read_ssda903_csv,
    Form.SSDA903_XML: read_ssda903_xml,
    Form.CIN: read_cin,
    Form.ANNEX_A: read_annex_a,
}


class Measured(RawIOBase):
    """A stream that counts and hashes what is read from it, and reports it."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._stream: BinaryIO = BytesIO()
        self._hash = hashlib.sha256()
        self._unsaid = 0
        self.bytes = 0

    def of(self, stream: BinaryIO) -> None:
        """Take the bytes from here."""
        self._stream = stream

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give some bytes."""
        piece = self._stream.read(size)
        self._hash.update(piece)
        self.bytes += len(piece)
        self._unsaid += len(piece)
        if self._unsaid >= PIECE or not piece:
            self._advance(self._unsaid)
            self._unsaid = 0
        return piece

    def drain(self) -> None:
        """Read what is left, so that count and hash are the whole file's."""
        while self.read(PIECE):
            pass

    @property
    def sha256(self) -> str:
        """The hash of all that was read."""
        return self._hash.hexdigest()


class FileReading:
    """Reads files into a staging; several threads may each read a file of their own."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self.files: dict[int, InputFile] = {}
        self.notes: dict[int, list[Note]] = {}
        self.faults: dict[int, InputError] = {}
        self.reference_dates: dict[int, date] = {}

    def read(
        self,
        at: int,
        source: Source,
        what: Recognised,
        one: OneReturn,
        limits: ZipLimits,
        advance: Callable[[int], None],
    ) -> None:
        """Read one file, of which `at` is the index, as part of one return."""
        self.notes[at] = []
        measured = Measured(advance)
        try:
            with source.open() as stream:
                measured.of(stream)
                try:
                    content = cast("BinaryIO", measured)
                    if what.form is Form.ANNEX_A:
                        content = check_workbook(content, source.name, limits)
                    self._stage(at, source.name, what, one, content)
                finally:
                    with suppress(InputError):
                        measured.drain()
        except InputError as fault:
            self.refuse(at, fault)
        except OSError:
            self.refuse(at, unreadable(source.name))
        else:
            one.dates.update(self._staging.years(at))
        self.files[at] = InputFile(
            name=source.name, sha256=measured.sha256, bytes=measured.bytes
        )
        if one.year is not None:
            self._staging.settle(at, one.year)

    def _stage(
        self, at: int, name: str, what: Recognised, one: OneReturn, content: BinaryIO
    ) -> None:
        heading, found = READERS[what.form](content, name)
        if heading is not None:
            one.stated = heading.year
            if heading.reference_date is not None:
                self.reference_dates[at] = heading.reference_date
        for item in found:
            if isinstance(item, Note):
                self.notes[at].append(item)
            else:
                self._staging.add(item, file=at, year=one.year_to_read_by)

    def refuse(self, at: int, fault: InputError) -> None:
        """Take back all that was read of a file, and say why."""
        self._staging.abandon(at, fault.code)
        self.faults[at] = fault
        self.notes[at] = [note_of(fault)]


def note_of(fault: InputError) -> Note:
    """Say as a note why a file was refused."""
    return Note(fault.code, fault.where, f"{fault.what} {fault.fix}")


def unreadable(name: str) -> InputError:
    """Say that the machine cannot read a file."""
    return InputError(
        "This file could not be opened, or not read to its end.",
        code="records.file-unreadable",
        where=name,
        fix="Check that it can be opened, and copy it again.",
    )
