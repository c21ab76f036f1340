"""What a worker looks after beside its jobs."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from holdfast_web.config import upkeep
from holdfast_web.config.logs import Json
from holdfast_web.people.models import AuditEvent, Emergency, Release

pytestmark = pytest.mark.django_db


def test_what_is_over_is_ended_by_the_worker_itself(member, northmere, monkeypatch):
    lead, analyst = member(northmere, "programme_lead"), member(northmere, "analyst")
    past = timezone.now() - timedelta(hours=1)
    Release.objects.create(
        organisation=northmere, purpose="For the board.", file_name="a.csv", size=1,
        sha256="0" * 64, checks=["one"], asked_by=analyst, state="approved", decided_by=lead,
        decided_at=past, expires_at=past,
    )  # fmt: skip
    Emergency.objects.create(
        user=lead, organisation=northmere, reason="A reason that others can judge.",
        began_at=past - timedelta(hours=1), ends_at=past,
    )  # fmt: skip
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda seconds: stop.set())
    # The connection of a test is not a worker's to close.
    monkeypatch.setattr(upkeep, "close_old_connections", lambda: None)
    monkeypatch.setattr(upkeep.connections, "close_all", lambda: None)

    upkeep.look_after(stop)

    assert Release.objects.get().state == "expired"
    assert Emergency.objects.get().ended_at == past
    assert set(AuditEvent.objects.values_list("action", "user_key")) == {
        ("release expired", None), ("emergency access ended", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "event"),
    [
        (OperationalError("no connection to 10.0.0.7"), "no database"),
        (OSError("no room for the file of child 123"), "breaks"),
    ],
)
def test_one_thing_that_fails_stops_nothing_else(caplog, monkeypatch, fault, event):
    monkeypatch.setattr(upkeep.connections, "close_all", lambda: None)
    done = []

    def breaks():
        raise fault

    def works():
        done.append(True)
        return 2

    with caplog.at_level("INFO", logger="holdfast.worker"):
        upkeep.do((breaks, works))

    assert done == [True]
    said = [json.loads(Json().format(record)) for record in caplog.records]
    assert [one["event"] for one in said] == [event, "works"]
    assert (said[0]["error"], said[1]["things"]) == (type(fault).__name__, 2)
    assert "10.0.0.7" not in json.dumps(said)
    assert "child 123" not in json.dumps(said)
