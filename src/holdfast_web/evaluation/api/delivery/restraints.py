"""What is due after each restraint, and was it done?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.utils import timezone
from ninja import Query, Router

from holdfast.deliver.statutory_times import Step
from holdfast_web.deliver.queries.restraints import OPEN, restraints_seen, steps_of
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import homes as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.deliver.models import Restraint

router = Router()
NAMES = {
    Step.RECORDED: "recorded",
    Step.DEBRIEFED: "debriefed",
    Step.CHILD_SPOKEN_TO: "child_spoken_to",
}


@router.get(
    "/restraints",
    response={200: Many[shapes.RestraintOut], **REFUSALS},
    summary="Restraints, with by when each step after them is due",
)
def restraints(
    request: HttpRequest,
    show: Literal["open", "all"] = Query(  # type: ignore[type-arg]
        "open", description="Those with a step still to be done, or all."
    ),
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> Any:
    """List restraints by number, nobody named, the latest first. Scope: homes:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.HOMES)
    places = where(user, Permission.SEE_HOME_MONTHS)
    found = restraints_seen(user).filter(organisation_id__in=places)
    if show == "open":
        found = found.filter(OPEN)
    given = many(found, _restraint, limit, offset)
    put_down(
        "restraints read by a program", by=user,
        detail={"rows": len(given["items"]), "offset": offset}, request=request,
    )  # fmt: skip
    return given


def _restraint(one: Restraint) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "number": one.number,
        "kind": one.kind,
        "used": one.used_at,
        "steps": [
            {
                "step": NAMES[step.step],
                "due": step.due,
                "done": step.done,
                "state": step.state.value,
            }
            for step in steps_of(one, now=timezone.now())
        ],
    }
