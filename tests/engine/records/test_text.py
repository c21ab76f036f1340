"""Text in whatever encoding, a block of whole lines at a time."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.records.text import LONGEST_LINE, Lines

TABLE = "CHILD,DECOM\nA1,01/04/2020\nB2,02/04/2020\n"
NAMED = "CHILD,NAME\nÅsa,é€\n"


class Watched(io.BytesIO):
    """Bytes that know how many of them were taken."""

    taken = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def lines(content: bytes, **given: int) -> tuple[bytes, Lines]:
    found = Lines(io.BytesIO(content), "a.csv", **given)
    return b"".join(found), found


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8"),
        (TABLE.encode("utf-16"), "utf-16-le"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16-be"),
        (TABLE.encode("cp1252"), "utf-8"),
    ],
)
@pytest.mark.parametrize("block", [7, 64, 1 << 20])
def test_every_encoding_gives_the_same_lines(content, encoding, block):
    text, found = lines(content, block=block)

    assert text == TABLE.encode()
    assert (found.encoding, found.cut) == (encoding, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_beyond_ascii_survive(encoding):
    text, found = lines(NAMED.encode(encoding), block=9)

    assert text == NAMED.encode()
    assert (found.encoding == "cp1252") == (encoding == "cp1252")


def test_byte_that_no_code_page_has_is_replaced_not_lost():
    text, _ = lines(b"CHILD\nA\x811\n")

    assert text.decode() == "CHILD\nA\N{REPLACEMENT CHARACTER}1\n"


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0")), min_size=1), st.booleans())
def test_blocks_end_where_lines_end_and_lose_nothing(rows, ended):
    content = "\n".join(rows).encode() + b"\n" * ended
    unmarked = content.removeprefix(b"\xef\xbb\xbf")

    found = Lines(io.BytesIO(content), "a.csv", block=16)
    blocks = list(found)

    assert all(block.endswith(b"\n") for block in blocks)
    assert b"".join(blocks) == unmarked + b"\n" * found.cut
    assert found.cut == bool(unmarked and not unmarked.endswith(b"\n"))


def test_last_line_without_an_end_is_known_to_be_cut():
    text, found = lines(b"CHILD\nA1")

    assert (text, found.cut) == (b"CHILD\nA1\n", True)


def test_lines_of_an_old_mac_are_lines():
    text, _ = lines(b"CHILD,DECOM\rA1,x\rB2,y\r", block=15)

    assert text == b"CHILD,DECOM\nA1,x\nB2,y\n"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_has_no_lines(content):
    assert list(Lines(io.BytesIO(content), "a.csv")) == []


@pytest.mark.parametrize("content", [b"CHILD\nA\0\n", "CHILD\nA\0\n".encode("utf-16")])
def test_nul_bytes_are_refused(content):
    with pytest.raises(InputError) as caught:
        lines(content)

    assert (caught.value.code, caught.value.where) == ("records.nul-bytes", "a.csv")


@pytest.mark.parametrize("length", [LONGEST_LINE - 1, LONGEST_LINE])
def test_longest_line_is_still_read(length):
    content = b"A" * length + b"\nB\n"

    assert lines(content, block=1000)[0] == content


@pytest.mark.parametrize("before", [0, 1, LONGEST_LINE // 2, LONGEST_LINE])
@pytest.mark.parametrize("after", [b"", b"\n", b"\nB\n"])
def test_line_too_long_is_refused_wherever_it_stands(before, after):
    content = b"\n" * before + b"A" * (LONGEST_LINE + 1) + after

    with pytest.raises(InputError) as caught:
        lines(content)

    assert caught.value.code == "records.line-too-long"


def test_endless_line_is_refused_before_it_is_loaded():
    stream = Watched(b"CHILD\n" + b"A" * (20 << 20))

    with pytest.raises(InputError):
        list(Lines(stream, "a.csv", block=1 << 20))

    assert stream.taken <= 2 << 20
