"""A removed or altered event is found, at its number; a search keeps to what one may see."""

from datetime import date, timedelta

import pytest
from django.db import connection

from holdfast_web.people import trail_guard
from holdfast_web.people.audit import START, put_down
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.queries.trail import events_seen_by, search, verify, with_names


@pytest.fixture
def trail(db):
    """Five events, with the guard lifted, as by somebody who may alter tables."""
    for number in range(5):
        put_down("something done", by=None, detail={"n": number})
    trail_guard.lift(connection)
    yield AuditEvent.objects
    trail_guard.lay(connection)


def fault():
    found = verify().fault
    return (found.number, found.what) if found else None


def test_a_whole_trail_has_no_fault_and_gives_its_head(trail):
    verdict = verify()

    assert (verdict.events, verdict.head, verdict.fault) == (5, trail.last().hash, None)


@pytest.mark.django_db
def test_an_empty_trail_is_whole():
    assert (verify().events, verify().head) == (0, START)


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "nothing done"},
        {"detail": {"n": 99}},
        {"user_key": "00000000-0000-4000-8000-000000000000"},
        {"address": "192.0.2.7"},
        {"subject_key": "another"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_altered_event_is_found(trail, changed):
    trail.filter(number=3).update(**changed)

    assert fault() == (3, "event 3 was changed")


def test_an_event_whose_time_was_moved_is_found(trail):
    event = trail.get(number=4)
    trail.filter(number=4).update(at=event.at - timedelta(microseconds=1))

    assert fault() == (4, "event 4 was changed")


def test_removed_events_are_found(trail):
    trail.filter(number__in=(2, 3)).delete()

    assert fault() == (2, "events 2 to 3 are gone")


def test_a_removed_first_event_is_found(trail):
    trail.filter(number=1).delete()

    assert fault() == (1, "event 1 is gone")


def test_an_event_that_was_rewritten_with_its_hash_breaks_the_next_link(trail):
    from holdfast_web.people.audit import hash_of

    event = trail.get(number=2)
    event.action = "nothing done"
    trail.filter(number=2).update(action=event.action, hash=hash_of(event))

    assert fault() == (3, "event 3 does not follow the one before it")


def test_newest_events_that_were_removed_show_in_the_head_that_was_noted(trail):
    before = verify()
    trail.filter(number=5).delete()
    after = verify()

    assert after.fault is None
    assert (before.events, after.events) == (5, 4)
    assert before.head != after.head


def test_it_is_read_one_part_at_a_time(trail, django_assert_num_queries):
    with django_assert_num_queries(1):
        verify()


def test_a_person_sees_the_events_of_organisations_whose_trail_they_watch(
    member, northmere, elsewhere
):
    home = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)
    watcher = member(northmere, "system_administrator")
    stranger = member(elsewhere, "analyst")
    put_down("here", by=watcher, organisation=northmere)
    put_down("under it", by=watcher, organisation=home)
    put_down("elsewhere", by=stranger, organisation=elsewhere)
    put_down("signed in", by=watcher)
    put_down("signed in elsewhere", by=stranger)
    put_down("by the service", by=None)

    assert [event.action for event in events_seen_by(watcher)] == [
        "signed in", "under it", "here",
    ]  # fmt: skip
    assert not events_seen_by(stranger).exists()


def test_a_search_narrows_by_person_action_and_days(member, northmere):
    watcher = member(northmere, "system_administrator")
    analyst = member(northmere, "analyst")
    put_down("return read", by=analyst, organisation=northmere)
    put_down("return uploaded", by=analyst, organisation=northmere)
    put_down("return read", by=watcher, organisation=northmere)
    seen = events_seen_by(watcher)

    assert search(seen, person="ANALYST").count() == 2
    assert search(seen, action="return read").count() == 2
    assert search(seen, person="analyst", action="return read").count() == 1
    assert search(seen, first=date(2000, 1, 1), last=date(2000, 1, 2)).count() == 0
    assert search(seen, first=date(2000, 1, 1)).count() == 3


def test_a_search_finds_a_thing_by_how_it_begins_and_a_child_by_pseudonym(member, northmere):
    watcher = member(northmere, "system_administrator")
    put_down("child's journey read", by=watcher, organisation=northmere, subject=northmere,
             detail={"pseudonym": "YQ17S9F2XXTBZ6RV"})  # fmt: skip
    put_down("child's journey read", by=watcher, organisation=northmere, subject=watcher,
             detail={"pseudonym": "44DEPXXMDJQD2493"})  # fmt: skip
    put_down("signed in", by=watcher)
    seen = events_seen_by(watcher)

    assert [event.subject_kind for event in search(seen, which=str(northmere.key)[:8])] == [
        "Organisation"
    ]
    assert [
        event.detail["pseudonym"] for event in search(seen, which="44de-pxxm djqd 2493")
    ] == ["44DEPXXMDJQD2493"]
    assert not search(seen, which="44DE").exists()


def test_names_take_two_queries_for_any_number(member, northmere, django_assert_num_queries):
    watcher = member(northmere, "system_administrator")
    for _ in range(10):
        put_down("return read", by=watcher, organisation=northmere)
    events = list(AuditEvent.objects.all())

    with django_assert_num_queries(2):
        named = with_names(events)

    assert {(one.person, one.organisation) for one in named} == {(watcher.email, "Northmere")}
