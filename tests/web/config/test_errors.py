"""Every code that the service may answer with is explained, and nothing else is."""

import ast
import re

import pytest
from tests.web.real_service import ROOT

CODE = re.compile(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*")
ONLY_CODES = ("api.", "backup.", "jobs.", "web.")
"""What begins like this is a code wherever it stands; other words may be kinds of work."""


def codes(source):
    """Give every code in a file: what is given as one, and what can be nothing else."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "code":
            yield from texts(node.value)
        elif isinstance(node, ast.Constant):
            yield from (text for text in texts(node) if text.startswith(ONLY_CODES))


def texts(node):
    return (
        found.value
        for found in ast.walk(node)
        if isinstance(found, ast.Constant)
        and isinstance(found.value, str)
        and CODE.fullmatch(found.value)
    )


@pytest.fixture(scope="module")
def headings():
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    return re.findall(r"^### (\S+)$", page, re.MULTILINE)


@pytest.fixture(scope="module")
def raised():
    return {
        code for path in (ROOT / "src" / "holdfast_web").rglob("*.py") for code in codes(path)
    }


def test_every_code_of_the_service_has_a_heading(headings, raised):
    assert sorted(raised - set(headings)) == []
    assert len(raised) > 25


def test_every_heading_is_a_code_that_something_says(headings, raised):
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))

    assert [code for code in headings if f'"{code}"' not in written] == []
    assert [
        code for code in headings if code.startswith(ONLY_CODES) and code not in raised
    ] == []
    assert len(headings) == len(set(headings))
