"""The repository keeps its own rules: sizes, names, error codes, examples, addresses."""

import doctest
import importlib
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest

import holdfast

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "holdfast"
CHAPTERS = {
    "kernel", "library", "records", "change", "deliver", "measure", "value",
    "synthetic", "evaluation", "cli",
}  # fmt: skip

LONGEST_MODULE = 400
LONGER_FOR_A_REASON: dict[str, str] = {}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "common", "core", "helpers", "misc", "services"}

ERROR_CODE = re.compile(r"""code=["']([a-z]+\.[a-z0-9-]+)["']""")


def tracked(*patterns: str) -> list[Path]:
    """Give the files that git tracks and that exist, so a half-made file is not judged."""
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def modules() -> list[str]:
    """Give the name of every module of the engine."""
    return sorted(
        found.name for found in pkgutil.walk_packages(holdfast.__path__, prefix="holdfast.")
    )


def test_no_module_is_longer_than_one_idea():
    long = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }

    assert {
        name: lines
        for name, lines in long.items()
        if lines > LONGEST_MODULE and name not in LONGER_FOR_A_REASON
    } == {}


def test_no_name_says_nothing():
    names = {part for path in tracked("src", "tests") for part in path.relative_to(ROOT).parts}

    assert {Path(name).stem for name in names} & NAMES_THAT_SAY_NOTHING == set()


def test_every_chapter_of_the_engine_is_in_the_map():
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()}

    assert folders == CHAPTERS


def test_init_files_hold_a_docstring_and_names_only():
    code = re.compile(r"^\s*(def|class|for|while|if|with|try)\b", re.MULTILINE)

    assert [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("__init__.py")
        if code.search(path.read_text(encoding="utf-8"))
    ] == []


def test_every_error_code_has_a_heading():
    raised = {
        code
        for path in SOURCE.rglob("*.py")
        for code in ERROR_CODE.findall(path.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### `?([a-z]+\.[a-z0-9-]+)`?\s*$", page, re.MULTILINE)

    assert sorted(raised - set(headings)) == []
    assert sorted({code for code in headings if headings.count(code) > 1}) == []


def test_chapter_readmes_are_short():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.glob("*/README.md")
    }

    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert lengths


def test_no_file_names_a_registry_or_a_machine():
    # Built of parts, so that this test does not find itself.
    addresses = ["py" + "pi.org", "registry.npm" + "js", "index-" + "url", "/" + "root/"]

    assert [
        (str(path.relative_to(ROOT)), address)
        for path in tracked()
        if path.suffix not in {".zip", ".png", ".parquet", ".xlsx"}
        for address in addresses
        if address in path.read_text(encoding="utf-8", errors="ignore")
    ] == []


def test_nothing_is_left_unfinished():
    marks = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", r"\bXXX\b(?!X)", "NotImplemented" + "Error"])
    )

    assert [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.py")
        if marks.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(name)

    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0
