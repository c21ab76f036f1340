"""How does an XML file begin, and is it safe to read on?

A return has no use for a document type: the entities that one declares are how a small file
becomes a very large one, or reads another file of the machine. So a file with a DOCTYPE is
refused before any of it is parsed as a tree. Only the prolog is looked at, in small pieces, by
expat, which expands nothing here.
"""

from __future__ import annotations

import io
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from holdfast.kernel.errors import InputError

PIECE = 4096
LONGEST_PROLOG = 1 << 20
"""What stands before the first element is a declaration, perhaps a comment: 1 MiB is ample."""


class _DoctypeError(Exception):
    """Stops the parser at a document type."""


class Replayed(io.RawIOBase):
    """A stream whose first bytes were already taken and are given again."""

    def __init__(self, taken: bytes, rest: BinaryIO) -> None:
        self._taken = memoryview(taken)
        self._rest = rest

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from what was taken, then from the rest."""
        piece: bytes | memoryview
        if self._taken:
            piece = self._taken[: len(buffer)]
            self._taken = self._taken[len(piece) :]
        else:
            piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def open_xml(stream: BinaryIO, name: str) -> tuple[str, BinaryIO]:
    """Say what the first element is called, and give the whole stream again from its start.

    The name comes without its namespace. Raises `InputError` with `records.xml-doctype` where
    the file declares a document type, `records.xml-broken` where it is not XML as far as its
    first element.
    """
    taken = bytearray()
    roots: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_: object) -> NoReturn:
        raise _DoctypeError

    def element(tag: str, _: object) -> None:
        if not roots:
            roots.append(tag.rpartition(" ")[2])

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    while not roots:
        piece = stream.read(PIECE)
        taken += piece
        try:
            parser.Parse(piece, not piece)
        except _DoctypeError:
            raise InputError(
                "This XML file declares a document type, which no return has and which can "
                "hide an attack. It was not read.",
                code="records.xml-doctype",
                where=name,
                fix="Export the return again from the case system, without a DOCTYPE.",
            ) from None
        except expat.ExpatError as fault:
            if roots:
                break
            raise InputError(
                "This file is not well-formed XML.",
                code="records.xml-broken",
                where=f"{name}, line {fault.lineno}",
                fix="Export the return again; the file may have been cut short.",
            ) from None
        if len(taken) > LONGEST_PROLOG:
            raise InputError(
                "This XML file has no element in its first mebibyte.",
                code="records.xml-broken",
                where=name,
                fix="Export the return again from the case system.",
            )
    return roots[0], io.BufferedReader(Replayed(bytes(taken), stream), 1 << 20)
