"""Who leads a case and who else has a part in it, from which day to which?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.referral import State
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import CasePart
from holdfast_web.deliver.operations.referrals import locked
from holdfast_web.deliver.referral_words import state_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from holdfast_web.deliver.models import Referral, TeamMember
    from holdfast_web.people.models import User


@transaction.atomic
def change_team(
    referral: Referral,
    *,
    by: User,
    on: date,
    lead: TeamMember,
    others: Collection[TeamMember] = (),
) -> Referral:
    """Give a case to another lead, or change who else has a part in it, from a day on.

    Raises
    ------
    InputError
        Where nobody was given the case yet, or the day is before the parts began.
    """
    referral = locked(referral)
    check_may(by, Permission.DECIDE_REFERRALS, referral.organisation)
    if state_of(referral) not in {State.ALLOCATED, State.STARTED}:
        raise InputError(
            "Nobody has this case, so it cannot be given to another.",
            code="deliver.case-not-allocated",
            where=str(referral),
            fix="Allocate it first.",
        )
    check_team(referral, [lead, *others])
    wanted = {lead.pk: True, **{one.pk: False for one in others if one.pk != lead.pk}}
    parts = list(referral.parts.filter(until=None))
    if on > timezone.localdate() or any(part.since > on for part in parts):
        raise InputError(
            "The day is before the parts began that it would end, or it is to come.",
            code="deliver.case-day-out-of-order",
            where=str(referral),
            fix="Give a day from then to today.",
        )
    for part in parts:
        if wanted.get(part.member_id) is part.leads:
            wanted.pop(part.member_id)
        else:
            part.until = on
            part.save()
    CasePart.objects.bulk_create(
        CasePart(referral=referral, member_id=member, leads=leads, since=on)
        for member, leads in wanted.items()
    )
    put_down(
        "case given to others", by=by, organisation=referral.organisation, subject=referral
    )
    return referral


def check_team(referral: Referral, members: Collection[TeamMember]) -> None:
    """Refuse a part in a case for somebody who is not in the service's team."""
    if any(one.service_id != referral.service_id or one.ended is not None for one in members):
        raise InputError(
            "A part in a case is given to somebody who is in the service's team.",
            code="deliver.not-in-team",
            where=str(referral),
            fix="Choose from the team, or add them to it first.",
        )


def give_parts(
    referral: Referral, *, on: date, lead: TeamMember, others: Collection[TeamMember]
) -> None:
    """Give a lead and others their parts in a case that nobody has yet."""
    CasePart.objects.bulk_create(
        CasePart(referral=referral, member=member, leads=member == lead, since=on)
        for member in dict.fromkeys([lead, *others])
    )


def end_parts(referral: Referral, *, on: date) -> None:
    """End every part that goes on, as when the case ends or waits again."""
    referral.parts.filter(until=None, since__gt=on).delete()
    referral.parts.filter(until=None).update(until=on)


def open_parts_again(referral: Referral, *, ended: date) -> None:
    """Let the parts go on that ended on a day, where what ended them was a mistake."""
    referral.parts.filter(until=ended).update(until=None)
