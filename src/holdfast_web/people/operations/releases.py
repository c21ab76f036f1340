"""How does a file with counts leave? Asked for, checked, let go by a second person, fetched."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people import release_permissions as permissions
from holdfast_web.people import release_policies as policies
from holdfast_web.people import store
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Release
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.release_notices import tell_that_it_is_decided, tell_that_it_waits

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast_web.people.models import Organisation, User

OPEN_FOR = timedelta(days=14)
MOST_BYTES = 50 << 20


def ask_release(
    *,
    by: User,
    organisation: Organisation,
    purpose: str,
    file_name: str,
    content: bytes,
    checks: list[str],
) -> Release:
    """Ask that a file with counts may leave.

    Parameters
    ----------
    by
        Who asks; they need the permission to ask in the organisation.
    purpose
        What the file is for, in words that the second person can judge.
    file_name
        What it is to be called; folders in it are dropped.
    content
        The file, after disclosure control.
    checks
        Which disclosure checks were run, one sentence each; at least one.

    Raises
    ------
    InputError
        Where there is no purpose, no check or no content.
    """
    permissions.check_may_ask(by, organisation)
    name = PurePosixPath(file_name.replace("\\", "/")).name[:150]
    missing = [
        word
        for word, there in (
            ("a purpose", purpose.strip()),
            ("a file name", name),
            ("content", content),
            ("at least one disclosure check that was run", checks),
        )
        if not there
    ]
    if missing or len(content) > MOST_BYTES:
        raise InputError(
            f"A release needs {', '.join(missing)}."
            if missing
            else f"A release may hold at most {MOST_BYTES >> 20} MB.",
            code="people.release-incomplete",
            where=name,
            fix="Give what is missing and ask again.",
        )
    with transaction.atomic():
        release = Release.objects.create(
            organisation=organisation,
            purpose=purpose.strip(),
            file_name=name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            checks=list(checks),
            asked_by=by,
        )
        _file(release).write_bytes(content)
        put_down(
            "release asked for", by=by, organisation=organisation, subject=release,
            detail={"bytes": release.size, "sha256": release.sha256},
        )  # fmt: skip
        tell_that_it_waits(release)
    return release


def approve(release: Release, *, by: User) -> Release:
    """Let a file go, as a second person."""
    with transaction.atomic():
        release = _decide(release, by=by, to=ReleaseState.APPROVED)
        release.expires_at = timezone.now() + OPEN_FOR
        release.save()
        put_down("release approved", by=by, organisation=release.organisation, subject=release)
        tell_that_it_is_decided(release)
    return release


def refuse(release: Release, *, by: User, reason: str) -> Release:
    """Keep a file in, as a second person, with a reason that the asker reads."""
    with transaction.atomic():
        release = _decide(release, by=by, to=ReleaseState.REFUSED)
        release.refusal = reason.strip()
        release.save()
        put_down("release refused", by=by, organisation=release.organisation, subject=release)
        tell_that_it_is_decided(release)
        transaction.on_commit(lambda: _file(release).unlink(missing_ok=True))
    return release


def withdraw(release: Release, *, by: User) -> Release:
    """Take back what one asked for oneself."""
    permissions.check_may_withdraw(by, release)
    with transaction.atomic():
        release = _locked(release)
        policies.check_may_move(release, ReleaseState.WITHDRAWN)
        release.state = ReleaseState.WITHDRAWN
        release.save()
        put_down("release withdrawn", by=by, organisation=release.organisation, subject=release)
        transaction.on_commit(lambda: _file(release).unlink(missing_ok=True))
    return release


def download(release: Release, *, by: User) -> bytes:
    """Give the file of an approved release, while it is open."""
    permissions.check_may_see(by, release)
    policies.check_is_open(release)
    with transaction.atomic():
        Release.objects.filter(pk=release.pk).update(downloads=F("downloads") + 1)
        content = _content(release)
        put_down(
            "release downloaded", by=by, organisation=release.organisation, subject=release
        )
    return content


def read_to_decide(release: Release, *, by: User) -> bytes:
    """Give the file of a waiting release to a second person, who must see what they let go."""
    permissions.check_may_decide(by, release)
    policies.check_may_move(release, ReleaseState.APPROVED)
    content = _content(release)
    put_down(
        "release read before a decision", by=by, organisation=release.organisation,
        subject=release,
    )  # fmt: skip
    return content


def end_expired(*, by: User | None = None) -> int:
    """End every approval past its time and delete its file; give how many."""
    past = Release.objects.filter(
        state=ReleaseState.APPROVED, expires_at__lte=timezone.now()
    ).select_related("organisation")
    ended = 0
    for release in past:
        with transaction.atomic():
            mine = Release.objects.filter(pk=release.pk, state=ReleaseState.APPROVED)
            if mine.update(state=ReleaseState.EXPIRED):
                put_down(
                    "release expired", by=by, organisation=release.organisation,
                    subject=release,
                )  # fmt: skip
                ended += 1
                # Already: nobody may download it any more, whatever becomes of this.
                _file(release).unlink(missing_ok=True)
    return ended


def _decide(release: Release, *, by: User, to: ReleaseState) -> Release:
    permissions.check_may_decide(by, release)
    release = _locked(release)
    policies.check_may_move(release, to)
    release.state, release.decided_by, release.decided_at = to, by, timezone.now()
    return release


def _locked(release: Release) -> Release:
    # Two people who decide at once decide one after the other.
    return (
        Release.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=release.pk)
    )


def _content(release: Release) -> bytes:
    content = _file(release).read_bytes()
    if hashlib.sha256(content).hexdigest() != release.sha256:
        raise InputError(
            "The file of this release is not the one that was asked for.",
            code="people.release-changed",
            where=release.file_name,
            fix="Ask for a new release, and tell whoever runs the service.",
        )
    return content


def _file(release: Release) -> Path:
    return store.folder(release.organisation, "releases") / str(release.key)
