"""Which referrals may a person see, and how do they stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from holdfast.deliver.referral import TABLE, Move, Moved, State, course
from holdfast.deliver.waits import Waiter, waiting_list
from holdfast_web.deliver.models import CasePart, Referral, ReferralMove
from holdfast_web.deliver.queries.referral_services import agreed_times
from holdfast_web.deliver.referral_words import kept, state_of, urgency_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from holdfast.deliver.referral import Stay
    from holdfast.deliver.waits import Waiting
    from holdfast_web.deliver.models import Service
    from holdfast_web.people.models import User

DECISION = (State.RECEIVED, State.TRIAGE, State.MORE_ASKED)
PLACE = (State.ACCEPTED, State.WAITING)
IN_HAND = (State.ALLOCATED, State.STARTED)
OVER = tuple(state for state, row in TABLE.items() if row.final)
SHOWN = {
    "open": (*DECISION, *PLACE, *IN_HAND),
    "decision": DECISION,
    "place": PLACE,
    "hand": IN_HAND,
    "over": OVER,
}
"""The parts of the life of a referral by which a list can be narrowed."""


def referrals_of(user: User) -> QuerySet[Referral]:
    """Give the referrals that were sent and that a person may see.

    Whoever may see referrals in an organisation sees all of its services'. Whoever may only
    refer there sees those that they made, and the cases in which they have, or had, a part.
    """
    sees = organisations(user, Permission.SEE_REFERRALS) | organisations(
        user, Permission.DECIDE_REFERRALS
    )
    refers = organisations(user, Permission.REFER)
    own = Q(made_by=user) | Q(
        pk__in=CasePart.objects.filter(member__user=user).values("referral")
    )
    return (
        Referral.objects.filter(number__isnull=False)
        .filter(Q(organisation_id__in=sees) | (Q(organisation_id__in=refers) & own))
        .select_related("service__organisation", "organisation", "criteria")
    )


def one_referral(user: User, key: UUID) -> Referral:
    """Give a referral that a person may see, with its moves and parts; not found otherwise."""
    moves = Prefetch("moves", ReferralMove.objects.select_related("by").order_by("order"))
    parts = Prefetch("parts", CasePart.objects.select_related("member"))
    return get_object_or_404(
        referrals_of(user)
        .select_related("passed_from__service", "made_by", "service__references_of")
        .prefetch_related(moves, parts, "passed_to__service"),
        key=key,
    )


def one_draft(user: User, key: UUID) -> Referral:
    """Give a draft of a person's own; not found otherwise."""
    return get_object_or_404(
        Referral.objects.filter(
            number=None,
            made_by=user,
            organisation_id__in=organisations(user, Permission.REFER),
        ).select_related("service__organisation", "organisation"),
        key=key,
    )


def drafts_of(user: User) -> QuerySet[Referral]:
    """Give a person's drafts."""
    return Referral.objects.filter(
        number=None, made_by=user, organisation_id__in=organisations(user, Permission.REFER)
    ).select_related("service")


def standing_moves(referral: Referral) -> list[ReferralMove]:
    """Give the moves that were not taken back, in order; they are there already."""
    return [move for move in referral.moves.all() if move.taken_back_at is None]


def stays_of(referral: Referral, *, today: date) -> tuple[Stay, ...]:
    """Give how long a referral was in each state."""
    assert referral.received is not None  # noqa: S101  (it was sent)
    return course(
        referral.received,
        [Moved(move=Move[one.move.upper()], on=one.on) for one in standing_moves(referral)],
        today=today,
    )


def narrowed(
    referrals: QuerySet[Referral], *, show: str = "", standing: str = ""
) -> QuerySet[Referral]:
    """Narrow referrals to a part of their life, and to how children stand."""
    if show in SHOWN:
        referrals = referrals.filter(state__in=[kept(state) for state in SHOWN[show]])
    return referrals.filter(standing=standing) if standing else referrals


def waits_of(
    service: Service, referrals: Iterable[Referral], *, today: date | None = None
) -> list[tuple[Referral, Waiting]]:
    """Give those who wait for a decision or a place, the most urgent first."""
    waiting = {}
    for referral in referrals:
        state = state_of(referral)
        since = referral.received if state in DECISION else referral.accepted
        if state in (*DECISION, *PLACE) and since is not None:
            waiting[str(referral.pk)] = (
                referral,
                Waiter(
                    key=str(referral.pk), state=state, urgency=urgency_of(referral), since=since
                ),
            )
    listed = waiting_list(
        (waiter for _, waiter in waiting.values()),
        agreed_times(service),
        today=today or timezone.localdate(),
    )
    return [(waiting[one.waiter.key][0], one) for one in listed]
