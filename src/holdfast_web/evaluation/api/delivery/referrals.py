"""Which children were referred, how do they stand, and what was done?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Router

from holdfast_web.deliver.operations.referral_looking import look_at_referral
from holdfast_web.deliver.queries.referrals import referrals_of
from holdfast_web.deliver.referral_policies import open_moves
from holdfast_web.deliver.referral_words import criteria_of, judgement, kept
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.referral_services import service_for
from holdfast_web.evaluation.api.delivery.shapes import referrals as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.deliver.models import CasePart, Referral, ReferralMove
    from holdfast_web.people.models import User

router = Router()
FOLLOWS = (Permission.SEE_REFERRALS, Permission.DECIDE_REFERRALS, Permission.REFER)
"""Whoever may do one of these sees referrals: all of a service's, or those of their own."""


@router.get(
    "/services/{key}/referrals",
    response={200: Many[shapes.ReferralOut], **REFUSALS},
    summary="Referrals to a service",
)
def referrals(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List referrals by pseudonym, the latest first. Scope: referrals:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, Permission.SEE_REFERRALS)
    found = referrals_of(user).filter(service=service)
    given = many(found, referral_out, limit, offset)
    put_down(
        "referrals read by a program", by=user, organisation=service.organisation,
        subject=service, detail={"rows": len(given["items"]), "offset": offset},
        request=request,
    )  # fmt: skip
    return given


@router.get(
    "/referrals/{key}",
    response={200: shapes.ReferralWholeOut, **REFUSALS},
    summary="One referral: what is known, how the child is judged, what was done",
)
def referral(request: HttpRequest, key: UUID) -> Any:
    """Give a referral by pseudonym, criterion by criterion. Scope: referrals:read.

    That it was read, and of which child, is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    check_follows(user, key)
    return _whole(user, look_at_referral(by=user, key=key, request=request))


def check_follows(user: User, key: UUID) -> None:
    """Refuse a referral where a token's person may not use the interface for it.

    Raises
    ------
    Http404
        Where they may not.
    """
    places = set[int]().union(*(where(user, one) for one in FOLLOWS))
    get_object_or_404(referrals_of(user), key=key, organisation_id__in=places)


def referral_out(one: Referral) -> dict[str, Any]:
    """Give a referral in its shape."""
    return {
        "key": one.key,
        "service": one.service.key,
        "number": one.number,
        "pseudonym": one.pseudonym,
        "state": one.state,
        "standing": one.standing,
        "stage": one.stage,
        "age": one.age,
        "urgency": one.urgency,
        "received": one.received,
        "accepted": one.accepted,
        "started": one.started,
        "over": one.over,
        "destination": one.destination,
        "outcome": one.outcome,
    }


def _whole(user: User, one: Referral) -> dict[str, Any]:
    version, before = one.criteria, one.passed_from
    assert version is not None  # noqa: S101  (it was sent)
    score = one.need_score
    return referral_out(one) | {
        "criteria": version.number,
        "birth_month": one.birth_month,
        "stages": one.stages,
        "needs": one.needs,
        "exclusions": one.exclusions,
        "need_score": None if score is None else float(score),
        "gathered_on": one.gathered_on,
        "consent": one.consent,
        "source": one.source,
        "referred_from": one.referred_from,
        "approved_by": one.approved_by,
        "judged": [
            {
                "criterion": judged.criterion,
                "answer": judged.answer.value,
                "stretched": judged.stretched,
            }
            for judged in judgement(one, criteria_of(version)).criteria
        ],
        "moves": [_move(move) for move in one.moves.all()],
        "parts": [_part(part) for part in one.parts.all()],
        "passed_from": None if before is None else before.key,
        "passed_to": [after.key for after in one.passed_to.all()],
        "open_moves": [kept(move) for move in open_moves(user, one)],
    }


def _move(one: ReferralMove) -> dict[str, Any]:
    return {
        "move": one.move,
        "on": one.on,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "note": one.note,
        "taken_back": one.taken_back_at,
    }


def _part(one: CasePart) -> dict[str, Any]:
    return {
        "member": one.member.key,
        "leads": one.leads,
        "since": one.since,
        "until": one.until,
    }
