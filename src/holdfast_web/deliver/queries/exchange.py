"""What did sites change and why? From what they wrote, overcame, and vary in the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast.deliver.programme import title_of
from holdfast.deliver.programme_content import from_content, varied_words
from holdfast_web.deliver.models import (
    Barrier,
    Lesson,
    OwnKind,
    ProgrammeVersion,
    Site,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, organisations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

MOST = 500
LESSON, BARRIER, VARIATION = "lesson", "barrier", "variation"
KINDS = {
    LESSON: "Written for others", BARRIER: "Barrier overcome", VARIATION: "Varied programme",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that one site changed, and why."""

    kind: str
    site: Site
    day: date
    what: str
    why: str
    came_of_it: str = ""


def sites_to_learn_from(user: User, *, sees: Sees = organisations) -> QuerySet[Site]:
    """Give the sites whose changes a person may read.

    Those that share their counts with a national team of the person's own, or with one with
    which a site that the person sees shares its counts too.
    """
    own = Site.objects.filter(
        organisation__in=sees(user, Permission.SEE_DELIVERY), shares_counts=True
    )
    teams = Q(national_team__in=sees(user, Permission.SEE_NATIONAL)) | Q(
        national_team__in=own.values("national_team")
    )
    return Site.objects.filter(teams, shares_counts=True).select_related("organisation")


def entries(
    user: User, *, words: str = "", kind: str = "", sees: Sees = organisations
) -> list[Entry]:
    """Give what sites changed and why, the latest first: four queries for any number."""
    sites = {site.pk: site for site in sites_to_learn_from(user, sees=sees)}
    found = [*_lessons(sites), *_barriers(sites), *_variations(sites)]
    wanted = words.casefold()
    return sorted(
        (
            one
            for one in found
            if (not kind or one.kind == kind)
            and (not wanted or wanted in f"{one.what} {one.why} {one.came_of_it}".casefold())
        ),
        key=lambda one: (-one.day.toordinal(), one.site.title, one.what),
    )


def _lessons(sites: dict[int, Site]) -> Iterator[Entry]:
    for one in Lesson.objects.filter(site__in=sites).order_by("-on", "-id")[:MOST]:
        yield Entry(
            kind=LESSON, site=sites[one.site_id], day=one.on,
            what=f"{one.title}. {one.changed}", why=one.why, came_of_it=one.came_of_it,
        )  # fmt: skip


def _barriers(sites: dict[int, Site]) -> Iterator[Entry]:
    overcome = Barrier.objects.filter(site__in=sites, shared=True, resolved__isnull=False)
    for one in overcome.order_by("-resolved", "-id")[:MOST]:
        if one.resolved is not None:
            yield Entry(
                kind=BARRIER, site=sites[one.site_id], day=one.resolved, what=one.how,
                why=one.what,
            )  # fmt: skip


def _variations(sites: dict[int, Site]) -> Iterator[Entry]:
    """Give what the organisations of these sites vary in their programmes, as it is now."""
    by_place = {(site.organisation_id, site.programme): site for site in sites.values()}
    newest = (
        ProgrammeVersion.objects.filter(
            programme__kind=OwnKind.VARIED,
            programme__organisation__in={place for place, _ in by_place},
        )
        .select_related("programme")
        .order_by("programme_id", "-number")
    )
    seen: set[int] = set()
    for version in newest[:MOST]:
        site = by_place.get((version.programme.organisation_id, version.programme.varies))
        if version.programme_id in seen or site is None:
            continue
        seen.add(version.programme_id)
        whole = from_content(version.content)
        for variation in whole.variations:
            yield Entry(
                kind=VARIATION,
                site=site,
                day=variation.agreed_on,
                what=f"{title_of(whole.programme, variation.path)}: {varied_words(variation)}",
                why=variation.why,
            )
