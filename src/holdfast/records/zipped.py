"""What is in this zip, and may it come out?

Nothing is unpacked to disk: a file inside a zip is read as a stream. What a zip says of itself
need not be true, so every byte that comes out is counted while it is read. A zip in a zip is
not opened.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, BinaryIO, cast

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""The first bytes of a zip, and of an empty one."""

LARGEST_WORKBOOK = 128 << 20
LARGEST_UNPACKED = 1 << 30
PIECE = 1 << 20

ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
UNIX_MODE = 16
OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
"""A path that is absolute, has a drive letter, or climbs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ZipLimits:
    """How much may come out of one zip?

    `files`, and `total` bytes in all; and from one file at most `ratio` times its packed size,
    once more than `ratio_from` bytes have come out. CSV packs to a tenth and XML to a
    thirtieth; five returns of a million children are some 6 GB.
    """

    files: int = 2_000
    total: int = 32 << 30
    ratio: int = 200
    ratio_from: int = 16 << 20


@dataclass(slots=True)
class _Spent:
    """Bytes that came out of a zip so far, over all its files."""

    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a zip."""

    archive: Path | BytesIO
    place: str
    entry: zipfile.ZipInfo
    limits: ZipLimits
    spent: _Spent = field(repr=False)

    @property
    def name(self) -> str:
        """Its path inside the zip."""
        return self.entry.filename

    @property
    def size(self) -> int:
        """The bytes that it says it has."""
        return self.entry.file_size

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it from its first byte; reading raises `InputError` where it must stop."""
        where = f"{self.place}/{self.name}"
        try:
            archive = zipfile.ZipFile(self.archive)
        except UNREADABLE as fault:
            raise _broken(where) from fault
        with archive:
            try:
                stream = archive.open(self.entry)
            except UNREADABLE as fault:
                raise _broken(where) from fault
            with stream:
                yield cast("BinaryIO", _Counted(cast("BinaryIO", stream), self, where))


class _Counted(RawIOBase):
    """A stream out of a zip that counts what comes out."""

    def __init__(self, stream: BinaryIO, member: Member, where: str) -> None:
        self._stream, self._member, self._where = stream, member, where
        self._given = 0

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give some bytes, unless there were too many already."""
        try:
            piece = self._stream.read(size)
        except UNREADABLE as fault:
            raise _broken(self._where) from fault
        member, limits = self._member, self._member.limits
        self._given += len(piece)
        member.spent.bytes += len(piece)
        packed = max(member.entry.compress_size, 1)
        swollen = self._given > limits.ratio_from and self._given > limits.ratio * packed
        if swollen or member.spent.bytes > limits.total:
            raise InputError(
                "Far more comes out of this zip than any return holds, which is how an attack "
                "is hidden. It was not read.",
                code="records.zip-bomb",
                where=self._where,
                fix="Unpack it yourself if you trust it, and give the folder.",
            )
        return piece


def members(
    archive: Path | BytesIO, place: str, limits: ZipLimits
) -> tuple[list[Member], dict[str, str]]:
    """List the files inside a zip, and the names of those refused with the code why.

    `place` is what to call the zip in messages.

    Raises
    ------
    InputError
        `records.zip-broken` where it is no zip that can be read, `records.zip-too-many-files`.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    except UNREADABLE as fault:
        raise _broken(place) from fault
    if len(entries) > limits.files:
        raise InputError(
            f"This zip holds more than {limits.files:,} files, which no return does.",
            code="records.zip-too-many-files",
            where=place,
            fix="Unpack it and give the folder with the returns.",
        )
    spent = _Spent()
    allowed: dict[str, Member] = {}
    refused: dict[str, str] = {}
    for entry in entries:
        code = _fault(entry)
        if code is None and entry.filename in allowed:
            code = "records.zip-name-twice"
        if code is None:
            allowed[entry.filename] = Member(archive, place, entry, limits, spent)
        else:
            refused[entry.filename] = code
    return list(allowed.values()), refused


def check_workbook(stream: BinaryIO, name: str, limits: ZipLimits) -> BinaryIO:
    """Give a workbook to be read again from its start, once it is sure that it is no bomb.

    A workbook is a zip too, and what reads it takes all of it into memory.

    Raises
    ------
    InputError
        `records.workbook-too-large`, `records.zip-bomb`, `records.zip-broken`.
    """
    content = BytesIO(stream.read(LARGEST_WORKBOOK + 1))
    if len(content.getbuffer()) > LARGEST_WORKBOOK:
        raise InputError(
            f"This workbook is larger than {LARGEST_WORKBOOK >> 20} MiB.",
            code="records.workbook-too-large",
            where=name,
            fix="Leave out what is not Annex A: pictures, pivot tables, other sheets.",
        )
    if content.getvalue().startswith(STARTS):
        inside = replace(limits, total=min(limits.total, LARGEST_UNPACKED))
        for member in members(content, name, inside)[0]:
            with member.open() as part:
                while part.read(PIECE):
                    pass
    content.seek(0)
    return content


def _fault(entry: zipfile.ZipInfo) -> str | None:
    """Say why a file may not come out of a zip, if so."""
    if OUTSIDE.search(entry.filename) or OUTSIDE.search(entry.orig_filename):
        return "records.zip-path-outside"
    if stat.S_ISLNK(entry.external_attr >> UNIX_MODE):
        return "records.zip-link"
    if entry.flag_bits & ENCRYPTED:
        return "records.zip-encrypted"
    if entry.compress_type not in METHODS:
        return "records.zip-method"
    return None


def _broken(where: str) -> InputError:
    return InputError(
        "This zip is damaged and cannot be read.",
        code="records.zip-broken",
        where=where,
        fix="Pack or copy it again.",
    )
