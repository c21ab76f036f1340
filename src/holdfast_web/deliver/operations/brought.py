"""How is a list of staff or a roster brought, looked at, applied, and undone in one step?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.roster import RosterState, read_roster
from holdfast.deliver.staff_import import read_staff
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import BroughtKind, BroughtList, BroughtState
from holdfast_web.deliver.operations.brought_clearing import KEPT_TO_UNDO
from holdfast_web.deliver.operations.brought_rosters import apply_roster, undo_roster
from holdfast_web.deliver.operations.brought_staff import apply_staff, undo_staff
from holdfast_web.deliver.operations.summaries import refresh_home
from holdfast_web.deliver.queries.brought import (
    posts_kept,
    print_of,
    roster_changes_of,
    row_as_json,
    shift_as_json,
    staff_changes_of,
)
from holdfast_web.people.audit import put_down
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from holdfast.deliver.list_file import RefusedCell
    from holdfast_web.people.models import Organisation, User


def bring_staff(
    *,
    by: User,
    home: Organisation,
    file_name: str,
    content: bytes,
    absent_left: date | None = None,
) -> BroughtList:
    """Read a list of staff and keep it to be looked at; nothing of the staff is changed yet.

    Parameters
    ----------
    absent_left
        For a list that is whole: the leave date of those in post who are not on it.

    Raises
    ------
    InputError
        Where it is no home, or the file cannot be read.
    """
    _check_home(by, home)
    found = read_staff(content, file_name)
    options = {
        "given": sorted(found.given),
        "absent_left": absent_left.isoformat() if absent_left is not None else None,
    }
    return _keep(
        by=by,
        home=home,
        kind=BroughtKind.STAFF,
        file_name=file_name,
        rows=[row_as_json(row) for row in found.rows],
        refused=found.refused,
        unknown=found.unknown,
        options=options,
    )


def bring_roster(
    *, by: User, home: Organisation, file_name: str, content: bytes, state: RosterState
) -> BroughtList:
    """Read a roster and keep it to be looked at; no shift is changed yet.

    Parameters
    ----------
    state
        Whether it is the roster as planned or as worked, for rows that do not say.

    Raises
    ------
    InputError
        Where it is no home, or the file cannot be read.
    """
    _check_home(by, home)
    found = read_roster(content, file_name, staff=posts_kept(home), state=state)
    return _keep(
        by=by,
        home=home,
        kind=BroughtKind.ROSTER,
        file_name=file_name,
        rows=[shift_as_json(shift) for shift in found.shifts],
        refused=found.refused,
        unknown=found.unknown,
        options={"state": state.value},
    )


@transaction.atomic
def apply_list(*, by: User, brought: BroughtList, seen: str) -> BroughtList:
    """Change what is kept as a list says, all of it or nothing.

    Parameters
    ----------
    seen
        The print of the changes that the person looked at (`queries.brought.print_of`).

    Raises
    ------
    InputError
        Where the list was used already, or would change something else now than was seen.
    """
    brought = _mine(by, brought, state=BroughtState.LOOKED_AT)
    staff = brought.kind == BroughtKind.STAFF
    changes = staff_changes_of(brought) if staff else roster_changes_of(brought)
    if print_of(changes) != seen:
        raise InputError(
            "What is kept has changed since this list was looked at.",
            code="deliver.list-seen-before-a-change",
            where=brought.file_name,
            fix="Look at what it would change now, and apply it then.",
        )
    brought.counts = apply_staff(brought) if staff else apply_roster(brought)
    brought.state, brought.rows = BroughtState.APPLIED, []
    brought.applied_at, brought.applied_by = timezone.now(), by
    brought.save()
    if staff:
        refresh_home(brought.organisation)
    _put_down("list applied", by, brought)
    return brought


@transaction.atomic
def undo_list(*, by: User, brought: BroughtList) -> BroughtList:
    """Take back all that a list changed, in one step.

    Raises
    ------
    InputError
        Where something that it changed was changed since, or is used: then nothing is undone,
        and it is said what stands in the way.
    """
    brought = _mine(by, brought, state=BroughtState.APPLIED)
    check_can_be_undone(brought)
    if brought.kind == BroughtKind.STAFF:
        undo_staff(brought)
        refresh_home(brought.organisation)
    else:
        undo_roster(brought)
    brought.state = BroughtState.UNDONE
    brought.undone_at, brought.undone_by = timezone.now(), by
    brought.taken_out = []
    brought.save()
    brought.changes.all().delete()
    _put_down("list undone", by, brought)
    return brought


@transaction.atomic
def drop_list(*, by: User, brought: BroughtList) -> BroughtList:
    """Do not use a list that was looked at; its rows are deleted."""
    brought = _mine(by, brought, state=BroughtState.LOOKED_AT)
    brought.state, brought.rows = BroughtState.DROPPED, []
    brought.save()
    _put_down("list not used", by, brought)
    return brought


def check_can_be_undone(brought: BroughtList) -> None:
    """Refuse to undo what was applied so long ago that what it changed is no longer kept.

    Raises
    ------
    InputError
        Where it was applied more than ninety days ago.
    """
    applied = brought.applied_at
    if applied is None or applied < timezone.now() - KEPT_TO_UNDO:
        raise InputError(
            f"A list can be undone for {KEPT_TO_UNDO.days} days after it was applied.",
            code="deliver.list-too-old-to-undo",
            where=brought.file_name,
            fix="Put right by hand what was wrong, or bring a list with the right rows.",
        )


def _check_home(by: User, home: Organisation) -> None:
    check_may(by, Permission.MANAGE_STAFF, home)
    if home.kind != Kind.HOME:
        raise InputError(
            "Staff are kept for children's homes only.",
            code="deliver.not-a-home",
            where=home.name,
            fix="Choose one of its homes.",
        )


def _mine(by: User, brought: BroughtList, *, state: BroughtState) -> BroughtList:
    check_may(by, Permission.MANAGE_STAFF, brought.organisation)
    locked = (
        BroughtList.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=brought.pk)
    )
    if locked.state != state:
        raise InputError(
            f"This list is not as it was: it is {locked.get_state_display().lower()}.",
            code="deliver.list-used-already",
            where=locked.file_name,
            fix="Look at the list again, or bring it anew.",
        )
    return locked


@transaction.atomic
def _keep(
    *,
    by: User,
    home: Organisation,
    kind: BroughtKind,
    file_name: str,
    rows: Sequence[object],
    refused: Iterable[RefusedCell],
    unknown: Iterable[str],
    options: Mapping[str, object],
) -> BroughtList:
    brought = BroughtList.objects.create(
        organisation=home, kind=kind, file_name=file_name[:200], rows=list(rows),
        refused=[_cell(cell) for cell in refused], unknown=list(unknown), options=dict(options),
        brought_by=by,
    )  # fmt: skip
    _put_down("list brought", by, brought)
    return brought


def _cell(cell: RefusedCell) -> dict[str, object]:
    return {"row": cell.row, "column": cell.column, "code": cell.code}


def _put_down(action: str, by: User, brought: BroughtList) -> None:
    put_down(
        action, by=by, organisation=brought.organisation, subject=brought,
        detail={"kind": brought.kind, "rows": sum(brought.counts.values())},
    )  # fmt: skip
