"""What an XML file begins with, looked at before anything is parsed."""

import io

import pytest

from holdfast.kernel.errors import InputError
from holdfast.records.xml_prolog import LONGEST_PROLOG, Replayed, open_xml

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]>
<EXPSSDA903>&lol1;</EXPSSDA903>"""
EXTERNAL = (
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><EXPSSDA903>&x;</EXPSSDA903>'
)


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (b"<EXPSSDA903><CHILD/></EXPSSDA903>", "EXPSSDA903"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- made --><Message xmlns='urn:x'/>", "Message"),
        ('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), "a"),
        (b'<?xml version="1.0" encoding="windows-1252"?><a>\xe9</a>', "a"),
        (b"<p:Message xmlns:p='urn:x'><Child></Message>", "Message"),
        (b"<a>" + b"x" * 100_000 + b"</a>", "a"),
    ],
)
def test_first_element_is_named_and_nothing_is_lost(content, root):
    found, whole = open_xml(io.BytesIO(content), "a.xml")

    assert (found, whole.read()) == (root, content)


@pytest.mark.parametrize("content", [LAUGHS, EXTERNAL, LAUGHS.decode().encode("utf-16")])
def test_document_type_is_refused(content):
    with pytest.raises(InputError) as caught:
        open_xml(io.BytesIO(content), "a.xml")

    assert (caught.value.code, caught.value.where) == ("records.xml-doctype", "a.xml")


@pytest.mark.parametrize("content", [b"", b"abc", b"<a", b"<!-- never closed"])
def test_what_is_not_xml_is_refused(content):
    with pytest.raises(InputError) as caught:
        open_xml(io.BytesIO(content), "a.xml")

    assert caught.value.code == "records.xml-broken"


def test_endless_prolog_is_refused_before_it_is_loaded():
    stream = io.BytesIO(b"<!--" + b"x" * (LONGEST_PROLOG * 4))
    with pytest.raises(InputError) as caught:
        open_xml(stream, "a.xml")

    assert caught.value.code == "records.xml-broken"
    assert stream.tell() <= LONGEST_PROLOG * 2


def test_replayed_gives_first_what_was_taken():
    stream = Replayed(b"abc", io.BytesIO(b"def"))

    assert stream.readable()
    assert [stream.read(2), stream.read(2), stream.read()] == [b"ab", b"c", b"def"]
