"""Files made to do harm, sent through the upload page: refused by code, nothing left."""

import io
import zipfile

import pytest
from django.urls import reverse
from tests.engine.records.made_returns import csv_text, xml_text
from tests.engine.records.test_hostile_returns import (
    BILLION_LAUGHS,
    EXTERNAL_ENTITY,
    archive,
)
from tests.web.records.hostile import bomb

from holdfast_web.people.models.job import JobState
from holdfast_web.records import places

GOOD = {f"2021/{table}.csv": csv_text(table).encode() for table in ("header", "episodes")}
PROGRAM = b"MZ\x90\x00" * 500
HUGE_LINE = b"CHILD,DOB,REVIEW,REVIEW_CODE\n" + b"x" * (200 << 20)


def climbing():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("../../up.csv", csv_text("reviews"))
    return content.getvalue()


def huge_workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/media/picture.bin", bytes(129 << 20))
    return content.getvalue()


ATTACKS = {
    "zip bomb": ("returns.zip", bomb, "records.zip-bomb"),
    "path that climbs out": ("returns.zip", climbing, "records.nothing-read"),
    "entities that expand": ("c_2021.xml", BILLION_LAUGHS.encode, "records.xml-doctype"),
    "entity from a file": ("c_2021.xml", EXTERNAL_ENTITY.encode, "records.xml-doctype"),
    "truncated": ("c_2021.xml", lambda: xml_text().encode()[:-200], "records.xml-truncated"),
    "one line of 200 MB": ("reviews.csv", lambda: HUGE_LINE, "records.line-too-long"),
    "huge workbook": ("annex.xlsx", huge_workbook, "records.workbook-too-large"),
    "double extension": ("returns.csv.exe", lambda: PROGRAM, "records.nul-bytes"),
    "a page for a browser": (
        "returns.csv", lambda: b"<html><script>1</script></html>", "records.unknown-file",
    ),
    "no zip at all": ("returns.zip", lambda: b"PK\x03\x04 and no more", "records.zip-broken"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_with_its_code_and_leaves_nothing(
    send, analyst, northmere, client, settings, attack
):
    name, content, code = ATTACKS[attack]
    returns = send(analyst, northmere, (name, content()))

    page = client.get(reverse("return_set", args=[returns.key])).content.decode()

    assert (returns.state, returns.job.reason_code) == (JobState.FAILED, code)
    assert code in page
    assert "What this means" in page
    left = [path for path in settings.HOME.rglob("*") if path.is_file()]
    assert [path.name for path in left] in ([], ["holdfast.secret"])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.zip", bomb(), "records.zip-bomb"),
        ("up.zip", climbing(), "records.zip-path-outside"),
        ("c_2021.xml", BILLION_LAUGHS.encode(), "records.xml-doctype"),
        ("letter.csv.exe", PROGRAM, "records.nul-bytes"),
    ],
)
def test_an_attack_among_good_files_is_on_the_quality_page_and_the_good_are_read(
    send, analyst, northmere, client, settings, name, content, code
):
    good = archive(GOOD)
    returns = send(analyst, northmere, ("good.zip", good), (name, content))

    page = client.get(reverse("quality", args=[returns.key])).content.decode()

    assert returns.state == JobState.DONE, returns.job.reason
    assert returns.counts["children"] == 2
    assert [line["code"] for line in returns.counts["files_refused"] if line["file"]
            and line["file"].startswith(name)] == [code]  # fmt: skip
    assert f'<dt id="code-{code}">' in page
    assert not places.originals(returns).exists()
    assert not [path for path in settings.HOME.rglob("*") if path.suffix in (".zip", ".exe")]
    assert not list(settings.HOME.rglob("up.csv"))


def test_what_the_browser_says_of_a_file_counts_for_nothing(send, analyst, northmere):
    returns = send(
        analyst, northmere, ("header.csv", csv_text("header").encode("utf-8")),
        ("episodes.pdf", csv_text("episodes").encode()),
    )  # fmt: skip

    assert returns.state == JobState.DONE, returns.job.reason
    assert returns.counts["read"] == {"ssda903_episodes": 3, "ssda903_header": 2}


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(send, analyst, northmere, client):
    files = GOOD | {"=cmd|' /C calc'!A0.csv": b"nothing that could be read\n"}
    returns = send(analyst, northmere, ("good.zip", archive(files)),
                   ("=HYPERLINK(1).csv", b"nothing either"))  # fmt: skip

    answer = client.get(reverse("refused", args=[returns.key]))
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert lines[0] == "file,row,table,column,code,consequence"
    assert any(line.startswith("'=HYPERLINK(1).csv,") for line in lines)
    assert not any(line.startswith(("=", '"=')) for line in lines)
