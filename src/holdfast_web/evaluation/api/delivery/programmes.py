"""Which programmes are there, what does each hold, and how was it judged to fit?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from ninja import Router

from holdfast.deliver.programme import title_of
from holdfast.deliver.programme_content import varied_words
from holdfast.library.programme import programmes as library
from holdfast.library.programme_lines import lines
from holdfast.library.programme_words import SECTIONS
from holdfast_web.deliver.queries.fit import assessed
from holdfast_web.deliver.queries.programmes import (
    held,
    own_programmes,
    runs_by_version,
    versions_of,
    versions_told,
)
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import programmes as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope

if TYPE_CHECKING:
    from holdfast.deliver.programme import Variation
    from holdfast.deliver.programme_content import Change
    from holdfast.library.programme import Programme
    from holdfast.library.programme_lines import Line
    from holdfast.library.programme_words import Section
    from holdfast_web.deliver.models import FitAssessment, ProgrammeVersion
    from holdfast_web.deliver.queries.programmes import Held

router = Router()


@router.get(
    "/programmes",
    response={200: list[shapes.ProgrammeOut], **REFUSALS},
    summary="Programmes of the library and of your organisations",
)
def programmes(request: HttpRequest) -> Any:
    """List programmes by name. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
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
        for one in own_programmes(user, sees=where)
    ]
    return sorted(found, key=lambda one: (str(one["name"]).lower(), str(one["urn"])))


@router.get(
    "/programmes/{urn}",
    response={200: shapes.ProgrammeWholeOut, **REFUSALS},
    summary="One programme: every answer with its sources, and what is varied",
)
def programme(
    request: HttpRequest, urn: shapes.Urn, version: shapes.Version | None = None
) -> Any:
    """Give its newest version, or the one asked for. Scope: delivery:read.

    Of a programme of the library there is the newest version only.
    """
    user = user_for(request, Scope.DELIVERY)
    return _whole(held(user, urn, version, sees=where))


@router.get(
    "/programmes/{urn}/versions",
    response={200: Many[shapes.ProgrammeVersionOut], **REFUSALS},
    summary="The versions of an organisation's programme, and what each changed",
)
def programme_versions(
    request: HttpRequest, urn: shapes.Urn, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List versions, the newest first; none of the library's. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    own = held(user, urn, sees=where).own
    if own is None:
        return {"items": [], "total": 0, "offset": offset, "limit": limit}
    runs = runs_by_version(user, own, sees=where)
    every = versions_of(own)
    # One more than is given: the last is set beside the one before it.
    told = list(versions_told(every[offset : offset + limit + 1]))[:limit]
    return {
        "items": [_version(one, what, runs.get(one.number, 0)) for one, what in told],
        "total": every.count(),
        "offset": offset,
        "limit": limit,
    }


@router.get(
    "/programmes/{urn}/fit",
    response={200: Many[shapes.FitOut], **REFUSALS},
    summary="How a programme was judged to fit",
)
def programme_fit(
    request: HttpRequest, urn: shapes.Urn, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List judgements, nobody named, the newest first. Scope: delivery:read.

    They are never added up into one mark.
    """
    user = user_for(request, Scope.DELIVERY)
    held(user, urn, sees=where)
    return many(assessed(user, urn, sees=where), _fit, limit, offset)


def _whole(found: Held) -> dict[str, Any]:
    entry, own = found.programme, found.own
    return {
        "urn": found.urn,
        "name": found.name,
        "version": found.version,
        "organisation": None if own is None else own.organisation.key,
        "title": entry.title,
        "kind": entry.kind,
        "varies": "" if own is None else own.varies,
        "newest": found.version if own is None else own.newest,
        "sections": [_section(entry, one) for one in SECTIONS],
        "variations": [_variation(entry, one) for one in found.whole.variations],
        "sources": [
            {
                "name": name,
                "title": source.title,
                "address": source.address,
                "read": source.read,
                "note": source.note,
            }
            for name, source in entry.sources.items()
        ],
    }


def _section(entry: Programme, section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "item": section.item,
        "questions": [
            {
                "path": row.path,
                "title": row.title,
                "lines": [_line(one) for one in lines(entry, row.path)],
            }
            for row in section.rows
        ],
    }


def _line(one: Line) -> dict[str, Any]:
    return {
        "about": one.about,
        "words": one.words,
        "standing": one.standing,
        "sources": list(one.sources),
        "note": one.note,
    }


def _variation(entry: Programme, one: Variation) -> dict[str, Any]:
    return {
        "path": one.path,
        "title": title_of(entry, one.path),
        "words": varied_words(one),
        "why": one.why,
        "agreed_by": one.agreed_by,
        "agreed_on": one.agreed_on,
    }


def _version(one: ProgrammeVersion, what: tuple[Change, ...], runs: int) -> dict[str, Any]:
    return {
        "number": one.number,
        "added": one.added,
        "why": one.why,
        "changes": [
            {"title": change.title, "before": change.before, "after": change.after}
            for change in what
        ],
        "runs": runs,
    }


def _fit(one: FitAssessment) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "version": one.version,
        "on": one.on,
        "judgements": one.judgements,
    }
