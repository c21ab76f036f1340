"""One file, from its first byte to its last."""

import hashlib
import io
from contextlib import contextmanager
from dataclasses import dataclass

from tests.engine.records.made_returns import SECRET, csv_text

from holdfast.records.file_reading import PIECE, FileReading, Measured
from holdfast.records.forms import Form, Recognised
from holdfast.records.one_return import OneReturn
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.refusals import Refusals
from holdfast.records.staging import Staging
from holdfast.records.zipped import ZipLimits

TEXT = csv_text("reviews").encode()
REVIEWS = Recognised(Form.SSDA903_CSV, "ssda903_reviews")


@dataclass
class Given:
    """A source whose stream breaks off with an error of the machine."""

    content: bytes
    name: str = "2021/reviews.csv"
    breaks: bool = False

    @contextmanager
    def open(self):
        yield Breaking(self.content) if self.breaks else io.BytesIO(self.content)


class Breaking(io.BytesIO):
    def read(self, size=-1):
        if self.tell():
            raise OSError("the line went dead")
        return super().read(10)


def test_bytes_are_counted_hashed_and_told_once():
    told: list[int] = []
    content = b"x" * (2 * PIECE + 5)
    measured = Measured(told.append)
    measured.of(io.BytesIO(content))

    assert measured.readable()
    assert measured.read(10) == b"x" * 10
    measured.drain()

    assert measured.bytes == sum(told) == len(content)
    assert measured.sha256 == hashlib.sha256(content).hexdigest()


def reading(tmp_path, given: Given):
    refusals = Refusals()
    staging = Staging(
        tmp_path, pseudonyms=Pseudonyms(SECRET), names=[given.name], refusals=refusals
    )
    found = FileReading(staging)
    one = OneReturn(kind="ssda903", place="2021", label=2021, files=[0])
    found.read(0, given, REVIEWS, one, ZipLimits(), lambda _: None)
    return found, staging, refusals, one


def test_file_that_can_be_read_is_staged_and_tells_its_dates(tmp_path):
    found, staging, refusals, one = reading(tmp_path, Given(TEXT))

    assert found.files[0].sha256 == hashlib.sha256(TEXT).hexdigest()
    assert (found.notes, found.faults) == ({0: []}, {})
    assert one.dates == {2021: 2}
    assert staging.rows() == {"ssda903_reviews": 2}
    assert len(refusals.frame()) == 0


def test_file_whose_reading_breaks_off_is_refused_whole(tmp_path):
    found, staging, refusals, one = reading(tmp_path, Given(TEXT, breaks=True))

    assert found.faults[0].code == "records.file-unreadable"
    assert [note.code for note in found.notes[0]] == ["records.file-unreadable"]
    assert (one.dates, staging.parts()) == ({}, {})
    assert refusals.frame()["consequence"].to_list() == ["file refused"]
