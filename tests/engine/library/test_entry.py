"""A fault in a library file names the file and the place within it."""

import pytest

from holdfast.kernel.errors import LibraryError
from holdfast.library.entry import Entry, Strict, find, load_yaml, names, read_rows


class Part(Strict):
    amount: int


class Example(Entry):
    parts: tuple[Part, ...]


GOOD = """\
urn: urn:example:one
version: 1
title: An example
source: Made up
licence: MIT
status: illustrative
parts:
  - amount: 3
"""


def refused(path, model=Example):
    with pytest.raises(LibraryError) as caught:
        load_yaml(path, model)
    return caught.value


def write(tmp_path, text):
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_entry_is_read_and_frozen(tmp_path):
    entry = load_yaml(write(tmp_path, GOOD), Example)

    assert (entry.urn, entry.parts[0].amount) == ("urn:example:one", 3)
    with pytest.raises(ValueError, match="frozen"):
        entry.title = "Another"


def test_a_fault_deep_inside_is_named_with_its_path(tmp_path):
    error = refused(write(tmp_path, GOOD + "  - amount: many\n"))

    assert (error.code, error.where) == (
        "library.entry-invalid",
        "example.yaml, parts > 1 > amount",
    )


def test_several_faults_are_counted(tmp_path):
    error = refused(write(tmp_path, GOOD.replace("version: 1", "version: 0") + "colour: red\n"))

    assert error.where == "example.yaml, version"
    assert error.what.endswith("There are 1 further faults.")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("urn:example:one", "example", "urn"),
        ("source: Made up", "source: ''", "source"),
        ("status: illustrative", "status: certain", "status"),
        ("licence: MIT\n", "", "licence"),
    ],
)
def test_what_every_entry_must_say_is_checked(tmp_path, old, new, place):
    error = refused(write(tmp_path, GOOD.replace(old, new)))

    assert (error.code, error.where) == ("library.entry-invalid", f"example.yaml, {place}")


def test_an_entry_cannot_end_before_it_starts(tmp_path):
    dates = "valid_from: 2026-02-05\nvalid_to: 2026-02-04\n"

    error = refused(write(tmp_path, GOOD + dates))

    assert error.where == "example.yaml, the whole file"


def test_a_file_that_is_not_an_entry_at_all_is_refused(tmp_path):
    error = refused(write(tmp_path, "just words"))

    assert (error.code, error.where) == (
        "library.entry-invalid",
        "example.yaml, the whole file",
    )


def test_a_file_that_is_not_yaml_names_its_line(tmp_path):
    error = refused(write(tmp_path, GOOD + "parts: [1,\nurn: : :"))

    assert error.code == "library.not-yaml"
    assert error.where.startswith("example.yaml, line ")


def test_a_character_that_yaml_forbids_is_refused_without_a_line(tmp_path):
    error = refused(write(tmp_path, GOOD + "note: \x07\n"))

    assert (error.code, error.where) == ("library.not-yaml", "example.yaml")


def test_yaml_cannot_make_objects(tmp_path):
    error = refused(write(tmp_path, GOOD + "title: !!python/object/apply:os.getcwd []\n"))

    assert error.code == "library.not-yaml"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_missing_or_not_utf_8_is_refused(tmp_path, content):
    path = tmp_path / "example.yaml"
    if content is not None:
        path.write_bytes(content)

    assert refused(path).code == "library.file-missing"


def table(tmp_path, text):
    path = tmp_path / "example.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_read_trimmed(tmp_path):
    rows = read_rows(
        table(tmp_path, '\ufeffcode,meaning\n A ,"one, two"\nB,\n'), ("code", "meaning")
    )

    assert rows == (
        {"code": "A", "meaning": "one, two"},
        {"code": "B", "meaning": ""},
    )


@pytest.mark.parametrize("text", ["", "meaning,code\nA,one\n", "code,meaning,note\nA,one,\n"])
def test_a_table_with_other_columns_is_refused(tmp_path, text):
    with pytest.raises(LibraryError) as caught:
        read_rows(table(tmp_path, text), ("code", "meaning"))

    assert (caught.value.code, caught.value.where) == (
        "library.columns-wrong",
        "example.csv, row 1",
    )


@pytest.mark.parametrize("row", ["A", "A,one,two", 'A,"one" two', 'A,"one'])
def test_a_row_that_cannot_be_read_is_named(tmp_path, row):
    with pytest.raises(LibraryError) as caught:
        read_rows(table(tmp_path, f"code,meaning\nB,two\n{row}\n"), ("code", "meaning"))

    assert (caught.value.code, caught.value.where) == (
        "library.row-wrong",
        "example.csv, row 3",
    )


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(LibraryError) as caught:
        find("returns", "ssda902", ".csv")

    assert caught.value.code == "library.name-unknown"
    assert caught.value.fix == "Use one of: annex_a, cin, ssda903"


def test_a_name_cannot_climb_out_of_the_library():
    with pytest.raises(LibraryError) as caught:
        find("returns", "../code_lists/ethnicity", ".csv")

    assert caught.value.code == "library.name-unknown"


def test_a_library_file_is_named_from_the_library(tmp_path):
    path = find("deflators", "gdp", ".yaml")

    error = refused(path)

    assert error.where.startswith("library/deflators/gdp.yaml, ")


def test_names_are_in_order():
    assert names("deflators", ".yaml") == ("gdp",)
