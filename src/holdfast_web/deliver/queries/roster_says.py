"""Why might somebody be absent from a sitting, by the roster and by who is away for long?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast.deliver.register import Reason
from holdfast.deliver.roster import ABSENT_BECAUSE, RosterState, Shift, on_shift
from holdfast_web.deliver.models import LongAbsence, RosterShift

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast_web.deliver.models import Sitting, StaffMember


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggested:
    """What is known of somebody that day, in words, and the reason it suggests."""

    words: str
    reason: Reason


def suggested_by_roster(
    sitting: Sitting, team: Collection[StaffMember]
) -> dict[int, Suggested]:
    """Suggest, by member of staff, why they might be absent; nothing where nothing is known.

    Two queries, whatever the team's size.
    """
    day, home = sitting.on, sitting.session.run.organisation_id
    shifts = RosterShift.objects.filter(
        organisation=home, day__range=(day - timedelta(days=1), day)
    )
    found = on_shift(
        [
            Shift(
                day=shift.day, starts=shift.starts, ends=shift.ends,
                person=str(shift.staff_id), state=RosterState(shift.state),
            )
            for shift in shifts
        ],
        [str(member.pk) for member in team],
        day=day, starts=sitting.starts, ends=sitting.ends,
    )  # fmt: skip
    away = set(
        LongAbsence.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)
        .filter(staff__organisation=home)
        .values_list("staff_id", flat=True)
    )
    suggested = {
        int(person): Suggested(words=f"Roster: {said}", reason=ABSENT_BECAUSE[said])
        for person, said in found.items()
        if said in ABSENT_BECAUSE
    }
    return suggested | {
        person: Suggested(words="Away for long that day", reason=Reason.LONG_LEAVE)
        for person in away
    }
