"""What is there of a programme across sites, and what did they change and why?

Aggregates only, as on the page: no person, and only sites that share their counts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router

from holdfast.kernel.disclosure import Suppressed, as_json
from holdfast_web.deliver.queries.exchange import entries
from holdfast_web.deliver.queries.national import RULES, national, programmes_shared
from holdfast_web.deliver.queries.national_fidelity import Faithful, fidelity_of_sites
from holdfast_web.deliver.queries.sites import programme_names
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import national as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many_of
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope

if TYPE_CHECKING:
    from holdfast_web.deliver.queries.exchange import Entry
    from holdfast_web.deliver.queries.national import National, RegionShown, SharedSite
    from holdfast_web.people.models import User

router = Router()
ALL = "all"


@router.get(
    "/national",
    response={200: list[shapes.SharedProgrammeOut], **REFUSALS},
    summary="Programmes whose sites share their counts with your national team",
)
def national_programmes(request: HttpRequest) -> Any:
    """List programmes, that of most sites first. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    names = programme_names()
    return [
        {"programme": urn, "name": names.get(urn, urn), "sites": number}
        for urn, number in programmes_shared(user, sees=where).items()
    ]


@router.get(
    "/national/{programme}",
    response={200: shapes.NationalOut, **REFUSALS},
    summary="A programme across the sites that share their counts",
)
def national_programme(request: HttpRequest, programme: str) -> Any:
    """Give sites, homes, staff and coverage by region, in aggregates. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = _national(user, programme)
    *regions, every = found.by_region()
    faithful = Counter(_faithful(programme, found).values())
    return {
        "programme": programme,
        "name": programme_names().get(programme, programme),
        "as_of": found.as_of,
        "threshold": RULES.threshold,
        "rounding": RULES.rounding,
        "stages": {stage.value: number for stage, number in found.stages.items()},
        "fidelity": {word.value: faithful[word] for word in Faithful},
        "regions": [_region(one) for one in regions],
        "all": _region(every),
    }


@router.get(
    "/national/{programme}/sites",
    response={200: Many[shapes.NationalSiteOut], **REFUSALS},
    summary="The sites of a programme that share their counts",
)
def national_sites(
    request: HttpRequest, programme: str, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List sites by organisation, with no number of people. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = _national(user, programme)
    faithful = _faithful(programme, found)
    return many_of(found.sites, lambda one: _site(one, faithful[one.site.pk]), limit, offset)


@router.get(
    "/exchange",
    response={200: Many[shapes.ExchangeEntryOut], **REFUSALS},
    summary="What sites changed and why",
)
def exchange(
    request: HttpRequest,
    words: str = Query("", max_length=100, description="Only those with these words."),  # type: ignore[type-arg]
    kind: Literal["", "lesson", "barrier", "variation"] = "",
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> Any:
    """List changes of sites that share with a team that yours share with. Scope: delivery:read.

    The latest first.
    """
    user = user_for(request, Scope.DELIVERY)
    return many_of(entries(user, words=words, kind=kind, sees=where), _entry, limit, offset)


def _national(user: User, programme: str) -> National:
    if programme not in programmes_shared(user, sees=where):
        raise Http404
    return national(user, programme, sees=where)


def _faithful(programme: str, found: National) -> dict[int, Faithful]:
    return fidelity_of_sites(programme, {one.site.pk: one.homes for one in found.sites})


def _region(one: RegionShown) -> dict[str, Any]:
    share = one.share
    return {
        "region": ALL if one.region is None else one.region,
        "sites": one.sites,
        "homes": one.homes,
        "homes_with_a_run": one.begun,
        "staff": as_json(one.staff),
        "ever_reached": as_json(one.reached),
        "counted_today": as_json(one.team),
        "had_every_session": as_json(one.whole),
        "share": None if isinstance(share, Suppressed) else as_json(share),
    }


def _site(one: SharedSite, faithful: Faithful) -> dict[str, Any]:
    return {
        "key": one.site.key,
        "name": str(one.site.organisation),
        "region": one.region,
        "stage": one.site.stage,
        "stage_since": one.site.stage_since,
        "homes": one.counts.homes,
        "homes_with_a_run": one.counts.begun,
        "fidelity": faithful.value,
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "site": one.site.key,
        "site_name": str(one.site),
        "on": one.day,
        "what": one.what,
        "why": one.why,
        "came_of_it": one.came_of_it,
    }
