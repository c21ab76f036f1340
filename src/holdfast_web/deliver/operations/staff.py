"""How does somebody come to a home's list of staff, change, go away for long, and leave?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import LongAbsence, StaffKind, StaffMember
from holdfast_web.deliver.operations.summaries import refresh_home
from holdfast_web.people.audit import put_down
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from holdfast_web.people.models import Organisation, User


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What is kept of one post of one person, but for the day on which they leave."""

    name: str
    started: date
    reference: str = ""
    post: str = ""
    kind: str = StaffKind.PERMANENT
    contracted_hours: Decimal | None = None
    shifts: str = ""
    manager: bool = False


@transaction.atomic
def add_staff_member(*, by: User, home: Organisation, post: Post) -> StaffMember:
    """Put somebody in post at a home.

    Raises
    ------
    InputError
        Where it is no home, or somebody of this reference started on the same day.
    """
    check_may(by, Permission.MANAGE_STAFF, home)
    if home.kind != Kind.HOME:
        raise InputError(
            "Staff are kept for children's homes only.",
            code="deliver.not-a-home",
            where=home.name,
            fix="Choose one of its homes.",
        )
    _check(post, home=home)
    member = StaffMember.objects.create(organisation=home, **asdict(post))
    refresh_home(home)
    put_down("staff member added", by=by, organisation=home, subject=member)
    return member


@transaction.atomic
def change_staff_member(*, by: User, member: StaffMember, post: Post) -> StaffMember:
    """Change what is kept of a post.

    Raises
    ------
    InputError
        Where they would start after they left, or the reference is another's.
    """
    check_may(by, Permission.MANAGE_STAFF, member.organisation)
    _check(post, home=member.organisation, but=member)
    if member.left is not None and member.left < post.started:
        raise _backwards()
    changed = [name for name, value in asdict(post).items() if getattr(member, name) != value]
    for name, value in asdict(post).items():
        setattr(member, name, value)
    member.save()
    refresh_home(member.organisation)
    put_down(
        "staff member changed", by=by, organisation=member.organisation, subject=member,
        detail={"fields": " ".join(changed)},
    )  # fmt: skip
    return member


@transaction.atomic
def leave_post(*, by: User, member: StaffMember, on: date | None) -> StaffMember:
    """Write down the first day on which somebody is no longer in post; None takes it back."""
    check_may(by, Permission.MANAGE_STAFF, member.organisation)
    if on is not None and on < member.started:
        raise _backwards()
    member.left = on
    member.save(update_fields=["left"])
    refresh_home(member.organisation)
    put_down(
        "staff member left" if on is not None else "leaving taken back",
        by=by, organisation=member.organisation, subject=member,
    )  # fmt: skip
    return member


@transaction.atomic
def go_away(
    *, by: User, member: StaffMember, since: date, until: date | None = None
) -> LongAbsence:
    """Write down that somebody in post is away for long; why is not kept.

    Raises
    ------
    InputError
        Where the days are not in order, or touch an absence that is there already.
    """
    check_may(by, Permission.MANAGE_STAFF, member.organisation)
    if until is not None and until <= since:
        raise InputError(
            "A long absence ends before it begins.",
            code="deliver.absence-backwards",
            fix="Give the first day away, and a later day as the first day back.",
        )
    if any(_touch(since, until, other) for other in member.long_absences.all()):
        raise InputError(
            "This person has a long absence in the same days.",
            code="deliver.absence-twice",
            fix="End the other one first, or choose other days.",
        )
    absence = LongAbsence.objects.create(staff=member, since=since, until=until)
    refresh_home(member.organisation)
    put_down("long absence added", by=by, organisation=member.organisation, subject=absence)
    return absence


@transaction.atomic
def come_back(*, by: User, absence: LongAbsence, on: date) -> LongAbsence | None:
    """Write down the first day back; an absence that never was is taken out, and gives None."""
    home = absence.staff.organisation
    check_may(by, Permission.MANAGE_STAFF, home)
    kept: LongAbsence | None = absence
    if on <= absence.since:
        absence.delete()
        kept = None
    else:
        absence.until = on
        absence.save(update_fields=["until"])
    refresh_home(home)
    put_down(
        "long absence ended", by=by, organisation=home, subject=absence.staff,
        detail={"taken_out": kept is None},
    )  # fmt: skip
    return kept


def _touch(since: date, until: date | None, other: LongAbsence) -> bool:
    begins_before_the_end = other.until is None or since < other.until
    return begins_before_the_end and (until is None or other.since < until)


def _check(post: Post, *, home: Organisation, but: StaffMember | None = None) -> None:
    same = StaffMember.objects.filter(
        organisation=home, reference=post.reference, started=post.started
    )
    if but is not None:
        same = same.exclude(pk=but.pk)
    if post.reference and same.exists():
        raise InputError(
            "Somebody of this reference started on the same day.",
            code="deliver.staff-reference-taken",
            where=post.reference,
            fix="Look for them on the list of staff, or give the reference that is theirs.",
        )


def _backwards() -> InputError:
    return InputError(
        "Somebody cannot leave before they started.",
        code="deliver.staff-leaves-before-start",
        fix="Give the first day on which they no longer work here.",
    )
