"""Who stands on the register of a sitting, and what does it say of them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast_web.deliver.models import (
    Mark,
    MarkChange,
    Outcome,
    SessionKind,
    Sitting,
    SittingState,
    StaffKind,
    StaffMember,
    VisitorKind,
)
from holdfast_web.deliver.queries.marks import said_by
from holdfast_web.deliver.queries.roster_says import suggested_by_roster
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast.deliver.register import Mark as Said
    from holdfast_web.deliver.queries.roster_says import Suggested
    from holdfast_web.people.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One person on a register.

    `said` is what it says of them, None where it says nothing yet. `elsewhere` is the day of
    another sitting of the same session at which they were. `suggested` is why they might be
    absent, where the roster tells.
    """

    key: UUID
    name: str
    words: str
    staff: StaffMember | None = None
    visitor_kind: str = ""
    said: Said | None = None
    minutes: int | None = None
    elsewhere: date | None = None
    suggested: Suggested | None = None


def sittings_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_STAFF
) -> QuerySet[Sitting]:
    """Give the sittings whose registers a person may see, or take."""
    return (
        Sitting.objects.filter(
            session__run__organisation_id__in=organisations(user, permission)
        )
        .select_related("session__run__organisation")
        .defer("session__run__content")
    )


def team_of(sitting: Sitting) -> QuerySet[StaffMember]:
    """Give whom the register of a sitting is for: those in post that day, or its managers.

    Whoever has a mark stays on it, whatever became of their dates since.
    """
    day = sitting.on
    in_post = Q(organisation=sitting.session.run.organisation, started__lte=day) & (
        Q(left__isnull=True) | Q(left__gt=day)
    )
    if sitting.session.kind == SessionKind.MANAGERS:
        in_post &= Q(manager=True)
    marked = Mark.objects.filter(sitting=sitting, staff__isnull=False).values("staff_id")
    return StaffMember.objects.filter(in_post | Q(pk__in=marked)).order_by("name", "id")


def lines_of(sitting: Sitting) -> list[Line]:
    """Give everybody on the register of a sitting: the team by name, then those of the day."""
    marks = list(sitting.marks.all())
    by_staff = {mark.staff_id: mark for mark in marks if mark.staff_id is not None}
    others = dict(
        Mark.objects.filter(sitting__session=sitting.session_id, staff__isnull=False)
        .exclude(sitting=sitting)
        .exclude(outcome=Outcome.ABSENT)
        .order_by("-sitting__on")
        .values_list("staff_id", "sitting__on")
    )
    team = list(team_of(sitting))
    suggested = suggested_by_roster(sitting, team)
    lines = [
        Line(
            key=member.key,
            name=member.name,
            words=words_on(member),
            staff=member,
            said=said_by(by_staff[member.pk]) if member.pk in by_staff else None,
            minutes=by_staff[member.pk].minutes if member.pk in by_staff else None,
            elsewhere=others.get(member.pk),
            suggested=suggested.get(member.pk),
        )
        for member in team
    ]
    of_the_day = sorted(
        (mark for mark in marks if mark.staff_id is None),
        key=lambda mark: (mark.visitor, mark.pk),
    )
    return lines + [
        Line(
            key=mark.key,
            name=mark.visitor,
            words=VisitorKind(mark.visitor_kind).label,
            visitor_kind=mark.visitor_kind,
            said=said_by(mark),
            minutes=mark.minutes,
        )
        for mark in of_the_day
    ]


def words_on(member: StaffMember) -> str:
    """Say what helps to know somebody by: their post, and whether they are bank or agency."""
    kind = "" if member.kind == StaffKind.PERMANENT else member.get_kind_display().lower()
    return ", ".join(word for word in (member.post, kind) if word)


def registers_listed(
    user: User | AnonymousUser, *, until: date, everything: bool = False
) -> QuerySet[Sitting]:
    """Give the sittings up to a day, that one included: all, or those without a register."""
    found = sittings_for(user).filter(on__lte=until).exclude(state=SittingState.CANCELLED)
    if everything:
        return found.order_by("-on", "-starts", "-id")
    return found.filter(register_taken_at__isnull=True).order_by("on", "starts", "id")


def changes_of(sitting: Sitting) -> QuerySet[MarkChange]:
    """Give every correction of a register, the newest first."""
    return sitting.changes.select_related("by").order_by("-version", "id")


def names_on(sitting: Sitting) -> dict[UUID, str]:
    """Give the names of the members of staff who ever stood on a register, by their keys."""
    lines = sitting.changes.values("line")
    return dict(StaffMember.objects.filter(key__in=lines).values_list("key", "name"))


def counted(lines: list[Line]) -> dict[str, int]:
    """Count the people of a register by what it says of them."""
    counts = {str(outcome.label): 0 for outcome in Outcome} | {"No mark yet": 0}
    for line in lines:
        if line.said is not None:
            counts[str(Outcome(line.said.presence).label)] += 1
        elif line.elsewhere is None:
            counts["No mark yet"] += 1
    return counts
