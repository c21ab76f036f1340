"""What can be done with a referral, and what follows from each move?

Every move goes through `_moved`: held against the table and the person, written down with its
day, and put on the trail. What a referral says of its state and its days is worked out from the
moves that stand, so that taking one back leaves nothing behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.referral import TABLE, Move, Moved, course, state_after
from holdfast.deliver.referral_reasons import ACCEPTED_BECAUSE, DESTINATIONS, REASONS, Reason
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Referral, ReferralMove, Service
from holdfast_web.deliver.operations.drift_telling import tell_if_drifted
from holdfast_web.deliver.operations.referral_team import (
    check_team,
    end_parts,
    give_parts,
    open_parts_again,
)
from holdfast_web.deliver.operations.referrals import (
    check_no_other,
    check_takes_referrals,
    locked,
    number_it,
)
from holdfast_web.deliver.referral_notices import tell_that_it_came, tell_who_referred
from holdfast_web.deliver.referral_policies import (
    check_consent,
    check_exception,
    check_may_move,
)
from holdfast_web.deliver.referral_words import kept, standing_of, state_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from holdfast.deliver.referral import Outcome
    from holdfast_web.deliver.models import TeamMember
    from holdfast_web.people.models import User

SIMPLE = frozenset(
    {
        Move.TRIAGE, Move.ASK, Move.ANSWER, Move.WAIT, Move.START, Move.DECLINE, Move.WITHDRAW,
        Move.NEVER_ENGAGED,
    }
)  # fmt: skip
"""Moves that need nothing but what every move may have."""


@transaction.atomic
def move_referral(
    referral: Referral,
    *,
    by: User,
    move: Move,
    on: date,
    reason: Reason | None = None,
    note: str = "",
    decided_by: str = "",
) -> Referral:
    """Make a move that needs nothing of its own; the others have verbs of their own.

    Raises
    ------
    InputError
        Where the state does not have it, a decision lacks its reason or whoever decided, a
        question is not asked, or its day is out of order.
    """
    if move not in SIMPLE:
        raise TypeError(f"{move} has a verb of its own")
    referral = locked(referral)
    if move is Move.ASK and not note.strip():
        raise InputError(
            "It is not said what more is to be known.",
            code="deliver.question-missing",
            where=str(referral),
            fix="Write what you ask of whoever referred.",
        )
    _moved(referral, by=by, move=move, on=on, reason=reason, note=note, decided_by=decided_by)
    return referral


@transaction.atomic
def accept_referral(
    referral: Referral,
    *,
    by: User,
    on: date,
    decided_by: str,
    approved_by: str = "",
    note: str = "",
) -> Referral:
    """Accept a child; `approved_by` is the post that approved an exception, where it is one.

    Raises
    ------
    InputError
        Where consent is needed and was not given, or an exception was approved by nobody.
    """
    referral = locked(referral)
    check_may_move(by, referral, Move.ACCEPT)
    check_consent(referral)
    check_exception(referral, approved_by)
    reason = ACCEPTED_BECAUSE[standing_of(referral)]
    referral.approved_by = approved_by.strip() if reason is Reason.EXCEPTION else ""
    _moved(
        referral, by=by, move=Move.ACCEPT, on=on, reason=reason, note=note,
        decided_by=decided_by,
    )  # fmt: skip
    return referral


@transaction.atomic
def allocate_referral(
    referral: Referral,
    *,
    by: User,
    on: date,
    lead: TeamMember,
    others: Collection[TeamMember] = (),
    note: str = "",
) -> Referral:
    """Give a child a lead professional, and others who have a part.

    A lead beyond the agreed limit is not refused: the page of caseloads shows it, and says so
    before it is done.
    """
    referral = locked(referral)
    check_may_move(by, referral, Move.ALLOCATE)
    check_team(referral, [lead, *others])
    _moved(referral, by=by, move=Move.ALLOCATE, on=on, note=note)
    give_parts(referral, on=on, lead=lead, others=others)
    return referral


@transaction.atomic
def end_referral(
    referral: Referral,
    *,
    by: User,
    on: date,
    destination: str,
    outcome: Outcome,
    note: str = "",
) -> Referral:
    """End the service for a child, with where they went and what came of it."""
    referral = locked(referral)
    check_may_move(by, referral, Move.END)
    if destination not in DESTINATIONS:
        raise InputError(
            "Where the child went is not one of the places on the list.",
            code="deliver.destination-unknown",
            where=str(referral),
            fix="Choose a place from the list; 'Not known' is one.",
        )
    referral.destination, referral.outcome = destination, outcome.name.lower()
    _moved(referral, by=by, move=Move.END, on=on, note=note)
    return referral


@transaction.atomic
def pass_on_referral(
    referral: Referral,
    *,
    by: User,
    on: date,
    to: Service,
    reason: Reason,
    decided_by: str,
    note: str = "",
) -> Referral:
    """Pass a child on to another service, with what was gathered, and give the new referral.

    Nobody is assessed again: what is known goes along, with the day on which it was gathered,
    and is judged by the other service's criteria. What those ask for beyond it is not known,
    and can be asked for there.

    Raises
    ------
    InputError
        Where the other service knows children by other references, is closed, or has an open
        referral of this child.
    """
    referral = locked(referral)
    check_may_move(by, referral, Move.PASS_ON)
    check_may(by, Permission.REFER, to.organisation)
    if to.references_of_id != referral.service.references_of_id or to == referral.service:
        raise InputError(
            "A referral is passed on to another service that knows children by the same "
            "references.",
            code="deliver.pass-on-elsewhere",
            where=to.name,
            fix="Choose another service of the same authority, or refer the child there anew.",
        )
    check_takes_referrals(to, today=on)
    check_no_other(to, referral.pseudonym)
    _moved(
        referral, by=by, move=Move.PASS_ON, on=on, reason=reason, note=note,
        decided_by=decided_by,
    )  # fmt: skip
    to = Service.objects.select_for_update().get(pk=to.pk)
    onward = Referral(
        organisation=to.organisation, service=to, pseudonym=referral.pseudonym,
        birth_month=referral.birth_month, age=referral.age, stages=referral.stages,
        stage=referral.stage, needs=referral.needs, exclusions=referral.exclusions,
        gathered_on=referral.gathered_on, urgency=referral.urgency, consent=referral.consent,
        source=referral.source, referred_from=referral.service.name, received=on,
        passed_from=referral, made_by=by,
    )  # fmt: skip
    number_it(onward, to)
    tell_that_it_came(onward)
    tell_if_drifted(to)
    put_down(
        "referral sent", by=by, organisation=to.organisation, subject=onward,
        detail={"standing": onward.standing, "number": onward.number, "passed_on": True},
    )  # fmt: skip
    return onward


def make_move(referral: Referral, *, by: User, move: Move, **said: Any) -> Referral:
    """Make any move, with what its own verb asks for; passing on gives the new referral.

    Raises
    ------
    InputError
        As the verb of the move.
    """
    verbs: dict[Move, Callable[..., Referral]] = {
        Move.ACCEPT: accept_referral,
        Move.ALLOCATE: allocate_referral,
        Move.END: end_referral,
        Move.PASS_ON: pass_on_referral,
    }
    if move in verbs:
        return verbs[move](referral, by=by, **said)
    return move_referral(referral, by=by, move=move, **said)


@transaction.atomic
def take_back(referral: Referral, *, by: User, reason: str) -> Referral:
    """Take back the last move of a referral, as made by mistake; it stays on the record.

    Raises
    ------
    InputError
        Where there is none, or the child was passed on, which another service acts upon.
    """
    referral = locked(referral)
    check_may(by, Permission.DECIDE_REFERRALS, referral.organisation)
    last = referral.moves.filter(taken_back_at=None).order_by("-order").first()
    if last is None or last.move == kept(Move.PASS_ON):
        raise InputError(
            "There is no move here that can be taken back.",
            code="deliver.move-not-taken-back",
            where=str(referral),
            fix="A child who was passed on is withdrawn by the other service, or passed back.",
        )
    if state_of(referral) not in _OPEN:
        check_no_other(referral.service, referral.pseudonym)
    last.taken_back_at, last.taken_back_reason = timezone.now(), reason.strip()
    last.save()
    move = Move[last.move.upper()]
    if move is Move.ALLOCATE:
        referral.parts.filter(until=None).delete()
    elif move in _ENDS_PARTS:
        open_parts_again(referral, ended=last.on)
    if move is Move.ACCEPT:
        referral.approved_by = ""
    if move is Move.END:
        referral.destination, referral.outcome = "", ""
    _settle(referral)
    tell_if_drifted(referral.service)
    put_down(
        "move of a referral taken back", by=by, organisation=referral.organisation,
        subject=referral, detail={"move": last.move},
    )  # fmt: skip
    return referral


_OPEN = frozenset(state for state, row in TABLE.items() if not row.final)
_WATCHED = frozenset({Move.ACCEPT, Move.START})
_ENDS_PARTS = frozenset({Move.WAIT, Move.END, Move.PASS_ON, Move.WITHDRAW, Move.NEVER_ENGAGED})


def _moved(
    referral: Referral,
    *,
    by: User,
    move: Move,
    on: date,
    reason: Reason | None = None,
    note: str = "",
    decided_by: str = "",
) -> None:
    """Write a move down and settle what follows; the event is the last thing done."""
    check_may_move(by, referral, move)
    if TABLE[state_of(referral)].moves[move].decision and not (
        reason in REASONS[move] and decided_by.strip()
    ):
        raise InputError(
            "A decision has a reason from the list, and whoever decided.",
            code="deliver.decision-unexplained",
            where=str(referral),
            fix="Choose the reason, and give the post of whoever decided.",
        )
    ReferralMove.objects.create(
        referral=referral, order=referral.moves.count() + 1, move=kept(move), on=on,
        reason=reason.name.lower() if reason else "", note=note.strip(),
        decided_by=decided_by.strip(), by=by,
    )  # fmt: skip
    _settle(referral)
    if move in _ENDS_PARTS:
        end_parts(referral, on=on)
    tell_who_referred(referral, move)
    if move in _WATCHED:
        tell_if_drifted(referral.service)
    put_down(
        f"referral: {move}", by=by, organisation=referral.organisation, subject=referral,
        detail={"state": referral.state},
    )  # fmt: skip


def _settle(referral: Referral) -> None:
    """Work out state and days from the moves that stand, and refuse days out of order."""
    moves = [
        Moved(move=Move[move.upper()], on=on)
        for move, on in referral.moves.filter(taken_back_at=None)
        .order_by("order")
        .values_list("move", "on")
    ]
    assert referral.received is not None  # noqa: S101  (it was sent)
    course(referral.received, moves, today=timezone.localdate())
    state = state_after(one.move for one in moves)
    days = {one.move: one.on for one in moves}
    referral.state = kept(state)
    referral.accepted = days.get(Move.ACCEPT)
    referral.started = days.get(Move.START)
    referral.over = moves[-1].on if TABLE[state].final else None
    referral.save()
