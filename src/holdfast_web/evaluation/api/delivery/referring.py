"""How is a child referred by a program, and a referral moved on?

By the operations of the pages: the same pseudonym, criteria, table of states and trail. Its
addresses are of the router of `referrals`: one path is answered by one router.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Body, Status

from holdfast.deliver.referral import Move, Outcome
from holdfast.deliver.referral_reasons import Reason
from holdfast_web.deliver.models import Referral
from holdfast_web.deliver.operations.referral_moves import make_move, take_back
from holdfast_web.deliver.operations.referral_team import change_team
from holdfast_web.deliver.operations.referrals import refer
from holdfast_web.deliver.queries.caseloads import members_of
from holdfast_web.deliver.queries.referrals import one_referral
from holdfast_web.evaluation.api.coming_in import user_for
from holdfast_web.evaluation.api.delivery.referral_services import service_for
from holdfast_web.evaluation.api.delivery.referrals import check_follows, referral_out, router
from holdfast_web.evaluation.api.delivery.shapes import referrals as given
from holdfast_web.evaluation.api.delivery.shapes import referring as shapes
from holdfast_web.evaluation.api.listing import CONFLICTS
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.people.models import User


@router.post(
    "/services/{key}/referrals",
    response={201: given.ReferralOut, **CONFLICTS},
    summary="Refer a child to a service",
)
def referral_add(request: HttpRequest, key: UUID, asked: shapes.ReferralIn) -> Any:
    """Refer a child, all in one go: judged by the criteria and told of. Scope: referrals:write.

    A draft that you began of the same child on the pages becomes this referral.
    """
    user = user_for(request, Scope.REFERRALS_WRITE)
    service = service_for(user, key, Permission.REFER)
    said = asked.dict()
    if asked.need_score is not None:
        said["need_score"] = Decimal(str(asked.need_score))
    return Status(201, referral_out(refer(by=user, service=service, **said)))


@router.post(
    "/referrals/{key}/moves",
    response={200: shapes.MovedOut, **CONFLICTS},
    summary="Move a referral on",
)
def referral_move(
    request: HttpRequest,
    key: UUID,
    asked: Body[shapes.MoveIn],
) -> Any:
    """Triage, ask, accept, decline, allocate, start, end and so on. Scope: referrals:write.

    What can be done now is in `open_moves` of the referral. Each move needs what its shape
    says.
    """
    user = user_for(request, Scope.REFERRALS_WRITE)
    found = _followed(user, key)
    moved = make_move(
        found, by=user, move=Move[asked.move.upper()], **_said(user, found, asked)
    )
    onward = None if moved.pk == found.pk else moved.key
    now = Referral.objects.select_related("service").get(pk=found.pk)
    return referral_out(now) | {"onward": onward}


@router.post(
    "/referrals/{key}/take-back",
    response={200: given.ReferralOut, **CONFLICTS},
    summary="Take back the last move of a referral",
)
def referral_take_back(request: HttpRequest, key: UUID, asked: shapes.TakeBackIn) -> Any:
    """Take back a move that was a mistake; it stays on the record. Scope: referrals:write."""
    user = user_for(request, Scope.REFERRALS_WRITE)
    return referral_out(take_back(_followed(user, key), by=user, reason=asked.reason))


@router.post(
    "/referrals/{key}/team",
    response={200: given.ReferralOut, **CONFLICTS},
    summary="Give a case to others",
)
def referral_team(request: HttpRequest, key: UUID, asked: shapes.CaseTeamIn) -> Any:
    """Say who leads a case and who has a part in it from a day on. Scope: referrals:write."""
    user = user_for(request, Scope.REFERRALS_WRITE)
    found = _followed(user, key)
    return referral_out(change_team(found, by=user, on=asked.on, **_team(found, asked)))


def _team(found: Referral, asked: shapes.AllocateIn | shapes.CaseTeamIn) -> dict[str, Any]:
    team = members_of(found.service)
    return {
        "lead": get_object_or_404(team, key=asked.lead),
        "others": [get_object_or_404(team, key=one) for one in dict.fromkeys(asked.others)],
    }


def _followed(user: User, key: UUID) -> Referral:
    check_follows(user, key)
    return one_referral(user, key)


def _said(user: User, found: Referral, asked: shapes.MoveIn) -> dict[str, Any]:
    """Give what a move's own verb takes, its keys and words turned into what they name."""
    said = asked.dict(exclude={"move"})
    if isinstance(asked, shapes.DecisionIn | shapes.PassOnIn):
        said["reason"] = Reason.__members__.get(asked.reason.upper())
    if isinstance(asked, shapes.PassOnIn):
        said["to"] = service_for(user, asked.to, Permission.REFER)
    if isinstance(asked, shapes.EndIn):
        said["outcome"] = Outcome[asked.outcome.upper()]
    if isinstance(asked, shapes.AllocateIn):
        said |= _team(found, asked)
    return said
