"""Who judged how a programme fits, and what do they hold beside each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.deliver.fit import Assessment, FitPart, Judgement
from holdfast_web.deliver.models import FitAssessment
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

LEFT = "Somebody who has left"


def assessed(user: User, urn: str, *, sees: Sees = organisations) -> QuerySet[FitAssessment]:
    """Give the judgements of a programme's fit that a person may see, from the newest."""
    return FitAssessment.objects.filter(
        programme=urn, organisation_id__in=sees(user, Permission.SEE_DELIVERY)
    ).select_related("organisation", "by")


def as_assessments(kept: Iterable[FitAssessment]) -> list[Assessment]:
    """Read judgements as the engine takes them."""
    return [
        Assessment(
            by=who(one),
            on=one.on,
            judgements=tuple(_judgement(said) for said in one.judgements),
        )
        for one in kept
    ]


def _judgement(said: Mapping[str, Any]) -> Judgement:
    return Judgement(part=FitPart(said["part"]), score=said["score"], reason=said["reason"])


def who(one: FitAssessment) -> str:
    """Say who judged."""
    return str(one.by) if one.by is not None else LEFT
