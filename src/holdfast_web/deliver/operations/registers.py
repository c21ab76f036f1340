"""How is a register saved, so that two people who save it lose nothing of each other's?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.register import minutes_there
from holdfast.deliver.register_saves import merge
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    Mark,
    MarkChange,
    Means,
    Run,
    RunState,
    Sitting,
    SittingState,
    StaffMember,
    VisitorKind,
)
from holdfast_web.deliver.operations.summaries import refresh_runs
from holdfast_web.deliver.queries.marks import as_json, stand_at
from holdfast_web.deliver.register_policies import check_can_be_taken
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from holdfast.deliver.register import Mark as Said
    from holdfast.deliver.register_saves import Kept, Merged
    from holdfast_web.people.models import User

    Merge = Merged[UUID]


@dataclass(frozen=True, kw_only=True, slots=True)
class OfTheDay:
    """Somebody who is on a register for one day: agency staff, or a guest."""

    name: str
    kind: VisitorKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """What a save came to: the register's version now, and the marks by what became of them."""

    sitting: Sitting
    merged: Merge

    @property
    def version(self) -> int:
        """The register's version after it."""
        return self.sitting.register_version


@transaction.atomic
def save_register(
    *,
    by: User,
    sitting: Sitting,
    seen: int,
    sent: Mapping[UUID, Said | None],
    of_the_day: Mapping[UUID, OfTheDay] | None = None,
    means: Means = Means.PAGE,
) -> Saved:
    """Save marks of a register, all of them in one go.

    Parameters
    ----------
    seen
        The version of the register that its sender had before them.
    sent
        Marks by the key of the member of staff, or of somebody of the day.
    of_the_day
        Who the keys are that the register does not know yet.

    Returns
    -------
    Saved
        Marks that somebody else changed in the meantime and this save wanted otherwise are in
        `merged.conflicts`. They stand as the other left them.

    Raises
    ------
    InputError
        Where the register cannot be taken, or a time is not one of that day.
    """
    check_may(by, Permission.TAKE_REGISTERS, sitting.session.run.organisation)
    # Whoever saves next waits here until this save is whole.
    sitting = (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("session__run__organisation")
        .get(pk=sitting.pk)
    )
    check_can_be_taken(sitting, today=timezone.localdate())
    changes = list(sitting.changes.all())
    staff = _staff(sitting, set(sent))
    of_the_day = {
        change.line: OfTheDay(name=change.visitor, kind=VisitorKind(change.visitor_kind))
        for change in changes
        if change.visitor
    } | dict(of_the_day or {})
    _check_known(sitting, set(sent) - staff.keys(), of_the_day.keys())
    now = stand_at(changes, sitting.register_version)
    merged = merge(
        stand_at(changes, min(seen, sitting.register_version)),
        sent,
        now,
        version=sitting.register_version + 1,
    )
    if merged.taken:
        _keep(sitting, merged, staff=staff, of_the_day=of_the_day, by=by)
        _put_history(sitting, merged, now=now, of_the_day=of_the_day, by=by, means=means)
        sitting.register_version += 1
        sitting.register_taken_at, sitting.register_taken_by = timezone.now(), by
        sitting.state = SittingState.HELD
        sitting.save()
        Run.objects.filter(pk=sitting.session.run_id, state=RunState.PLANNED).update(
            state=RunState.UNDER_WAY
        )
        refresh_runs([sitting.session.run])
    if merged.taken or merged.conflicts:
        _put_event(sitting, merged, by=by, means=means)
    return Saved(sitting=sitting, merged=merged)


def _staff(sitting: Sitting, lines: set[UUID]) -> dict[UUID, int]:
    """Give the members of staff among some lines: of the team, or of the home at any time.

    Who left the team while somebody marked the register is still marked.
    """
    home = sitting.session.run.organisation
    members = StaffMember.objects.filter(organisation=home, key__in=lines)
    return dict(members.values_list("key", "pk"))


def _check_known(sitting: Sitting, lines: set[UUID], of_the_day: Collection[UUID]) -> None:
    """Refuse lines that are nobody's here: whoever made their key did not see this register."""
    elsewhere = Mark.objects.filter(key__in=lines).exclude(sitting=sitting).exists()
    if elsewhere or lines - set(of_the_day):
        raise InputError(
            "Somebody is marked whom this register does not know.",
            code="deliver.register-line-unknown",
            where=str(sitting),
            fix="Open the register again: they may have been taken off the home's staff.",
        )


def _put_event(sitting: Sitting, merged: Merge, *, by: User, means: Means) -> None:
    put_down(
        "register saved", by=by, organisation=sitting.session.run.organisation, subject=sitting,
        detail={
            "version": sitting.register_version,
            "marks": len(merged.taken),
            "conflicts": len(merged.conflicts),
            "means": str(means),
        },
    )  # fmt: skip


def _keep(
    sitting: Sitting,
    merged: Merge,
    *,
    staff: Mapping[UUID, int],
    of_the_day: Mapping[UUID, OfTheDay],
    by: User,
) -> None:
    """Make the marks what the merge says, in as many queries for forty as for four."""
    marks = {
        mark.staff.key if mark.staff is not None else mark.key: mark
        for mark in sitting.marks.select_related("staff")
    }
    new, changed, gone = [], [], []
    for line in merged.taken:
        said = merged.kept[line].mark
        mark = marks.get(line)
        if said is None:
            if mark is not None:
                gone.append(mark.pk)
            continue
        if mark is None:
            mark = Mark(sitting=sitting)
            if line in staff:
                mark.staff_id = staff[line]
            else:
                mark.key, mark.visitor = line, of_the_day[line].name
                mark.visitor_kind = of_the_day[line].kind
            new.append(mark)
        else:
            changed.append(mark)
        mark.outcome, mark.reason = said.presence, said.reason or ""
        mark.arrived, mark.left = said.arrived, said.left
        mark.minutes = minutes_there(said, starts=sitting.starts, ends=sitting.ends)
        mark.version, mark.by, mark.at = merged.kept[line].version, by, timezone.now()
    Mark.objects.filter(pk__in=gone).delete()
    Mark.objects.bulk_create(new)
    Mark.objects.bulk_update(
        changed,
        ["outcome", "reason", "arrived", "left", "minutes", "version", "by", "at"],
    )


def _put_history(
    sitting: Sitting,
    merged: Merge,
    *,
    now: Mapping[UUID, Kept],
    of_the_day: Mapping[UUID, OfTheDay],
    by: User,
    means: Means,
) -> None:
    MarkChange.objects.bulk_create(
        MarkChange(
            sitting=sitting,
            line=line,
            visitor=of_the_day[line].name if line in of_the_day else "",
            visitor_kind=of_the_day[line].kind if line in of_the_day else "",
            version=merged.kept[line].version,
            before=as_json(now[line].mark) if line in now else None,
            after=as_json(merged.kept[line].mark),
            means=means,
            by=by,
        )
        for line in merged.taken
    )
