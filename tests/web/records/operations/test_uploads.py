"""Files in pieces: what is acknowledged is on disk, and only once."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people.models import AuditEvent
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet, Upload, UploadedFile
from holdfast_web.records.operations.clearing import clear_up
from holdfast_web.records.operations.uploads import (
    Announced,
    OutOfStep,
    begin_upload,
    finish_upload,
    give_up_upload,
    receive_piece,
)

CONTENT = bytes(range(256)) * 8


@pytest.fixture
def begin(analyst, northmere):
    """Give a function that announces files."""

    def begun(*files, by=analyst):
        return begin_upload(
            by=by, organisation=northmere, label="Returns", keep_original=False,
            files=[Announced(name=name, size=size, mark="1") for name, size in files],
        )  # fmt: skip

    return begun


@pytest.fixture
def file(begin):
    return begin(("a.csv", len(CONTENT))).files.get()


def test_pieces_become_the_file(analyst, file):
    for at in range(0, len(CONTENT), 500):
        receive_piece(by=analyst, file=file, at=at, piece=CONTENT[at : at + 500])

    assert places.uploaded_file(file).read_bytes() == CONTENT
    assert UploadedFile.objects.get().received == len(CONTENT)


def test_what_came_and_was_not_acknowledged_is_written_over(analyst, file):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])
    with places.uploaded_file(file).open("ab") as stream:
        stream.write(b"half of a piece, and then the service was killed")

    receive_piece(by=analyst, file=file, at=100, piece=CONTENT[100:])

    assert places.uploaded_file(file).read_bytes() == CONTENT


@pytest.mark.parametrize("at", [0, 99, 101])
def test_a_piece_out_of_step_is_refused_and_told_where_to_go_on(analyst, file, at):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])

    with pytest.raises(OutOfStep) as caught:
        receive_piece(by=analyst, file=file, at=at, piece=b"x")

    assert caught.value.received == 100
    assert places.uploaded_file(file).read_bytes() == CONTENT[:100]


def test_more_than_was_announced_is_refused(analyst, file):
    with pytest.raises(InputError) as caught:
        receive_piece(by=analyst, file=file, at=0, piece=CONTENT + b"x")

    assert caught.value.code == "records.upload-longer"
    assert not places.uploaded_file(file).exists()


def test_the_same_files_announced_again_are_the_same_upload(begin, analyst, file):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])

    again = begin(("a.csv", len(CONTENT)))

    assert again == file.upload
    assert again.files.get().received == 100


def test_another_file_of_the_same_name_is_another_upload(begin, file):
    assert begin(("a.csv", len(CONTENT) - 1)) != file.upload


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([], "records.upload-refused"),
        ([("a.csv", 0)], "records.upload-refused"),
        ([("a.csv", 1), ("b/a.csv", 1)], "records.upload-refused"),
        ([("a.csv", 600 << 20)], "records.upload-refused"),
        ([("..", 1)], "records.upload-name"),
        ([("a" * 200, 1)], "records.upload-name"),
        ([(f"{n}.csv", 1) for n in range(501)], "records.upload-refused"),
    ],
)
def test_what_may_not_come_is_refused_before_a_byte_of_it(begin, files, code):
    with pytest.raises(InputError) as caught:
        begin(*files)

    assert caught.value.code == code
    assert not Upload.objects.exists()


def test_nobody_has_more_than_a_few_uploads_open(begin):
    for number in range(20):
        begin((f"{number}.csv", 10))

    with pytest.raises(InputError) as caught:
        begin(("more.csv", 10))

    assert caught.value.code == "records.upload-too-many"


def test_an_upload_that_is_not_whole_is_not_read(analyst, file):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])

    with pytest.raises(InputError) as caught:
        finish_upload(by=analyst, upload=file.upload)

    assert caught.value.code == "records.upload-unfinished"
    assert not ReturnSet.objects.exists()


def test_an_upload_becomes_returns_once(
    analyst, file, settings, django_capture_on_commit_callbacks
):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT)
    upload = file.upload
    with django_capture_on_commit_callbacks(execute=True):
        returns = finish_upload(by=analyst, upload=upload)

    assert (places.originals(returns) / "a.csv").read_bytes() == CONTENT
    assert not list((settings.HOME / "store").rglob("uploads/*"))
    with pytest.raises(Http404):
        finish_upload(
            by=analyst, upload=Upload(pk=-1, by=analyst, organisation=upload.organisation)
        )


def test_an_upload_is_its_owners_alone(member, northmere, file):
    other = member(northmere, "analyst", email="another@northmere.example")

    with pytest.raises(Http404):
        receive_piece(by=other, file=file, at=0, piece=b"x")
    with pytest.raises(Http404):
        give_up_upload(by=other, upload=file.upload)


def test_an_upload_given_up_leaves_nothing(
    analyst, file, settings, django_capture_on_commit_callbacks
):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])
    with django_capture_on_commit_callbacks(execute=True):
        give_up_upload(by=analyst, upload=file.upload)

    assert not Upload.objects.exists()
    assert not [path for path in (settings.HOME / "store").rglob("*") if path.is_file()]


def test_an_upload_is_cleared_a_day_after_its_last_piece(analyst, file, settings):
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT[:100])

    assert clear_up(now=timezone.now() + timedelta(hours=23)) == 0
    assert clear_up(now=timezone.now() + timedelta(hours=25)) == 1
    assert not Upload.objects.exists()
    assert not [path for path in (settings.HOME / "store").rglob("*") if path.is_file()]
    assert AuditEvent.objects.filter(action="upload cleared", user_key=None).count() == 1


def test_what_is_left_of_a_form_that_half_came_is_cleared_after_a_day(settings, db):
    left = settings.FILE_UPLOAD_TEMP_DIR / "tmpabc.upload.zip"
    left.write_bytes(b"half of a zip")

    assert clear_up() == 0
    assert clear_up(now=timezone.now() + timedelta(hours=25)) == 1
    assert not left.exists()


def kept(analyst, northmere):
    return begin_upload(
        by=analyst, organisation=northmere, label="Returns", keep_original=True,
        files=[Announced(name="a.csv", size=len(CONTENT), mark="1")],
    )  # fmt: skip


def test_files_are_kept_only_where_the_organisation_chose_so(analyst, northmere):
    with pytest.raises(InputError) as refused:
        kept(analyst, northmere)
    northmere.keep_originals = True
    northmere.save()

    assert refused.value.code == "records.originals-not-kept"
    assert kept(analyst, northmere).keep_original


def test_an_organisation_that_chose_otherwise_meanwhile_keeps_nothing(analyst, northmere):
    northmere.keep_originals = True
    northmere.save()
    file = kept(analyst, northmere).files.get()
    receive_piece(by=analyst, file=file, at=0, piece=CONTENT)
    northmere.keep_originals = False
    northmere.save()

    upload = Upload.objects.get()
    returns = finish_upload(by=analyst, upload=upload)

    assert (upload.keep_original, returns.keep_original) == (True, False)
    event = AuditEvent.objects.get(action="returns uploaded")
    assert event.detail["keep_original"] is False
