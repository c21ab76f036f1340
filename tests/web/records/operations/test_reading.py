"""From files in a form to journeys in the store."""

import polars as pl
from django.urls import reverse

from holdfast.records.engine import open_engine
from holdfast.records.journey_files import open_journeys
from holdfast.records.kept_returns import open_returns
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.job import JobState
from holdfast_web.records import places
from holdfast_web.records.models import Upload
from holdfast_web.records.queries.return_sets import kept_returns, return_sets_for


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_zip_becomes_journeys_and_the_zip_is_gone(
    send, analyst, northmere, small_zip, settings
):
    returns = send(analyst, northmere, ("returns.zip", small_zip), label="One year")

    assert returns.state == JobState.DONE, returns.job.reason
    assert returns.counts["children"] == 2
    assert returns.counts["years"] == {"ssda903": [2021]}
    assert returns.files[0]["name"] == "returns.zip"
    assert len(returns.files[0]["sha256"]) == 64
    assert returns.original_deleted_at is not None
    assert not [name for name in files_in(settings.HOME) if name.endswith(".zip")]
    assert not places.originals(returns).exists()
    assert not any((settings.HOME / "store").rglob("uploads/*"))
    assert not Upload.objects.exists()


def test_what_is_kept_holds_pseudonyms_and_no_reference_pupil_number_or_postcode(
    send, analyst, northmere, small_zip
):
    returns = send(analyst, northmere, ("returns.zip", small_zip))

    staged = open_returns(places.stage(returns))
    header = pl.read_parquet(staged.tables["ssda903_header"][0])
    episodes = pl.read_parquet(staged.tables["ssda903_episodes"][0])
    expected = {places.pseudonyms(northmere).of(name) for name in ("A1", "B2")}
    assert set(header["child"]) == set(episodes["child"]) == expected
    assert "upn" not in header.columns
    assert set(episodes["home_post"].drop_nulls()) == {"LS1"}
    content = b"".join(
        path.read_bytes() for path in places.kept(returns).rglob("*") if path.is_file()
    )
    assert b"A123456789012" not in content
    assert b"LS1 4AB" not in content


def test_the_files_are_kept_where_the_organisation_chose_so(
    send, analyst, northmere, small_zip
):
    Organisation.objects.filter(pk=northmere.pk).update(keep_originals=True)

    returns = send(analyst, northmere, ("returns.zip", small_zip), keep_original="on")

    assert returns.original_deleted_at is None
    assert (places.originals(returns) / "returns.zip").read_bytes() == small_zip


def test_each_organisation_has_pseudonyms_of_its_own(northmere, elsewhere):
    one, other = places.pseudonyms(northmere), places.pseudonyms(elsewhere)

    assert one.of("A1") == places.pseudonyms(northmere).of("A1")
    assert one.of("A1") != other.of("A1")


def test_uploading_and_reading_and_deleting_are_on_the_trail(
    send, analyst, northmere, small_zip
):
    returns = send(analyst, northmere, ("returns.zip", small_zip))

    told = AuditEvent.objects.filter(subject_key=str(returns.key))
    assert list(told.values_list("action", flat=True)) == [
        "returns uploaded", "returns read", "original deleted",
    ]  # fmt: skip
    assert not any("returns.zip" in str(event.detail) for event in AuditEvent.objects.all())


def test_nothing_is_left_of_files_that_are_no_returns(send, analyst, northmere, settings):
    returns = send(analyst, northmere, ("letter.txt", b"Dear all, nothing to see here.\n"))

    assert returns.state == JobState.FAILED
    assert returns.job.reason_code == "records.unknown-file"
    assert returns.counts is None
    assert files_in(settings.HOME / "store") == ["holdfast.secret"]


def test_journeys_can_be_opened_and_an_evaluation_finds_what_it_needs(
    send, analyst, northmere, small_zip, tmp_path
):
    returns = send(analyst, northmere, ("returns.zip", small_zip))

    with open_engine(workspace=tmp_path / "engine") as engine:
        journeys = open_journeys(engine, places.journeys(returns))
        assert journeys.summary.children == 2
    kept = kept_returns(returns)
    assert open_returns(kept.stage).years == {"ssda903": (2021,)}
    assert kept.pseudonyms.of("A1") == places.pseudonyms(northmere).of("A1")
    assert list(return_sets_for(analyst)) == [returns]


def test_a_set_of_another_organisation_is_not_there(
    send, analyst, northmere, small_zip, member, elsewhere, client
):
    returns = send(analyst, northmere, ("returns.zip", small_zip))
    other = member(elsewhere, "analyst")
    client.force_login(other)

    assert not return_sets_for(other).exists()
    for name in ("return_set", "quality", "refused", "return_set_delete"):
        assert client.get(reverse(name, args=[returns.key])).status_code == 404
