"""Which files were given, in whatever they lay."""

import zipfile

import pytest
from tests.engine.records.made_returns import write_return, zip_folder

from holdfast.kernel.errors import InputError
from holdfast.records import sources
from holdfast.records.sources import find_sources
from holdfast.records.zipped import ZipLimits

LIMITS = ZipLimits()


def names(path):
    return [source.name for source in find_sources(path, LIMITS).files]


def test_folder_is_searched_to_its_depth_in_order_of_name(tmp_path):
    for name in ("b.csv", "2021/a.csv", "2020/deep/er/c.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")

    assert names(tmp_path) == ["2020/deep/er/c.csv", "2021/a.csv", "b.csv"]


@pytest.mark.parametrize(
    "name", [".DS_Store", "__MACOSX/a.csv", "Thumbs.db", "x/desktop.ini", "~$a.xlsx", ".git/a"]
)
def test_what_systems_leave_lying_about_is_passed_over(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x", encoding="utf-8")

    found = find_sources(tmp_path, LIMITS)

    assert (found.files, found.refused) == ((), {})


def test_one_file_is_itself(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"CHILD")

    (source,) = find_sources(tmp_path / "a.csv", LIMITS).files

    assert (source.name, source.size) == ("a.csv", 5)
    assert source.label == f"{tmp_path.name}/a.csv"
    with source.open() as stream:
        assert stream.read() == b"CHILD"


def test_zip_is_searched_whether_given_or_found_in_a_folder(tmp_path):
    folder = write_return(tmp_path / "2021")
    (tmp_path / "given").mkdir()
    archive = zip_folder(folder, tmp_path / "given" / "a.zip")

    assert names(archive) == names(archive.parent)
    assert names(archive)[0] == "a.zip/2021/ad1.csv"
    (source, *_) = find_sources(archive, LIMITS).files
    with source.open() as stream:
        assert stream.read() == (folder / "ad1.csv").read_bytes()


def test_clutter_inside_a_zip_is_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("__MACOSX/._a.csv", "x")
        archive.writestr("a.csv", "x")

    assert names(tmp_path / "a.zip") == ["a.zip/a.csv"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.xlsx", ("[Content_Types].xml", "xl/workbook.xml")),
        ("a.ods", ("mimetype", "content.xml", "META-INF/manifest.xml")),
    ],
)
def test_workbook_is_one_file_and_not_a_zip_of_files(tmp_path, name, parts):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")

    assert names(tmp_path) == [name]


def test_files_that_may_not_come_out_of_a_zip_are_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../up.csv", "x")
        archive.writestr("a.csv", "x")

    found = find_sources(tmp_path, LIMITS)

    assert [source.name for source in found.files] == ["a.zip/a.csv"]
    assert found.refused == {"a.zip/../up.csv": "records.zip-path-outside"}


def test_broken_zip_in_a_folder_does_not_stop_the_rest(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.csv").write_bytes(b"x")

    found = find_sources(tmp_path, LIMITS)

    assert [source.name for source in found.files] == ["b.csv"]
    assert found.refused == {"a.zip": "records.zip-broken"}


def test_broken_zip_alone_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")

    with pytest.raises(InputError) as caught:
        find_sources(tmp_path / "a.zip", LIMITS)

    assert caught.value.code == "records.zip-broken"


def test_link_to_nowhere_is_refused_by_name(tmp_path):
    (tmp_path / "a.csv").symlink_to(tmp_path / "gone.csv")

    assert find_sources(tmp_path, LIMITS).refused == {"a.csv": "records.file-unreadable"}


def test_nothing_at_the_path_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        find_sources(tmp_path / "gone", LIMITS)

    assert (caught.value.code, caught.value.where) == ("records.path-missing", "gone")


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    for at in range(3):
        (tmp_path / f"{at}.csv").write_bytes(b"x")

    with pytest.raises(InputError) as caught:
        find_sources(tmp_path, LIMITS)

    assert caught.value.code == "records.too-many-files"
