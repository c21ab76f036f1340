"""Zips, among them those made to do harm."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from holdfast.kernel.errors import InputError
from holdfast.records import zipped
from holdfast.records.zipped import ZipLimits, check_workbook, members

LIMITS = ZipLimits()


def make(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def read_all(path: Path, limits: ZipLimits) -> None:
    for member in members(path, path.name, limits)[0]:
        with member.open() as stream:
            while stream.read(1 << 16):
                pass


def code_of(path: Path, limits: ZipLimits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        read_all(path, limits)
    return caught.value.code


def test_files_are_read_as_streams_from_their_first_byte(tmp_path):
    path = make(tmp_path / "a.zip", {"2021/header.csv": b"CHILD\n" * 1000, "2021/empty": b""})

    (first, second), refused = members(path, "a.zip", LIMITS)

    with first.open() as stream:
        assert stream.readable()
        assert stream.read(5) == b"CHILD"
    with first.open() as stream:
        assert stream.read() == b"CHILD\n" * 1000
    assert [(m.name, m.size) for m in (first, second)] == [
        ("2021/header.csv", 6000),
        ("2021/empty", 0),
    ]
    assert refused == {}


def test_folders_are_no_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.mkdir("2021")

    assert members(tmp_path / "a.zip", "a.zip", LIMITS) == ([], {})


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "2021/../../a.csv", "/etc/a.csv", "..\\a.csv", "C:\\a.csv", "c:a.csv",
     "\\a.csv", "a/..", ".."],
)  # fmt: skip
def test_path_that_leads_out_of_the_zip_is_refused(tmp_path, name):
    path = make(tmp_path / "a.zip", {name: b"x", "b.csv": b"y"})

    found, refused = members(path, "a.zip", LIMITS)

    assert [member.name for member in found] == ["b.csv"]
    assert refused == {name: "records.zip-path-outside"}


@pytest.mark.parametrize("name", ["a..b.csv", "..a.csv", "2021/..b/a.csv"])
def test_two_dots_inside_a_name_climb_nowhere(tmp_path, name):
    path = make(tmp_path / "a.zip", {name: b"x"})

    assert members(path, "a.zip", LIMITS)[1] == {}


def test_link_is_refused(tmp_path):
    entry = zipfile.ZipInfo("header.csv")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/hostname")

    assert members(tmp_path / "a.zip", "a.zip", LIMITS) == (
        [],
        {"header.csv": "records.zip-link"},
    )


def test_locked_file_is_refused(tmp_path):
    path = make(tmp_path / "a.zip", {"a.csv": b"x"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag in the file's own header, and in the list at the end
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert members(path, "a.zip", LIMITS)[1] == {"a.csv": "records.zip-encrypted"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(tmp_path, method):
    path = make(tmp_path / "a.zip", {"a.csv": b"x"}, method)

    assert members(path, "a.zip", LIMITS)[1] == {"a.csv": "records.zip-method"}


def test_second_file_of_one_name_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", b"x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", b"y")

    found, refused = members(tmp_path / "a.zip", "a.zip", LIMITS)

    assert [member.name for member in found] == ["a.csv"]
    assert refused == {"a.csv": "records.zip-name-twice"}


def test_bomb_is_stopped_by_its_ratio(tmp_path):
    path = make(tmp_path / "a.zip", {"a.csv": b"\n" * (40 << 20)})

    assert path.stat().st_size < 50_000
    assert code_of(path) == "records.zip-bomb"


def test_what_packs_well_is_no_bomb_while_it_is_small(tmp_path):
    path = make(tmp_path / "a.zip", {"a.csv": b"\n" * (15 << 20)})

    (member,), _ = members(path, "a.zip", LIMITS)

    with member.open() as stream:
        assert len(stream.read()) == 15 << 20


def test_many_small_files_are_stopped_by_their_sum(tmp_path):
    path = make(tmp_path / "a.zip", {f"{at}.csv": b"x" * 1000 for at in range(5)})

    assert code_of(path, ZipLimits(total=4500)) == "records.zip-bomb"


def test_bomb_whose_files_share_their_bytes_is_stopped(tmp_path):
    """Every entry of the list at the end points to the same packed bytes."""
    path = make(tmp_path / "a.zip", {"a.csv": b"\n" * (10 << 20)})
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    count = 200
    entries = content[at:end] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)
    path.write_bytes(content[:at] + entries + tail)

    found, refused = members(path, "a.zip", LIMITS)

    assert (len(found), refused) == (1, {"a.csv": "records.zip-name-twice"})


def test_too_many_files_are_refused(tmp_path):
    path = make(tmp_path / "a.zip", {f"{at}.csv": b"" for at in range(3)})

    assert code_of(path, ZipLimits(files=2)) == "records.zip-too-many-files"


@pytest.mark.parametrize("change", ["not a zip", "cut", "content", "name"])
def test_damaged_zip_is_refused(tmp_path, change):
    path = make(tmp_path / "a.zip", {"header.csv": bytes(range(256)) * 100}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    if change == "not a zip":
        content = bytearray(b"PK\x03\x04 but nothing more")
    elif change == "cut":
        content = content[:200]
    elif change == "content":
        content[100] ^= 0xFF  # the checksum no longer fits
    else:
        content[30] ^= 0xFF  # the name in the file's header is another than in the list
    path.write_bytes(content)

    assert code_of(path) == "records.zip-broken"


def test_zip_that_goes_away_is_refused(tmp_path):
    path = make(tmp_path / "a.zip", {"a.csv": b"x"})
    (member,), _ = members(path, "a.zip", LIMITS)
    path.write_bytes(b"no longer a zip")

    with pytest.raises(InputError) as caught, member.open():
        pass

    assert (caught.value.code, caught.value.where) == ("records.zip-broken", "a.zip/a.csv")


def test_workbook_is_given_again_from_its_start(tmp_path):
    path = make(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<x/>"})

    whole = check_workbook(io.BytesIO(path.read_bytes()), "a.xlsx", LIMITS)

    assert whole.read() == path.read_bytes()


def test_workbook_of_before_2007_is_let_through():
    assert (
        check_workbook(io.BytesIO(b"\xd0\xcf\x11\xe0..."), "a.xls", LIMITS).read()[:1]
        == b"\xd0"
    )


def test_workbook_that_is_a_bomb_is_refused(tmp_path):
    path = make(tmp_path / "a.xlsx", {"xl/sheet.xml": b" " * (40 << 20)})

    with pytest.raises(InputError) as caught:
        check_workbook(io.BytesIO(path.read_bytes()), "a.xlsx", LIMITS)

    assert caught.value.code == "records.zip-bomb"


def test_workbook_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(zipped, "LARGEST_WORKBOOK", 10)

    with pytest.raises(InputError) as caught:
        check_workbook(io.BytesIO(b"x" * 11), "a.xlsx", LIMITS)

    assert caught.value.code == "records.workbook-too-large"
