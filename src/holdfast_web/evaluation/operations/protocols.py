"""How is a protocol added, changed, copied and locked?"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.evaluation.checking import check_of
from holdfast_web.evaluation.models import FileKind, Protocol, ProtocolFile, ProtocolState
from holdfast_web.evaluation.places import kept_file
from holdfast_web.evaluation.plan import read_plan, settings_in, written
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation, User

UNTITLED = "Protocol without a title"


@transaction.atomic
def add_protocol(*, by: User, organisation: Organisation, text: str) -> Protocol:
    """Keep a new protocol as a draft, with faults or without."""
    check_may(by, Permission.WRITE_PROTOCOL, organisation)
    protocol = Protocol(organisation=organisation, added_by=by)
    _set_text(protocol, text)
    protocol.save()
    put_down("protocol added", by=by, organisation=organisation, subject=protocol)
    return protocol


@transaction.atomic
def change_protocol(protocol: Protocol, *, by: User, text: str) -> Protocol:
    """Give a draft another text."""
    protocol = draft(protocol, by=by)
    _set_text(protocol, text)
    protocol.save()
    put_down(
        "protocol changed", by=by, organisation=protocol.organisation, subject=protocol,
        detail={"sha256": protocol.sha256},
    )  # fmt: skip
    return protocol


@transaction.atomic
def copy_protocol(protocol: Protocol, *, by: User) -> Protocol:
    """Make a draft of a protocol, with the files beside it, to vary."""
    check_may(by, Permission.WRITE_PROTOCOL, protocol.organisation)
    settings = settings_in(protocol.text)
    title = f"{protocol.title}, copy"[:200]
    text = written({**settings, "title": title}) if settings else protocol.text
    copy = Protocol(organisation=protocol.organisation, added_by=by, copied_from=protocol)
    _set_text(copy, text)
    copy.save()
    for file in protocol.files.all():
        shutil.copyfile(
            kept_file(protocol, FileKind(file.kind)), kept_file(copy, FileKind(file.kind))
        )
        ProtocolFile.objects.create(
            protocol=copy, kind=file.kind, name=file.name, sha256=file.sha256, size=file.size,
            rows=file.rows, set_aside=file.set_aside,
        )  # fmt: skip
    put_down(
        "protocol copied", by=by, organisation=protocol.organisation, subject=copy,
        detail={"from": str(protocol.key)},
    )  # fmt: skip
    return copy


@transaction.atomic
def lock_protocol(protocol: Protocol, *, by: User) -> Protocol:
    """Fix a protocol for good: what is run from it is what was planned.

    Raises
    ------
    InputError
        `evaluation.protocol-not-ready` where the check finds anything wrong.
    """
    protocol = draft(protocol, by=by)
    found = check_of(protocol)
    if not found.usable:
        raise InputError(
            "The protocol cannot be locked yet: the check still finds something wrong.",
            code="evaluation.protocol-not-ready",
            where=protocol.title,
            fix="Mend what the check page lists, then lock it.",
        )
    protocol.sha256, protocol.state = found.sha256, ProtocolState.LOCKED
    protocol.locked, protocol.locked_by = timezone.now(), by
    protocol.save()
    put_down(
        "protocol locked", by=by, organisation=protocol.organisation, subject=protocol,
        detail={"sha256": protocol.sha256},
    )  # fmt: skip
    return protocol


def draft(protocol: Protocol, *, by: User) -> Protocol:
    """Give a protocol that may be changed, held until the transaction ends.

    Raises
    ------
    InputError
        `evaluation.protocol-locked` where it is fixed.
    """
    check_may(by, Permission.WRITE_PROTOCOL, protocol.organisation)
    held = Protocol.objects.select_for_update(of=("self",)).select_related("organisation")
    protocol = held.get(pk=protocol.pk)
    if protocol.is_locked:
        raise InputError(
            "This protocol is locked and is never changed.",
            code="evaluation.protocol-locked",
            where=protocol.title,
            fix="Make a copy and vary that.",
        )
    return protocol


def _set_text(protocol: Protocol, text: str) -> None:
    plan, wrong = read_plan(text)
    title = plan.title if plan is not None else settings_in(text).get("title")
    protocol.title = str(title)[:200] if title else UNTITLED
    protocol.text = text
    protocol.sha256 = plan.sha256 if plan is not None and not wrong else ""
