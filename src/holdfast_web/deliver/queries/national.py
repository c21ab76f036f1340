"""What is there of a programme across the sites that share their counts? Aggregates only.

No person, no session and no register is read here: only summaries of runs and numbers of staff.
A site that does not share its counts is not there at all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from holdfast.kernel.disclosure import MISSING, SUPPRESSED, Disclosure, Suppressed
from holdfast_web.deliver.models import Run, Site, StaffMember, Stage
from holdfast_web.deliver.queries.homes import in_post
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from holdfast.kernel.disclosure import Missing, Shown, ShownTable
    from holdfast_web.people.models import User

UNKNOWN = "unknown"
"""The region of an organisation for which none is given, nor above it."""
RULES = Disclosure()


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Numbers of one site, before disclosure control: never shown as they are.

    `homes` are the homes of the organisation, `begun` those with a run that has begun;
    `staff` are in post there today. `team`, `whole` and `reached` are of the latest run of each
    home: counted today, of them with every session held, and everybody who ever received one.
    """

    homes: int = 0
    begun: int = 0
    staff: int = 0
    team: int = 0
    whole: int = 0
    reached: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedSite:
    """One site that shares its counts, with the homes that stand under it."""

    site: Site
    region: str
    homes: tuple[int, ...]
    counts: Counts


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionShown:
    """A region, or all of them where it is None: every number of people as it may be shown."""

    region: str | None
    sites: int
    homes: int
    begun: int
    staff: Shown
    reached: Shown
    team: Shown
    whole: Shown

    @property
    def share(self) -> float | Suppressed | Missing:
        """The share of those counted who had every session; missing where nobody is."""
        if isinstance(self.whole, Suppressed) or isinstance(self.team, Suppressed):
            return SUPPRESSED
        return min(1.0, self.whole / self.team) if self.team else MISSING


@dataclass(frozen=True, kw_only=True, slots=True)
class National:
    """All sites of a programme that share their counts with somebody's national team.

    `as_of` is the oldest day of the summaries behind it; None where there is no run.
    """

    sites: tuple[SharedSite, ...]
    as_of: date | None

    @property
    def stages(self) -> dict[Stage, int]:
        """How many sites are in each stage: of organisations, not of people."""
        return {stage: sum(one.site.stage == stage for one in self.sites) for stage in Stage}

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have a site, in the order of official statistics."""
        found = {one.region for one in self.sites}
        return tuple(region for region in (*Region.values, UNKNOWN) if region in found)

    def number(self, region: str, of: str) -> int:
        """Add up one number of the sites of a region."""
        return sum(getattr(one.counts, of) for one in self.sites if one.region == region)

    def by_region(self) -> list[RegionShown]:
        """Give every region, and all of them last, as they may be shown."""
        covered = self.covered()
        staff, every_staff = self.shown("staff")
        reached, every_reached = self.shown("reached")
        rows = [
            RegionShown(
                region=region,
                sites=sum(one.region == region for one in self.sites),
                homes=self.number(region, "homes"),
                begun=self.number(region, "begun"),
                staff=staff[region],
                reached=reached[region],
                team=covered.rows[region],
                whole=covered.cells[region, "whole"],
            )
            for region in self.regions
        ]
        every = RegionShown(
            region=None,
            sites=len(self.sites),
            homes=sum(one.counts.homes for one in self.sites),
            begun=sum(one.counts.begun for one in self.sites),
            staff=every_staff,
            reached=every_reached,
            team=covered.total,
            whole=covered.columns["whole"],
        )
        return [*rows, every]

    def covered(self) -> ShownTable[str, str]:
        """Who had every session and who had not, by region, as it may be shown.

        Rows, columns and both margins are protected together, so that no small number can be
        had by taking one from another.
        """
        cells = {}
        for region in self.regions:
            whole, team = self.number(region, "whole"), self.number(region, "team")
            cells[region, "whole"], cells[region, "rest"] = whole, team - whole
        return RULES.table(cells)

    def shown(self, of: str) -> tuple[dict[str, Shown], Shown]:
        """Give one number by region and in all, as they may be shown."""
        found = RULES.breakdown({region: self.number(region, of) for region in self.regions})
        return found.parts, found.total


def programmes_shared(user: User, *, sees: Sees = organisations) -> dict[str, int]:
    """Give the programmes of the sites that share with somebody, with how many there are."""
    return dict(
        sites_shared(user, sees=sees)
        .order_by()
        .values_list("programme")
        .annotate(number=Count("id"))
        .order_by("-number", "programme")
    )


def sites_shared(user: User, *, sees: Sees = organisations) -> QuerySet[Site]:
    """Give the sites that share their counts with a national team of somebody's."""
    teams = sees(user, Permission.SEE_NATIONAL)
    return Site.objects.filter(shares_counts=True, national_team__in=teams).select_related(
        "organisation"
    )


def national(user: User, programme: str, *, sees: Sees = organisations) -> National:
    """Give the sites of a programme with the numbers behind each, in four queries."""
    shared = sites_shared(user, sees=sees).filter(programme=programme)
    sites = list(shared.order_by("organisation__name"))
    places = _Places({site.organisation_id for site in sites})
    homes = places.every_home
    staff = dict(
        StaffMember.objects.filter(in_post(timezone.localdate()), organisation__in=homes)
        .order_by()
        .values_list("organisation_id")
        .annotate(number=Count("id"))
    )
    runs, as_of = _latest_runs(programme, homes)
    return National(
        sites=tuple(
            SharedSite(
                site=site,
                region=places.region_of(site.organisation_id),
                homes=tuple(places.homes_of(site.organisation_id)),
                counts=_counts(places.homes_of(site.organisation_id), staff, runs),
            )
            for site in sites
        ),
        as_of=as_of,
    )


def _latest_runs(
    programme: str, homes: Iterable[int]
) -> tuple[dict[int, tuple[int, int, int, int]], date | None]:
    """Give the numbers of the latest run of each home: held, team, whole, reached."""
    found: dict[int, tuple[int, int, int, int]] = {}
    days = []
    rows = (
        Run.objects.filter(programme=programme, organisation__in=homes, summary__isnull=False)
        .order_by("starts", "id")
        .values_list(
            "organisation_id", "summary__held", "summary__today_people",
            "summary__today_whole", "summary__reached", "summary__as_of",
        )
    )  # fmt: skip
    for home, held, team, whole, reached, day in rows:
        if held:
            found[home] = (held, team, whole, reached)
            days.append(day)
    return found, min(days, default=None)


def _counts(
    homes: Iterable[int],
    staff: Mapping[int, int],
    runs: Mapping[int, tuple[int, int, int, int]],
) -> Counts:
    homes = list(homes)
    begun = [runs[home] for home in homes if home in runs]
    return Counts(
        homes=len(homes),
        begun=len(begun),
        staff=sum(staff.get(home, 0) for home in homes),
        team=sum(team for _, team, _, _ in begun),
        whole=sum(whole for _, _, whole, _ in begun),
        reached=sum(reached for _, _, _, reached in begun),
    )


class _Places:
    """The tree of organisations, read once: the homes of each, and its region."""

    def __init__(self, roots: set[int]) -> None:
        self._parents: dict[int, int | None] = {}
        self._regions: dict[int, str] = {}
        self._kinds: dict[int, str] = {}
        rows = Organisation.objects.order_by().values_list("id", "parent_id", "region", "kind")
        for key, parent, region, kind in rows:
            self._parents[key], self._regions[key], self._kinds[key] = parent, region, kind
        self._homes: defaultdict[int, list[int]] = defaultdict(list)
        for key, kind in self._kinds.items():
            if kind == Kind.HOME:
                for place in self._chain(key):
                    if place in roots:
                        self._homes[place].append(key)

    @property
    def every_home(self) -> set[int]:
        return {home for homes in self._homes.values() for home in homes}

    def homes_of(self, organisation: int) -> list[int]:
        return self._homes.get(organisation, [])

    def region_of(self, organisation: int) -> str:
        """Give the region of the nearest organisation above that has one."""
        regions = (self._regions[place] for place in self._chain(organisation))
        return next((region for region in regions if region), UNKNOWN)

    def _chain(self, key: int) -> list[int]:
        found: list[int] = []
        here: int | None = key
        while here is not None and here not in found:
            found.append(here)
            here = self._parents.get(here)
        return found
