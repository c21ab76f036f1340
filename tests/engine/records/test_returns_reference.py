"""The reference of returns names everything that reading can say, and nothing else."""

import re
from pathlib import Path

from holdfast.library.return_layout import return_layout
from holdfast.records.spans import AHEAD, BEHIND, YEARS_AHEAD
from holdfast.records.text import LONGEST_LINE
from holdfast.records.zipped import LARGEST_UNPACKED, LARGEST_WORKBOOK, ZipLimits

ROOT = Path(__file__).resolve().parents[3]
RECORDS = ROOT / "src" / "holdfast" / "records"
PAGE = (ROOT / "docs" / "reference" / "returns.md").read_text(encoding="utf-8")
CODE = re.compile(r"records\.[a-z0-9]+(?:-[a-z0-9]+)+")
READING = (
    "birth_dates", "cells", "completeness", "csv_rows", "file_reading", "forms", "headings",
    "one_return", "rows", "ssda903_csv", "ssda903_xml", "staging", "text", "zipped",
)  # fmt: skip
ALONE = {
    "records.path-missing", "records.nothing-read", "records.too-many-files",
    "records.secret-short",
}  # fmt: skip
"""Codes of errors that stop everything, and so stand among the errors only."""


def test_every_code_that_reading_gives_is_on_the_page():
    given = {
        code
        for name in READING
        for code in re.findall(
            r'"(records\.[a-z0-9-]+)"', (RECORDS / f"{name}.py").read_text(encoding="utf-8")
        )
    }

    assert sorted(given - set(CODE.findall(PAGE)) - ALONE) == []


def test_every_code_on_the_page_is_given_somewhere():
    source = "".join(path.read_text(encoding="utf-8") for path in RECORDS.glob("*.py"))

    assert [code for code in CODE.findall(PAGE) if code not in source] == []


def test_every_table_is_on_the_page():
    assert [name for name in return_layout("ssda903").tables if f"`{name}`" not in PAGE] == []


def test_limits_on_the_page_are_those_in_force():
    limits = ZipLimits()

    assert (LONGEST_LINE, LARGEST_WORKBOOK, LARGEST_UNPACKED) == (64 << 10, 128 << 20, 1 << 30)
    assert (limits.files, limits.total, limits.ratio, limits.ratio_from) == (
        2000, 32 << 30, 200, 16 << 20,
    )  # fmt: skip
    assert (BEHIND, AHEAD, YEARS_AHEAD) == (30, 1, {"duc": 20})
