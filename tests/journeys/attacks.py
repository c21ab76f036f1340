"""Files made to do harm, as somebody could choose them in a browser."""

import io
import stat
import zipfile

from tests.engine.records.made_returns import csv_text
from tests.engine.records.test_hostile_returns import BILLION_LAUGHS, EXTERNAL_ENTITY, archive
from tests.web.records.hostile import bomb

PROGRAM = b"MZ\x90\x00" * 500
GOOD = archive({f"2021/{name}.csv": csv_text(name).encode() for name in ("header", "episodes")})
FORMULA = "=HYPERLINK(1)"
PICTURE = "<img src=x onerror=alert(1)>.csv"


def climbing():
    return archive({"../../up.csv": csv_text("reviews").encode(), "/up.csv": b"CHILD\n"})


def linked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        link = zipfile.ZipInfo("2021/reviews.csv")
        link.create_system = 3  # Unix, whose modes say that this is a link
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    return content.getvalue()


def nested():
    return archive({"2021/inner.zip": archive({"reviews.csv": csv_text("reviews").encode()})})


def crowded():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for number in range(2_001):
            packed.writestr(f"{number}.csv", "")
    return content.getvalue()


def formulas():
    """Give a table of which every cell would be run by a spreadsheet."""
    row = ",".join([f'"{FORMULA}"', "+1+1", "@SUM(1)", "-2+3"])
    return f"CHILD,DOB,REVIEW,REVIEW_CODE\n{row}\n".encode()


ATTACKS = {
    "bomb.zip": (bomb, "records.zip-bomb"),
    "climbing.zip": (climbing, "records.zip-path-outside"),
    "linked.zip": (linked, "records.zip-link"),
    "nested.zip": (nested, "records.zip-in-zip"),
    "crowded.zip": (crowded, "records.zip-too-many-files"),
    "laughs_2021.xml": (BILLION_LAUGHS.encode, "records.xml-doctype"),
    "entity_2021.xml": (EXTERNAL_ENTITY.encode, "records.xml-doctype"),
    "letter.csv.exe": (lambda: PROGRAM, "records.nul-bytes"),
    "page.csv": (lambda: b"<html><script>1</script></html>", "records.unknown-file"),
    PICTURE: (lambda: b"nothing that could be read\n", "records.unknown-file"),
    f"{FORMULA}.csv": (lambda: b"nothing either\n", "records.unknown-file"),
}
"""By the name of the file: what makes it, and the code by which it is refused."""
