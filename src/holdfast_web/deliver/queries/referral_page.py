"""What does the page of a referral show, and what can this person do with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from holdfast.change.criteria import Answer
from holdfast.deliver.referral import Move
from holdfast_web.deliver.queries.referrals import standing_moves, stays_of
from holdfast_web.deliver.referral_policies import open_moves
from holdfast_web.deliver.referral_words import (
    ANSWER_COLOURS,
    STANDING_COLOURS,
    judgement,
    kept,
    row_of,
    written_answer,
    written_asked,
    written_criterion,
    written_destination,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from datetime import date

    from holdfast.change.criteria import Criteria
    from holdfast_web.deliver.models import Referral, ReferralMove
    from holdfast_web.people.models import User

BUTTONS: tuple[Move, ...] = (
    Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE, Move.START, Move.END, Move.ANSWER,
)  # fmt: skip
"""Moves that go forward: they are drawn as buttons, the others as links."""

CRITERIA_HEAD = ("Criterion", "Asked for", "Met", "Flexibility")
HISTORY_HEAD = ("Day", "What was done", "Why", "Decided by", "Note")
STAYS_HEAD = ("State", "Since", "Days")
TEAM_HEAD = ("Professional", "Profession", "Part", "From", "To")


def criteria_table(referral: Referral, criteria: Criteria) -> dict[str, Any]:
    """Give the criteria one by one, and how the child stands by all of them."""
    found = judgement(referral, criteria)
    return {
        "criteria_head": CRITERIA_HEAD,
        "criteria_rows": [
            (
                written_criterion(one, criteria),
                written_asked(one, criteria),
                ui_tag(written_answer(one), ANSWER_COLOURS[one.answer]),
                ""
                if one.answer is not Answer.NOT_MET
                else "Covered by what was agreed"
                if one.stretched
                else "Not covered",
            )
            for one in found.criteria
        ],
        "standing": ui_tag(str(found.standing).capitalize(), STANDING_COLOURS[found.standing]),
    }


def shown_of(user: User, referral: Referral) -> dict[str, Any]:
    """Give what this person can do, who has it in hand, and what came before and after."""
    moves = open_moves(user, referral)
    row = row_of(referral)
    decides = can(user, Permission.DECIDE_REFERRALS, referral.organisation)
    made = standing_moves(referral)
    return {
        "means": row.means,
        "owner": None if row.final else str(row.owner),
        "buttons": [(_said(move), _href(referral, move)) for move in BUTTONS if move in moves],
        "links": [
            ui_link(_said(move), _href(referral, move)) for move in moves if move not in BUTTONS
        ],
        "may_take_back": decides and bool(made) and made[-1].move != kept(Move.PASS_ON),
        "may_change_team": decides and any(part.until is None for part in referral.parts.all()),
        "team_head": TEAM_HEAD,
        "team": [
            (
                part.member.name,
                part.member.profession,
                "Leads" if part.leads else "Has a part",
                written_day(part.since),
                written_day(part.until),
            )
            for part in referral.parts.all()
        ],
        "before": _other(referral.passed_from),
        "after": [_other(one) for one in referral.passed_to.all()],
        "approved_by": referral.approved_by if referral.accepted is not None else "",
        "ended": [
            ("Outcome", referral.get_outcome_display()),
            ("Where the child went", written_destination(referral.destination)),
        ]
        if referral.outcome
        else [],
    }


def history(referral: Referral, *, today: date) -> dict[str, Any]:
    """Give the moves in order, those taken back among them, and days in each state."""
    return {
        "history_head": HISTORY_HEAD,
        "history": [_move(move) for move in referral.moves.all()],
        "stays_head": STAYS_HEAD,
        "stays": [
            (
                str(stay.state).capitalize() + ("" if stay.until else ", still"),
                written_day(stay.since),
                f"{stay.days:,}",
            )
            for stay in stays_of(referral, today=today)
        ],
    }


def _move(move: ReferralMove) -> tuple[str, ...]:
    what = move.get_move_display()
    if move.taken_back_at is not None:
        what = f"{what} (taken back: {move.taken_back_reason})"
    return (written_day(move.on), what, move.get_reason_display(), move.decided_by, move.note)


def _said(move: Move) -> str:
    return str(move).capitalize()


def _href(referral: Referral, move: Move) -> str:
    return reverse("deliver:referral_move", args=[referral.key, kept(move).replace("_", "-")])


def _other(referral: Referral | None) -> str:
    return "" if referral is None else f"{referral.service}, {str(referral).lower()}"
