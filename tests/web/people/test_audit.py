"""The audit trail: whole, in order, and closed to change, with several writers at once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.web.several_processes import write_at_once

from holdfast_web.people.audit import START, hash_of, put_down
from holdfast_web.people.models import AuditEvent
from holdfast_web.people.queries.trail import verify

WRITERS, EVENTS = 4, 25
WRITES = """
import sys
import django
django.setup()
from django.db import transaction
from holdfast_web.people.audit import put_down
sys.stdin.readline()  # all begin together
for number in range({events}):
    with transaction.atomic():
        put_down("something done", by=None, detail={{"writer": int(sys.argv[1]), "n": number}})
"""


def test_each_event_follows_the_one_before_it(member, northmere):
    analyst = member(northmere, "analyst")

    first = put_down("return uploaded", by=analyst, organisation=northmere, subject=northmere)
    second = put_down("return read", by=analyst, detail={"rows": 3, "table": None})

    assert (first.number, first.previous, second.previous) == (1, START, first.hash)
    assert second.number == 2
    assert (first.subject_kind, first.subject_key) == ("Organisation", str(northmere.key))
    for event in AuditEvent.objects.all():
        assert event.hash == hash_of(event)


def test_whatever_is_done_by_a_request_says_where_it_came_from(client, member, northmere):
    client.force_login(member(northmere, "analyst"))
    client.post("/notices/", {}, REMOTE_ADDR="192.0.2.7")
    outside = put_down("something done", by=None)

    chosen = AuditEvent.objects.get(action="notices chosen")
    assert (chosen.address, outside.address) == ("192.0.2.7", None)


@pytest.mark.parametrize(
    "change",
    [
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(action="nothing done"),
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.all().delete(),
    ],
    ids=["update", "save", "delete", "delete all"],
)
@pytest.mark.django_db
def test_the_database_refuses_to_change_or_remove_an_event(change):
    event = put_down("something done", by=None)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(event)

    assert verify().events == 1


@pytest.mark.django_db
def test_the_database_refuses_a_fork():
    first = put_down("something done", by=None)
    put_down("something else done", by=None)
    fork = AuditEvent(number=3, at=first.at, action="a fork", previous=first.hash)
    fork.hash = hash_of(fork)

    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save(force_insert=True)


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap():
    put_down("something done", by=None)
    with transaction.atomic():
        put_down("something that fails", by=None)
        transaction.set_rollback(True)

    assert put_down("something else done", by=None).number == 2
    assert verify().fault is None


@pytest.mark.slow
def test_writers_in_several_processes_make_one_chain(transactional_db, tmp_path):
    write_at_once(
        WRITES.format(events=EVENTS), [(writer,) for writer in range(WRITERS)], tmp_path
    )
    verdict = verify()
    assert (verdict.events, verdict.fault) == (WRITERS * EVENTS, None)
    assert {
        (event.detail["writer"], event.detail["n"]) for event in AuditEvent.objects.all()
    } == {(writer, n) for writer in range(WRITERS) for n in range(EVENTS)}
