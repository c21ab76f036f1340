"""Who may do what with a referral in which state?

The table of the engine says which moves are open and who owns each state. Here is who, among
the people of the service, that owner is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from holdfast.change.criteria import Standing
from holdfast.deliver.referral import TABLE, Consent, Move, Owner, State, step
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.referral_words import standing_of, state_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can

if TYPE_CHECKING:
    from holdfast_web.deliver.models import Referral
    from holdfast_web.people.models import User

UNDECIDED = frozenset({State.RECEIVED, State.TRIAGE, State.MORE_ASKED})
"""What is known of a child may still be put right: nothing was decided on it yet."""


def leads(user: User, referral: Referral) -> bool:
    """Say whether a person leads a case now."""
    return any(
        part.leads and part.until is None and part.member.user_id == user.pk
        for part in referral.parts.all()
    )


def has_part(user: User, referral: Referral) -> bool:
    """Say whether a person has, or had, a part in a case."""
    return any(part.member.user_id == user.pk for part in referral.parts.all())


def may_move(user: User, referral: Referral, move: Move) -> bool:
    """Say whether a person may do something with a referral in the state in which it stands.

    Whoever decides on referrals may do all that is open. Whoever referred may answer and take
    it back, and whoever leads may begin, end, and say that the family never took part.
    """
    row = TABLE[state_of(referral)]
    if referral.number is None or move not in row.moves:
        return False
    if can(user, Permission.DECIDE_REFERRALS, referral.organisation):
        return True
    if not can(user, Permission.REFER, referral.organisation):
        return False
    if referral.made_by_id == user.pk and move in {Move.ANSWER, Move.WITHDRAW}:
        return True
    own = {Move.START, Move.END, Move.NEVER_ENGAGED}
    return row.owner is Owner.LEAD and move in own and leads(user, referral)


def open_moves(user: User, referral: Referral) -> list[Move]:
    """Give what a person may do with a referral now, in the order of the table."""
    return [move for move in TABLE[state_of(referral)].moves if may_move(user, referral, move)]


def check_may_move(user: User, referral: Referral, move: Move) -> None:
    """Refuse a move that is not in the table, or not this person's.

    Raises
    ------
    InputError
        `deliver.referral-move-not-open` where the state does not have it.
    Http404
        Where it is not this person's to make.
    """
    if referral.number is None:
        raise Http404("This referral has not been sent.")
    step(state_of(referral), move)
    if not may_move(user, referral, move):
        raise Http404("There is no such page, or it is not yours to see.")


def may_put_right(user: User, referral: Referral) -> bool:
    """Say whether a person may still change what is known of a child.

    Of a draft that is whoever writes it; of one that was sent, whoever decides on it, or
    whoever referred while more is asked of them.
    """
    if referral.number is None:
        return referral.made_by_id == user.pk and can(
            user, Permission.REFER, referral.organisation
        )
    state = state_of(referral)
    if state not in UNDECIDED:
        return False
    if can(user, Permission.DECIDE_REFERRALS, referral.organisation):
        return True
    return (
        state is State.MORE_ASKED
        and referral.made_by_id == user.pk
        and can(user, Permission.REFER, referral.organisation)
    )


def check_consent(referral: Referral) -> None:
    """Refuse to accept a child without consent where the service works by consent only.

    Raises
    ------
    InputError
        Where it was not given.
    """
    given = {Consent.GIVEN.name.lower(), Consent.OTHER_BASIS.name.lower()}
    if referral.service.consent_needed and referral.consent not in given:
        raise InputError(
            "This service works only with those who agreed to be referred.",
            code="deliver.referral-without-consent",
            where=str(referral),
            fix="Ask for consent, note that it was given, and accept then.",
        )


def check_exception(referral: Referral, approved_by: str) -> None:
    """Refuse to accept a child outside the criteria unless somebody's post approved it.

    Raises
    ------
    InputError
        Where nobody is named for one who is outside, or who cannot be judged.
    """
    asks = standing_of(referral) in {Standing.OUTSIDE, Standing.NOT_JUDGED}
    if asks and not approved_by.strip():
        raise InputError(
            "A child outside the criteria, or who cannot be judged by them, is accepted only "
            "where an exception was approved.",
            code="deliver.exception-not-approved",
            where=str(referral),
            fix="Name the post that approved it, or find out what is not known.",
        )
