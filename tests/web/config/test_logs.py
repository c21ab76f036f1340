"""What the log holds, and what it never holds."""

import json
import logging
import sys

from django.urls import reverse

from holdfast_web.config.logs import FIELDS, Json


def line(name, message, *args, exc_info=None, **extra):
    record = logging.LogRecord(name, logging.WARNING, "/a/b.py", 7, message, args, exc_info)
    vars(record).update(extra)
    return json.loads(Json().format(record))


def test_our_own_events_are_a_word_and_named_fields():
    said = line("holdfast.jobs", "ended", job="k", state="done", child="123")

    assert {key: said[key] for key in ("level", "logger", "event", "job", "state")} == {
        "level": "warning", "logger": "holdfast.jobs", "event": "ended", "job": "k",
        "state": "done",
    }  # fmt: skip
    assert "child" not in said
    assert "child" not in FIELDS


def test_the_values_of_other_peoples_messages_are_left_out_but_for_numbers():
    assert line("django.request", "%s: %s", "Not Found", "/x/")["event"] == "…: …"
    assert line("gunicorn.error", "Booting worker with pid: %s", 71)["event"].endswith(": 71")


def test_a_message_that_holds_its_values_is_left_out():
    said = line("django.security", "Invalid HTTP_HOST header: 'somebody.example'")

    assert said["event"] == "b.None"


def test_an_error_is_a_kind_and_places_without_its_text():
    try:
        int("child 123")
    except ValueError:
        said = line("django.request", "Internal Server Error", exc_info=sys.exc_info())

    assert said["error"] == "ValueError"
    assert said["frames"][0].endswith("test_an_error_is_a_kind_and_places_without_its_text")
    assert "child 123" not in json.dumps(said)


def test_a_request_is_logged_by_its_route_under_its_number(client, caplog):
    with caplog.at_level(logging.INFO, logger="holdfast.requests"):
        answer = client.get(reverse("health_live") + "?name=somebody")

    said = json.loads(Json().format(caplog.records[-1]))
    assert (said["route"], said["status"], said["method"]) == ("health/live", 200, "GET")
    assert "somebody" not in json.dumps(said)
    assert len(answer["X-Request-ID"]) == 32


def test_the_number_that_a_proxy_gave_is_kept_if_it_is_one(client):
    given = "a1b2c3d4-e5f6"

    assert client.get("/health/live", headers={"X-Request-ID": given})["X-Request-ID"] == given
    for wrong in ("short", "with space in it", "x" * 65):
        answer = client.get("/health/live", headers={"X-Request-ID": wrong})
        assert answer["X-Request-ID"] != wrong
