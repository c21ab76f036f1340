"""Which return a file is, to judge by what is in it."""

import io
import zipfile

import pytest
import xlsxwriter
from tests.engine.records.made_returns import csv_text, xml_text
from tests.fixtures_elsewhere import shared

from holdfast.kernel.errors import InputError
from holdfast.records.forms import Form, Recognised, recognise_form


def form(content: bytes, name: str = "a") -> Recognised:
    return recognise_form(io.BytesIO(content), name)


def refusal(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        form(content, "a.csv")
    return caught.value.code


def workbook() -> bytes:
    content = io.BytesIO()
    xlsxwriter.Workbook(content).close()
    return content.getvalue()


def open_document() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_csv_is_known_by_its_headings(encoding):
    assert form(csv_text("episodes").encode(encoding)) == Recognised(
        Form.SSDA903_CSV, "ssda903_episodes"
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xml_text().encode(), "ssda903"),
        (b"\n" + xml_text().partition("\n")[2].encode(), "ssda903"),
        (b"\xef\xbb\xbf<Message xmlns='urn:x'><Header/>", "cin"),
        (b'<?xml version="1.0"?><Message>' + b"<Child/>" * 100_000, "cin"),
        ('<?xml version="1.0" encoding="utf-16"?><Message/>'.encode("utf-16"), "cin"),
        (workbook(), "annex_a"),
        (open_document(), "annex_a"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "annex_a"),
    ],
)
def test_other_forms_are_known_by_how_they_begin(content, kind):
    assert (form(content).kind, form(content).table) == (kind, None)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\xff\xfe"])
def test_empty_file_is_refused(content):
    assert refusal(content) == "records.file-empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"hello", "records.unknown-file"),
        (b"a,b\n1,2\n", "records.unknown-file"),
        (b"A1,01/04/2020,S,C2,N1,U4\n" * 9, "records.unknown-file"),
        (b"<html><body/></html>", "records.unknown-file"),
        (b"<!DOCTYPE html><html/>", "records.xml-doctype"),
        (b"<no", "records.xml-broken"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "records.nul-bytes"),
        (b"x" * 200_000, "records.line-too-long"),
        (b"CHILD,DOB,REVIEW_CODE,LA\n" + b"x" * 200_000, "records.column-missing"),
    ],
)
def test_file_that_is_no_return_is_refused(content, code):
    with pytest.raises(InputError) as caught:
        form(content, "reviews.csv")

    assert (caught.value.code, caught.value.where.split(",")[0]) == (code, "reviews.csv")


def test_zip_inside_a_zip_is_not_opened():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.csv", "x")

    assert refusal(content.getvalue()) == "records.zip-in-zip"


def test_shared_files_are_what_they_are():
    for name, kind in (
        ("cin/fake_CIN_data.xml", "cin"),
        ("annex_a/Annex_A_2024_Jan.xlsx", "annex_a"),
    ):
        path = shared(f"fixtures/{name}")
        assert path is None or form(path.read_bytes()).kind == kind
