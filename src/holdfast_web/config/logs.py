"""What is put in the log? One JSON object a line, and nothing about a person.

Our own loggers write a fixed word and named fields. Of everybody else's messages the log keeps
the words only where their values come apart from them, and of the values only numbers; of an
error it keeps the kind and where it arose, never its text, which may repeat what a person typed
or what a return held.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from holdfast_web.config.request_ids import CURRENT, route_of

OURS = "holdfast."
FIELDS = frozenset(
    {
        "job", "kind", "attempt", "exit", "state", "reason", "error", "frames", "jobs",
        "method", "route", "status", "milliseconds", "command", "bytes", "things",
    }
)  # fmt: skip
"""Every field that our own loggers may write."""


class Json(logging.Formatter):
    """Writes a record as one line of JSON without personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _words(record),
        }
        if number := CURRENT.get():
            said["request"] = number
        said |= {name: value for name, value in vars(record).items() if name in FIELDS}
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "resolver_match"):
            said |= {"route": route_of(request), "status": getattr(record, "status_code", None)}
        if record.exc_info and record.exc_info[1] is not None:
            said |= kind_and_place(record.exc_info[1])
        return json.dumps(said, default=str, ensure_ascii=False)


def kind_and_place(error: BaseException) -> dict[str, Any]:
    """Give what kind of error it was and where it arose, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _words(record: logging.LogRecord) -> str:
    if record.name.startswith(OURS):
        return str(record.msg)
    if not record.args:
        return f"{record.module}.{record.funcName}"
    values = record.args if isinstance(record.args, tuple) else (record.args,)
    kept = tuple(value if isinstance(value, int | float) else "…" for value in values)
    try:
        return str(record.msg) % kept
    except (TypeError, ValueError):
        return str(record.msg)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": Json}},
    "handlers": {"log": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["log"], "level": "WARNING"},
    "loggers": {
        "holdfast": {"level": "INFO"},
        "django": {"level": "WARNING", "handlers": [], "propagate": True},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "gunicorn.error": {"level": "INFO"},
        # Their texts name people and their addresses; the audit trail is the place for that.
        "axes": {"level": "CRITICAL"},
    },
}
