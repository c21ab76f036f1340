"""Returns of an invented authority: a few rows made by hand, and Northmere's five years."""

import shutil
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.engine.records.made_returns import write_return, zip_folder

from holdfast.records.engine import open_engine
from holdfast.records.journey import build_journeys
from holdfast.records.journey_files import write_journeys
from holdfast.records.kept_returns import keep_returns
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import read_returns
from holdfast_web.people import jobs
from holdfast_web.people.models import Job
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet
from holdfast_web.records.quality import counts_of

NORTHMERE = Path(__file__).parents[3] / "examples" / "northmere" / "returns.zip"


@pytest.fixture(autouse=True)
def _a_store_of_its_own(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = settings.HOME / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


@pytest.fixture
def analyst(member, northmere):
    """Give somebody who may do all there is to do with returns."""
    return member(northmere, "analyst")


@pytest.fixture
def small_zip(tmp_path):
    """Give a zip of two invented children's returns, as bytes."""
    folder = write_return(tmp_path / "made" / "2021")
    return zip_folder(folder, tmp_path / "made" / "returns.zip").read_bytes()


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Give a function that sends files by the form, and follows them until they are read."""

    def sent(by, organisation, *files, **fields):
        client.force_login(by)
        given = [SimpleUploadedFile(name, content) for name, content in files]
        form = {"organisation": str(organisation.key), "files": given, **fields}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("upload"), form)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        returns = ReturnSet.objects.latest("pk")
        with django_capture_on_commit_callbacks(execute=True):
            jobs.run_now(Job.objects.get(pk=returns.job_id))
        returns = ReturnSet.objects.get(pk=returns.pk)
        return returns

    return sent


@pytest.fixture(scope="session")
def _northmere_read(tmp_path_factory):
    """Read Northmere once for all tests: staged tables, journeys, counts."""
    place = tmp_path_factory.mktemp("northmere")
    read = read_returns(
        NORTHMERE, stage=place / places.STAGE, pseudonyms=Pseudonyms(b"an invented secret here")
    )
    keep_returns(read)
    with open_engine(workspace=tmp_path_factory.mktemp("engine")) as engine:
        made = build_journeys(engine, read)
        write_journeys(engine, made, read, place / places.JOURNEYS)
        return place, counts_of(engine, made, read)


@pytest.fixture
def northmere_returns(northmere, analyst, _northmere_read):
    """Give Northmere's returns as they stand after reading."""
    place, counts = _northmere_read
    returns = ReturnSet.objects.create(
        organisation=northmere, label="Returns 2021 to 2025", uploaded_by=analyst,
        files=[{"name": "returns.zip", "bytes": 1, "sha256": "0" * 64}],
        counts=counts, read_at=timezone.now(), original_deleted_at=timezone.now(),
    )  # fmt: skip
    shutil.copytree(place, places.kept(returns))
    return returns
