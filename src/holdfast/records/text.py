"""Which lines does a text file hold, whatever wrote it?

Case systems and spreadsheets save the same table as UTF-8 with or without a mark, as UTF-16, or
in the old code page of Windows. Here it becomes blocks of whole lines in UTF-8, one block in
memory at a time. A file that no return could be is refused as soon as it shows itself: one with
a line too long for any row, or with NUL bytes, which no text has.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 16 << 20
"""Bytes read at a time: some 200,000 rows of episodes."""

LONGEST_LINE = 64 << 10
"""Bytes in a line. A row of any table of a return has a few hundred."""

CODE_PAGE = "cp1252"

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

HEAD = 4096
NEWLINE = ord("\n")


class Lines:
    """The lines of one file, in blocks of UTF-8 that end where a line ends.

    `encoding` and `cut` (the last line has no line end, so it may have been cut short) are
    known for certain only once the last block was given.
    """

    def __init__(self, stream: BinaryIO, name: str, *, block: int = BLOCK) -> None:
        self._stream, self.name, self._size = stream, name, block
        self.encoding = "utf-8"
        self.cut = False

    def __iter__(self) -> Iterator[bytes]:
        """Give each block."""
        rest = b""
        for piece in self._in_utf_8():
            text = rest + piece
            self._check(text)
            end = text.rfind(b"\n") + 1
            if end:
                yield self._settled(text[:end])
            rest = text[end:]
        if rest:
            self.cut = True
            yield self._settled(rest + b"\n")

    def _in_utf_8(self) -> Iterator[bytes]:
        """Give pieces of the file with the mark gone, UTF-16 turned, and lines ending in LF."""
        piece = self._stream.read(self._size)
        mark, self.encoding = _encoding(piece[:HEAD])
        piece = piece[len(mark) :]
        decoder = None
        if self.encoding != "utf-8":
            decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        old_mac = False
        first = True
        while piece:
            if decoder:
                piece = decoder.decode(piece).encode()
            if first:
                old_mac, first = b"\n" not in piece and b"\r" in piece, False
            yield piece.replace(b"\r", b"\n") if old_mac else piece
            piece = self._stream.read(self._size)

    def _settled(self, block: bytes) -> bytes:
        """Give the block in UTF-8, taking what is not for the old code page of Windows."""
        if block.isascii():
            return block
        try:
            block.decode()
        except UnicodeDecodeError:
            self.encoding = CODE_PAGE
            return block.decode(CODE_PAGE, errors="replace").encode()
        return block

    def _check(self, text: bytes) -> None:
        if b"\0" in text:
            raise InputError(
                "This file holds NUL bytes, which no text has. It was not read.",
                code="records.nul-bytes",
                where=self.name,
                fix="Export the return again; the file is damaged or is not a text file.",
            )
        if _has_long_line(text):
            raise InputError(
                f"This file has a line of more than {LONGEST_LINE:,} bytes. It was not read.",
                code="records.line-too-long",
                where=self.name,
                fix="Export the return again, one row a line, with quotation marks closed.",
            )


def _encoding(head: bytes) -> tuple[bytes, str]:
    """Say in which encoding a file begins, and with which mark."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return mark, encoding
    # Without a mark: in UTF-16 every other byte of plain letters is zero.
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.7 * half:
        return b"", "utf-16-le"
    if head[::2].count(0) > 0.7 * half:
        return b"", "utf-16-be"
    return b"", "utf-8"


def _has_long_line(text: bytes) -> bool:
    """Say whether any line is too long, looking closely only where that could be."""
    half = LONGEST_LINE // 2
    # A line too long covers at least one whole window of half that length.
    if all(text.find(b"\n", at, at + half) >= 0 for at in range(0, len(text) - half + 1, half)):
        return False
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == NEWLINE)
    gaps = np.diff(ends, prepend=-1, append=len(text))
    return bool(gaps.max() - 1 > LONGEST_LINE)
