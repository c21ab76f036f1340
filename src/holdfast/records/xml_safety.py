"""How can an XML return be read one record at a time, without trusting it?

A file of a million records is read in the memory of one: each record is let go once the caller
has moved on. A file may also be hostile, or only broken. Nothing is fetched, no entity is
expanded, no token or record may be larger than any return needs, and each way to fail has a
code of its own, so that the person who exported the file knows what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from holdfast.kernel.errors import InputError
from holdfast.records.xml_prolog import open_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_RECORD = 16 << 20
"""Bytes that may pass between two records: a child's whole record is rarely above 100 kB."""

_AGAIN = "Export the return again from the case system."
_FAULTS: dict[str, tuple[str, str, str]] = {
    "records.xml-truncated": (
        "This XML file stops before its last element is closed; it was cut short.",
        "Copy or export the file again, and compare its size with the original.",
        "",
    ),
    "records.xml-oversize": (
        "This XML file holds a text, name, nesting or record larger than any return has.",
        _AGAIN,
        "ERR_RESOURCE_LIMIT ERR_NAME_TOO_LONG ERR_COMMENT_NOT_FINISHED ERR_PI_NOT_FINISHED",
    ),
    "records.xml-entity": (
        "This XML file uses an entity that is not one of XML's own five.",
        "Export the return again, or write the character itself in place of the entity.",
        "ERR_UNDECLARED_ENTITY WAR_UNDECLARED_ENTITY",
    ),
    "records.xml-encoding": (
        "The letters of this XML file are not in the encoding that it declares.",
        "Save it as UTF-8, or declare its encoding in the first line.",
        "ERR_INVALID_ENCODING ERR_UNSUPPORTED_ENCODING ERR_UNKNOWN_ENCODING ERR_INVALID_CHAR",
    ),
    "records.xml-namespace": (
        "This XML file uses a namespace prefix that it does not declare.",
        _AGAIN,
        "NS_ERR_UNDEFINED_NAMESPACE",
    ),
    "records.xml-wrong-root": (
        "This XML file does not begin as a return of this kind begins.",
        "Check that it is the return itself, and not a schema, a report or another collection.",
        "",
    ),
    "records.xml-broken": ("This file is not well-formed XML.", _AGAIN, ""),
}
"""For each code: what is wrong, how to mend it, and the parser's own names for it."""
_CODE_OF = {kind: code for code, (_, _, kinds) in _FAULTS.items() for kind in kinds.split()}


def records(stream: BinaryIO, name: str, *tags: str, root: str) -> Iterator[Any]:
    """Give every element called one of `tags`, complete, in the order of the file.

    Parameters
    ----------
    stream
        The file, from its first byte.
    name
        What to call the file in messages.
    tags
        Names without namespace. An element is found in any namespace or none, under any
        prefix, so the caller compares `local_name(element.tag)`.
    root
        Name of the first element of such a return.

    Yields
    ------
    lxml.etree._Element
        Good until the next one is asked for: then it is emptied. It holds no comments, no
        processing instructions and no blank text between elements.

    Raises
    ------
    InputError
        `records.xml-doctype`, `-wrong-root`, `-truncated`, `-oversize`, `-entity`,
        `-encoding`, `-namespace` or `-broken`. Elements before the fault have already been
        given.
    """
    found, whole = open_xml(stream, name)
    if found != root:
        raise _refusal("records.xml-wrong-root", name)
    guarded = _Guarded(whole, name)
    parser = etree.iterparse(
        guarded,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        collect_ids=False,
        huge_tree=False,
        load_dtd=False,
        no_network=True,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
    )
    try:
        for _, element in parser:
            guarded.since_record = 0
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        raise _explain(parser, fault, guarded) from None


def local_name(tag: str) -> str:
    """Give the name of an element without its namespace.

    Examples
    --------
    >>> local_name("{urn:any}Child"), local_name("Child")
    ('Child', 'Child')
    """
    return tag.rpartition("}")[2]


class _Guarded:
    """A stream that knows whether its end was seen, and stops a record without end."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self.name = stream, name
        self.since_record = 0
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.since_record += len(piece)
        self.ended = not piece
        if self.since_record > LARGEST_RECORD:
            raise _refusal("records.xml-oversize", self.name)
        return piece


def _explain(parser: Any, fault: etree.XMLSyntaxError, guarded: _Guarded) -> InputError:  # noqa: ANN401
    """Say in our words what libxml2 found; its own message may quote the file."""
    found = [(entry.type_name, entry.line) for entry in parser.error_log.filter_from_errors()]
    kind, line = found[0] if found else ("", fault.lineno)
    unnamed = "records.xml-truncated" if guarded.ended else "records.xml-broken"
    return _refusal(_CODE_OF.get(kind, unnamed), f"{guarded.name}, line {line}")


def _refusal(code: str, where: str) -> InputError:
    what, fix, _ = _FAULTS[code]
    return InputError(what, code=code, where=where, fix=fix)
