"""Which programmes are there?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from ninja import Router

from holdfast.library.programme import programmes as library
from holdfast_web.deliver.models import OwnProgramme
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import sites as shapes
from holdfast_web.evaluation.api.listing import REFUSALS
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

router = Router()


@router.get(
    "/programmes",
    response={200: list[shapes.ProgrammeOut], **REFUSALS},
    summary="Programmes of the library and of your organisations",
)
def programmes(request: HttpRequest) -> Any:
    """List programmes by name. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    own = OwnProgramme.objects.filter(
        organisation_id__in=where(user, Permission.SEE_DELIVERY)
    ).select_related("organisation")
    found = [
        {"urn": one.urn, "name": one.name, "version": one.version, "organisation": None}
        for one in library().values()
    ] + [
        {
            "urn": one.urn,
            "name": one.name,
            "version": one.newest,
            "organisation": one.organisation.key,
        }
        for one in own
    ]
    return sorted(found, key=lambda one: (str(one["name"]).lower(), str(one["urn"])))
