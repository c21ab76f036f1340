"""The files of a run: a tagged PDF and a workbook, with what the findings say."""

import json
import re

import openpyxl
import pytest

from holdfast.evaluation.report.table import Figure
from holdfast_web.evaluation.places import CONTENT, PDF, WORKBOOK, run_folder
from holdfast_web.evaluation.typeset import pdf
from holdfast_web.evaluation.views.laid_out import laid_out


@pytest.fixture
def kept(finished):
    return run_folder(finished)


def test_the_pdf_is_tagged_and_the_same_again(kept):
    made = (kept / PDF).read_bytes()
    content = json.loads((kept / CONTENT).read_text(encoding="utf-8"))

    assert made.startswith(b"%PDF-")
    assert re.search(rb"/Marked\s+true", made)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", made)
    assert made == pdf(content)


def test_nothing_in_a_protocol_is_read_as_markup_by_the_pdf(kept):
    content = json.loads((kept / CONTENT).read_text(encoding="utf-8"))
    content["title"] = '#panic("read as markup") $x$ *b* <label>'

    assert pdf(content).startswith(b"%PDF-")


def test_the_workbook_holds_every_table(kept):
    book = openpyxl.load_workbook(kept / WORKBOOK)
    tables = sorted(path.stem for path in (kept / "tables").glob("*.csv"))

    assert book.sheetnames[0] == "About"
    assert sorted(book.sheetnames[1:]) == tables
    flow = [[cell.value for cell in row] for row in book["flow"].iter_rows()]
    assert flow[0] == ["id", "parent", "label", "count", "excluded"]
    assert "suppressed" in {row[3] for row in flow}


def test_every_picture_of_the_content_can_be_drawn(kept):
    content = laid_out(json.loads((kept / CONTENT).read_text(encoding="utf-8")))
    drawn = [
        block["figure"].id
        for section in content["sections"]
        for block in section["blocks"]
        if isinstance(block.get("figure"), Figure)
    ]

    assert drawn == [
        "journey", "drift", "balance", "incidence", "split", "cost-timeline", "net-value",
        "acceptability",
    ]  # fmt: skip
