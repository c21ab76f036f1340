"""Hostile, broken and odd XML, and what `holdfast.records.xml_safety` says of each."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from holdfast.kernel.errors import InputError
from holdfast.records.xml_safety import LARGEST_RECORD, local_name, records

CHILD = b"<Child><a>1</a></Child>"


def texts(content: bytes, *tags: str) -> list[list[tuple[str, str | None]]]:
    stream = io.BytesIO(content)
    return [
        [(local_name(element.tag), element.text) for element in record.iter()]
        for record in records(stream, "cin.xml", *(tags or ("Child",)), root="M")
    ]


class Endless(io.RawIOBase):
    """A file that begins like a return and then repeats one piece for ever."""

    def __init__(self, start: bytes, piece: bytes) -> None:
        self._ready, self._piece = start, piece

    def read(self, size: int = -1) -> bytes:
        self._ready += self._piece * (size // len(self._piece) + 1)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE M [<!ENTITY a "b">]><M>&a;</M>', "records.xml-doctype"),
        (b'<!DOCTYPE M SYSTEM "http://198.51.100.1/m.dtd"><M/>', "records.xml-doctype"),
        (
            b'<!DOCTYPE M [<!ENTITY a SYSTEM "file:///etc/passwd">]><M>&a;</M>',
            "records.xml-doctype",
        ),
        (b"<EXPSSDA903>" + CHILD + b"</EXPSSDA903>", "records.xml-wrong-root"),
        (b"<M><Child><a>1&nbsp;2</a></Child></M>", "records.xml-entity"),
        (b'<M><Child><a b="&other;"/></Child></M>', "records.xml-entity"),
        (b"<M>" + CHILD + b"<Child><a>", "records.xml-truncated"),
        (b"<M>" + CHILD + b"<Chi", "records.xml-truncated"),
        (b"<M>" + CHILD, "records.xml-truncated"),
        (b"<M>" + CHILD + b"</M", "records.xml-truncated"),
        (b"<M><Child><a>1</b></Child></M>", "records.xml-broken"),
        (b"<M>" + CHILD + b"</M>more", "records.xml-broken"),
        (b"<M>" + CHILD + b"</M><M/>", "records.xml-broken"),
        (b"", "records.xml-broken"),
        (b"CHILD,DOB\n", "records.xml-broken"),
        ("<M><Child><a>é</a></Child></M>".encode("cp1252"), "records.xml-encoding"),
        (b"<M><Child><a>\x0b</a></Child></M>", "records.xml-encoding"),
        (b"<M><Child><x:a>1</x:a></Child></M>", "records.xml-namespace"),
        (b"<M><Child><a>" + b"x" * 12_000_000 + b"</a></Child></M>", "records.xml-oversize"),
        (b"<M><Child><!--" + b"x" * 12_000_000 + b"--></Child></M>", "records.xml-oversize"),
        (b"<M><Child><" + b"x" * 100_000 + b"/></Child></M>", "records.xml-oversize"),
        (
            b"<M><Child>" + b"<a>" * 300 + b"</a>" * 300 + b"</Child></M>",
            "records.xml-oversize",
        ),
    ],
)
def test_records_refuses_each_kind_of_bad_file_with_its_own_code(content, code):
    with pytest.raises(InputError) as caught:
        texts(content)

    assert caught.value.code == code
    assert caught.value.where.startswith("cin.xml")


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"<M><Child><a>", b"x"),
        (b"<M><Child><a b='", b"x"),
        (b"<M><Child>", b"<a>1</a>"),
        (b"<M>", b"<Other>1</Other>"),
        (b"<M><Child><!--", b" "),
    ],
)
def test_records_stops_a_record_without_end_in_bounded_memory(start, piece):
    tracemalloc.start()

    with pytest.raises(InputError) as caught:
        list(records(Endless(start, piece), "cin.xml", "Child", root="M"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert caught.value.code == "records.xml-oversize"
    assert peak < 4 * LARGEST_RECORD


def test_records_gives_what_stood_before_the_fault():
    stream = io.BytesIO(b"<M>" + CHILD * 3 + b"<Child>")
    given_before = []

    with pytest.raises(InputError):
        given_before.extend(
            child.findtext("a") for child in records(stream, "cin.xml", "Child", root="M")
        )

    assert given_before == ["1", "1", "1"]


@pytest.mark.parametrize(
    "content",
    [
        "<M><Child><a>é1</a></Child></M>".encode(),
        "\ufeff<M><Child><a>é1</a></Child></M>".encode(),
        '<?xml version="1.0" encoding="windows-1252"?><M><Child><a>é1</a></Child></M>'.encode(
            "cp1252"
        ),
        '<?xml version="1.0" encoding="UTF-16"?><M><Child><a>é1</a></Child></M>'.encode(
            "utf-16"
        ),
        '<M xmlns="urn:any"><Child>\n <a>é1</a>\n</Child></M>'.encode(),
        '<q:M xmlns:q="urn:any"><q:Child><q:a>é1</q:a></q:Child></q:M>'.encode(),
        "<M><Child><!-- n --><a>é<!-- n --><?pi x?><![CDATA[1]]></a></Child></M>".encode(),
        b"<M><Child><a>&#233;1</a></Child></M>",
    ],
)
def test_records_reads_one_record_alike_however_it_is_written(content):
    assert texts(content) == [[("Child", None), ("a", "é1")]]


def test_records_gives_several_kinds_in_the_order_of_the_file():
    content = b"<M><Header><y>2025</y></Header><Children>" + CHILD * 2 + b"</Children></M>"

    assert [record[0][0] for record in texts(content, "Child", "Header")] == [
        "Header",
        "Child",
        "Child",
    ]


def test_records_lets_go_of_each_record():
    content = b"<M>" + CHILD * 50 + b"</M>"

    still_there = [
        len(record.getparent())
        for record in records(io.BytesIO(content), "cin.xml", "Child", root="M")
    ]

    assert still_there == [50, *range(50, 1, -1)]


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1), max_size=5)
)
def test_records_gives_back_any_text_that_was_written(values):
    message = etree.Element("M")
    for value in values:
        etree.SubElement(etree.SubElement(message, "Child"), "a").text = value

    read = texts(etree.tostring(message, encoding="utf-8"))

    assert [record[1][1] for record in read] == values
