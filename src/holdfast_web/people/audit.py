"""How is an event put down, and how is it found if one is gone?

Each event's hash covers its own fields and the hash before it. Events are added one at a
time: SQLite has one writer, and on PostgreSQL each writer waits for a lock that all of them
share. That lock is held until the transaction ends, so an operation puts its event down last.
Removal of the newest events cannot be seen from the chain alone: the head's number and hash are
given with every check, to be noted.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from holdfast_web.people.address import HERE, client_address
from holdfast_web.people.models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest

    from holdfast_web.people.models import Organisation, User

START = "0" * 64
TRAIL_LOCK = 0x484F4C44  # any number that no other lock of this database uses


def put_down(
    action: str,
    *,
    by: User | None,
    organisation: Organisation | None = None,
    subject: Any = None,
    detail: Mapping[str, str | int | bool | None] | None = None,
    request: HttpRequest | None = None,
) -> AuditEvent:
    """Add one event to the trail, in the transaction of what it tells of.

    Parameters
    ----------
    action
        What was done or read, as a verb with its noun: `return uploaded`.
    by
        Who; None for the service itself.
    subject
        What it was done to: any model with a `key`.
    detail
        Identifiers and numbers; never a value of a child's record.
    request
        Tells from where, if it is not the request that is answered now.
    """
    key: UUID | str = getattr(subject, "key", "") if subject is not None else ""
    with transaction.atomic():
        _wait_for_turn()
        last = AuditEvent.objects.order_by("-number").first()
        event = AuditEvent(
            number=last.number + 1 if last is not None else 1,
            at=timezone.now(),
            action=action,
            user_key=by.key if by is not None else None,
            organisation_key=organisation.key if organisation is not None else None,
            subject_kind=type(subject).__name__ if subject is not None else "",
            subject_key=str(key),
            address=_address(request),
            detail=dict(detail or {}),
            previous=last.hash if last is not None else START,
        )
        event.hash = hash_of(event)
        event.save(force_insert=True)
    return event


def hash_of(event: AuditEvent) -> str:
    """Give the hash that an event must have."""
    said = [
        event.previous, event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.action,
        str(event.user_key or ""), str(event.organisation_key or ""), event.subject_kind,
        event.subject_key, event.address or "",
        json.dumps(event.detail, sort_keys=True, ensure_ascii=True),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _wait_for_turn() -> None:
    # On SQLite a transaction that writes holds the one lock there is from its beginning.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TRAIL_LOCK])


def _address(request: HttpRequest | None) -> str | None:
    return (client_address(request) if request is not None else HERE.get()) or None
