"""A file with counts: asked for, checked, let go by a second person, fetched in time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people import store
from holdfast_web.people.models import AuditEvent, Release
from holdfast_web.people.models.release import MOVES, OWNERS, ReleaseState
from holdfast_web.people.operations import releases

CHECKS = ["Counts under 5 are hidden, and so are the counts that would give them away."]


@pytest.fixture
def analyst(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def second(member, northmere):
    return member(northmere, "programme_lead")


def ask(by, organisation, **changed):
    asked = {
        "purpose": "For the board of the programme.",
        "file_name": "findings.xlsx",
        "content": b"counts",
        "checks": CHECKS,
    }
    return releases.ask_release(by=by, organisation=organisation, **(asked | changed))


def file_of(release):
    return store.folder(release.organisation, "releases") / str(release.key)


def actions():
    return list(AuditEvent.objects.values_list("action", flat=True))


def test_a_release_goes_from_one_person_by_a_second_to_a_download(analyst, second, northmere):
    release = ask(analyst, northmere)
    read = releases.read_to_decide(release, by=second)
    approved = releases.approve(release, by=second)
    content = releases.download(approved, by=analyst)

    approved.refresh_from_db()
    assert (read, content) == (b"counts", b"counts")
    assert (approved.state, approved.decided_by, approved.downloads) == ("approved", second, 1)
    assert approved.expires_at - approved.decided_at == pytest.approx(
        releases.OPEN_FOR, abs=timedelta(seconds=5)
    )
    assert actions() == [
        "release asked for",
        "release read before a decision",
        "release approved",
        "release downloaded",
    ]


def test_nobody_approves_what_they_asked_for(analyst, northmere):
    release = ask(analyst, northmere)

    for act in (releases.approve, releases.read_to_decide):
        with pytest.raises(Http404):
            act(release, by=analyst)
    release.refresh_from_db()
    assert release.state == "waiting"


def test_the_database_too_refuses_an_approval_by_the_asker(analyst, northmere):
    release = ask(analyst, northmere)

    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            state="approved",
            decided_by=analyst,
            decided_at=timezone.now(),
            expires_at=timezone.now(),
        )


def test_who_may_not_approve_does_not(analyst, northmere, elsewhere, member):
    release = ask(analyst, northmere)

    for other in (member(northmere, "commissioner"), member(elsewhere, "analyst")):
        with pytest.raises(Http404):
            releases.approve(release, by=other)


def test_who_may_not_ask_does_not(northmere, member):
    with pytest.raises(Http404):
        ask(member(northmere, "reader"), northmere)

    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "lacking", [{"purpose": " "}, {"checks": []}, {"content": b""}, {"file_name": ""}], ids=str
)
def test_a_release_without_what_it_needs_is_refused(analyst, northmere, lacking):
    with pytest.raises(InputError) as caught:
        ask(analyst, northmere, **lacking)

    assert caught.value.code == "people.release-incomplete"
    assert not Release.objects.exists()


def test_a_name_with_folders_is_only_a_name(analyst, northmere):
    assert ask(analyst, northmere, file_name="../../etc/counts.csv").file_name == "counts.csv"
    assert ask(analyst, northmere, file_name="C:\\them\\counts.csv").file_name == "counts.csv"


def test_a_file_that_is_not_yet_approved_is_not_downloaded(analyst, northmere):
    with pytest.raises(InputError) as caught:
        releases.download(ask(analyst, northmere), by=analyst)

    assert caught.value.code == "people.release-not-open"


def test_a_refused_file_is_deleted_and_cannot_be_approved(
    analyst, second, northmere, django_capture_on_commit_callbacks
):
    release = ask(analyst, northmere)
    with django_capture_on_commit_callbacks(execute=True):
        refused = releases.refuse(release, by=second, reason="A row shows fewer than five.")

    assert (refused.state, refused.refusal) == ("refused", "A row shows fewer than five.")
    assert not file_of(refused).exists()
    with pytest.raises(InputError) as caught:
        releases.approve(release, by=second)
    assert caught.value.code == "people.release-state"


def test_only_the_asker_withdraws(analyst, second, northmere):
    release = ask(analyst, northmere)

    with pytest.raises(Http404):
        releases.withdraw(release, by=second)
    assert releases.withdraw(release, by=analyst).state == "withdrawn"


def test_a_download_ends_by_itself_and_the_file_goes(analyst, second, northmere):
    release = releases.approve(ask(analyst, northmere), by=second)
    still_open = releases.approve(ask(analyst, northmere), by=second)
    Release.objects.filter(pk=release.pk).update(expires_at=timezone.now())
    release.refresh_from_db()

    with pytest.raises(InputError):
        releases.download(release, by=analyst)
    assert release.shown_state == ReleaseState.EXPIRED
    assert releases.end_expired() == 1
    release.refresh_from_db()
    assert release.state == "expired"
    assert not file_of(release).exists()
    assert file_of(still_open).exists()


def test_a_file_that_was_changed_in_the_store_is_not_sent(analyst, second, northmere):
    release = releases.approve(ask(analyst, northmere), by=second)
    file_of(release).write_bytes(b"other")

    with pytest.raises(InputError) as caught:
        releases.download(release, by=analyst)

    assert caught.value.code == "people.release-changed"


def test_every_state_has_an_owner_and_every_move_leads_to_a_state():
    assert set(MOVES) == set(OWNERS) == set(ReleaseState)
    assert {to for moves in MOVES.values() for to in moves} == set(ReleaseState) - {"waiting"}
