"""The pages across sites: a programme in aggregates, and what sites changed and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast_web.deliver.forms.national import ExchangeFilter, NationalFilter
from holdfast_web.deliver.national_figure import (
    region_name,
    share_of,
    stages_figure,
    written,
)
from holdfast_web.deliver.queries.exchange import KINDS, entries, sites_to_learn_from
from holdfast_web.deliver.queries.national import RULES, national, programmes_shared
from holdfast_web.deliver.queries.national_fidelity import Faithful, fidelity_of_sites
from holdfast_web.deliver.queries.sites import programme_names
from holdfast_web.deliver.site_shown import stage_tag
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponseBase

    from holdfast_web.deliver.queries.exchange import Entry
    from holdfast_web.deliver.queries.national import National
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
ENTRIES_A_PAGE = 25
REGIONS_HEAD = (
    "Region", "Sites", "Homes", "Homes with a run", "Staff today", "Ever reached",
    "Counted today", "Had every session", "Share",
)  # fmt: skip
SITES_HEAD = ("Site", "Region", "Stage", "Since", "Homes with a run", "Fidelity")
EXCHANGE_HEAD = ("What was changed", "Why", "What came of it", "Site", "When")


@login_required
@require_safe
def national_view(request: SignedIn) -> HttpResponseBase:
    """Show a programme across the sites that share their counts, in aggregates."""
    if not organisations(request.user, Permission.SEE_NATIONAL):
        raise Http404("There is no such page, or it is not yours to see.")
    names = programme_names()
    shared = [(urn, names.get(urn, urn)) for urn in programmes_shared(request.user)]
    form = NationalFilter(request.GET or None, programmes=shared)
    chosen = form.cleaned_data["programme"] if form.is_bound and form.is_valid() else ""
    programme = chosen or (shared[0][0] if shared else "")
    if not programme:
        return render(request, "deliver/national.html", {"none": True})
    found = national(request.user, programme)
    rows = _regions(found)
    file = exported(
        request, f"{names.get(programme, programme)} by region", REGIONS_HEAD, lambda: rows
    )
    if file is not None:
        return file
    homes = {one.site.pk: one.homes for one in found.sites}
    faithful = fidelity_of_sites(programme, homes)
    page = Paginator(found.sites, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": NationalFilter(programmes=shared, initial={"programme": programme}),
        "programme": names.get(programme, programme),
        "head": REGIONS_HEAD,
        "rows": rows,
        "stages": stages_figure(found),
        "sites_head": SITES_HEAD,
        "sites": [
            (
                str(one.site.organisation), region_name(one.region), stage_tag(one.site),
                written_day(one.site.stage_since), f"{one.counts.begun} of {one.counts.homes}",
                faithful[one.site.pk].value.capitalize(),
            )
            for one in page
        ],
        "page": page,
        "faithful": _faithful(faithful.values()),
        "as_of": found.as_of,
        "threshold": RULES.threshold,
        "rounding": RULES.rounding,
    }  # fmt: skip
    return render(request, "deliver/national.html", shown)


@login_required
@require_safe
def exchange(request: SignedIn) -> HttpResponseBase:
    """Show what sites changed and why, for others to learn from."""
    if not sites_to_learn_from(request.user).exists():
        return render(request, "deliver/exchange.html", {"none": True})
    form = ExchangeFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = entries(request.user, words=asked.get("words", ""), kind=asked.get("kind", ""))
    file = exported(
        request,
        "What sites changed and why",
        EXCHANGE_HEAD,
        lambda: (_entry(one) for one in found),
    )
    if file is not None:
        return file
    page = Paginator(found, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "head": EXCHANGE_HEAD,
        "rows": [_entry(one) for one in page],
        "page": page,
        "filtered": any(asked.values()),
    }
    return render(request, "deliver/exchange.html", shown)


def _regions(found: National) -> list[tuple[str, ...]]:
    """Give the table by region, every number of people as it may be shown."""
    return [
        (
            "All" if one.region is None else region_name(one.region),
            f"{one.sites:,}",
            f"{one.homes:,}",
            f"{one.begun:,}",
            written(one.staff),
            written(one.reached),
            written(one.team),
            written(one.whole),
            share_of(one.share),
        )
        for one in found.by_region()
    ]


def _faithful(words: Iterable[Faithful]) -> list[str]:
    counts = Counter(words)
    return [
        f"{counts[word]} {'site' if counts[word] == 1 else 'sites'}: {word.value}"
        for word in Faithful
        if counts[word]
    ]


def _entry(one: Entry) -> tuple[object, ...]:
    return (
        f"{KINDS[one.kind]}: {one.what}", one.why, one.came_of_it, str(one.site),
        written_day(one.day),
    )  # fmt: skip
