"""How are the times of a restraint kept?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from holdfast.deliver.statutory_times import Times
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Restraint, RestraintKind
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast_web.people.models import User


@transaction.atomic
def enter_restraint(
    *, by: User, home: Organisation, kind: RestraintKind, used_at: datetime
) -> Restraint:
    """Enter one use of a measure under the next number of the home; nobody is named.

    Raises
    ------
    InputError
        `deliver.restraint-in-future`.
    """
    check_may(by, Permission.KEEP_HOME_MONTHS, home)
    _check_past(used_at)
    # Whoever enters the next one waits here, so that no number is given twice.
    Organisation.objects.select_for_update().get(pk=home.pk)
    held = Restraint.objects.filter(organisation=home).aggregate(last=Max("number"))
    restraint = Restraint.objects.create(
        organisation=home, number=(held["last"] or 0) + 1, kind=kind, used_at=used_at,
        entered_by=by,
    )  # fmt: skip
    put_down(
        "restraint entered", by=by, organisation=home, subject=restraint,
        detail={"number": restraint.number},
    )  # fmt: skip
    return restraint


@transaction.atomic
def keep_times(
    restraint: Restraint,
    *,
    by: User,
    kind: RestraintKind,
    used_at: datetime,
    recorded_at: datetime | None,
    debriefed_at: datetime | None,
    child_spoken_to_at: datetime | None,
) -> Restraint:
    """Keep when a measure was used and when each step after it was done.

    Raises
    ------
    InputError
        `deliver.restraint-in-future`, or `deliver.step-before-restraint`.
    """
    check_may(by, Permission.KEEP_HOME_MONTHS, restraint.organisation)
    given = (used_at, recorded_at, debriefed_at, child_spoken_to_at)
    for moment in given:
        _check_past(moment)
    Times(
        used=used_at,
        recorded=recorded_at,
        debriefed=debriefed_at,
        child_spoken_to=child_spoken_to_at,
    )
    restraint.kind, restraint.used_at = kind, used_at
    restraint.recorded_at, restraint.debriefed_at = recorded_at, debriefed_at
    restraint.child_spoken_to_at = child_spoken_to_at
    restraint.save()
    put_down(
        "times of a restraint kept", by=by, organisation=restraint.organisation,
        subject=restraint,
        detail={"number": restraint.number, "done": sum(one is not None for one in given[1:])},
    )  # fmt: skip
    return restraint


@transaction.atomic
def take_out_restraint(restraint: Restraint, *, by: User) -> None:
    """Take out a record that was entered by mistake; the trail says that there was one."""
    check_may(by, Permission.KEEP_HOME_MONTHS, restraint.organisation)
    home, number, key = restraint.organisation, restraint.number, str(restraint.key)
    restraint.delete()
    put_down(
        "restraint taken out", by=by, organisation=home, detail={"number": number, "key": key}
    )


def _check_past(moment: datetime | None) -> None:
    if moment is not None and moment > timezone.now():
        raise InputError(
            "A time lies in the future.",
            code="deliver.restraint-in-future",
            fix="Give the time at which it happened, or leave it empty.",
        )
