"""The pages of sites: all of them, one of them, and its moves, funding and sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from holdfast.kernel.errors import InputError
from holdfast.library.implementation import implementation
from holdfast_web.deliver.forms.sites import (
    FundForm,
    MoveForm,
    ShareForm,
    SiteFilter,
    SiteForm,
)
from holdfast_web.deliver.models import Stage
from holdfast_web.deliver.operations.sites import (
    add_site,
    fund_site,
    move_site,
    share_counts,
    take_back_move,
)
from holdfast_web.deliver.queries.sites import (
    notice_of,
    offered_to,
    programme_names,
    sites_for,
    whole,
    with_barriers,
)
from holdfast_web.deliver.site_shown import course_figure, funding_words, stage_tag
from holdfast_web.deliver.views.asking import ask
from holdfast_web.deliver.views.site_tables import tables
from holdfast_web.people.exporting import exported
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase, QueryDict

    from holdfast_web.deliver.models import Site
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Organisation", "Programme", "Stage", "Since", "Barriers", "Funding ends")


@login_required
@require_safe
def sites(request: SignedIn) -> HttpResponseBase:
    """List the sites that a person sees, with the stage of each."""
    if not organisations(request.user, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    form = SiteFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = with_barriers(sites_for(request.user)).order_by("organisation__name", "title", "id")
    if asked.get("words"):
        words = asked["words"]
        found = found.filter(Q(organisation__name__icontains=words) | Q(title__icontains=words))
    if asked.get("stage"):
        found = found.filter(stage=asked["stage"])
    file = exported(request, "Sites", HEAD, lambda: (_file_row(site) for site in found))
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    shown = {
        "form": form,
        "head": HEAD,
        "rows": [_row(site, today) for site in page],
        "page": page,
        "filtered": any(asked.values()),
        "may_add": bool(organisations(request.user, Permission.MANAGE_SITES)),
    }
    return render(request, "deliver/sites.html", shown)


@login_required
@require_safe
def site(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one site: its stages, team, readiness, barriers, funding, and what is to last."""
    found = get_object_or_404(whole(sites_for(request.user)), key=key)
    today = timezone.localdate()
    may_keep = can(request.user, Permission.MANAGE_SITES, found.organisation)
    shown = {
        "site": found,
        "programme": programme_names().get(found.programme, found.title),
        "stage": implementation().stage(found.stage),
        "course": course_figure(found, today=today),
        "notice": notice_of(found, today=today),
        "about": _about(found, today),
        "may_keep": may_keep,
        "moved": len(found.moves.all()) > 1,
    } | tables(request, found, today=today, may_keep=may_keep)
    return render(request, "deliver/site.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_add(request: SignedIn) -> HttpResponse:
    """Begin to keep a site."""
    places = Organisation.objects.filter(
        pk__in=organisations(request.user, Permission.MANAGE_SITES)
    )
    if not places.exists():
        raise Http404("There is no such page, or it is not yours to see.")
    offered = offered_to(request.user)
    form = SiteForm(
        sent(request), organisations=places, programmes=offered,
        initial={"on": timezone.localdate()},
    )  # fmt: skip

    def done() -> str:
        given = form.cleaned_data
        made = add_site(
            by=request.user, organisation=given["organisation"], programme=given["programme"],
            title=dict(offered)[given["programme"]], stage=Stage(given["stage"]),
            on=given["on"],
        )  # fmt: skip
        return f"{made} is kept as a site."

    return ask(request, form, done, title="Add a site", back=reverse("deliver:sites"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_move(request: SignedIn, key: UUID) -> HttpResponse:
    """Move a site to another stage."""
    found = mine(request, key)
    form = MoveForm(sent(request), now=found.stage, initial={"on": timezone.localdate()})

    def done() -> str:
        given = form.cleaned_data
        move = move_site(
            by=request.user, site=found, to=Stage(given["to"]), on=given["on"],
            reason=given["reason"],
        )  # fmt: skip
        return f"The site is in the stage {move.get_after_display().lower()}."

    return ask(
        request, form, done, title="Move the site", caption=str(found), back=href(found),
        words=f"It is in the stage {found.get_stage_display().lower()} since "
        f"{written_day(found.stage_since)}.",
    )  # fmt: skip


@login_required
@require_POST
def site_move_back(request: SignedIn, key: UUID) -> HttpResponse:
    """Take back the latest move of a site."""
    found = mine(request, key)
    try:
        take_back_move(by=request.user, site=found)
    except InputError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, "The latest move is taken back.")
    return redirect(href(found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_fund(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down who pays, and until when."""
    found = mine(request, key)
    form = FundForm(
        sent(request), initial={"funded_by": found.funded_by, "ends": found.funding_ends}
    )

    def done() -> str:
        fund_site(by=request.user, site=found, **form.cleaned_data)
        return "The funding is written down."

    return ask(
        request, form, done, title="Who pays, and until when?", caption=str(found),
        back=href(found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_share(request: SignedIn, key: UUID) -> HttpResponse:
    """Choose with which national team a site shares its counts."""
    found = mine(request, key)
    teams = Organisation.objects.filter(kind=Kind.NATIONAL_TEAM).order_by("name")
    team = found.national_team
    form = ShareForm(
        sent(request), teams=teams, initial={"national_team": team.key if team else None}
    )

    def done() -> str:
        share_counts(by=request.user, site=found, **form.cleaned_data)
        return "It is written down with whom the counts are shared."

    return ask(
        request, form, done, title="Share counts with a national team", caption=str(found),
        back=href(found),
        words="Counts only: of homes, staff, sessions and coverage, and what you chose to "
        "share of barriers and lessons. Never a name, and no count that is too small.",
    )  # fmt: skip


def mine(request: SignedIn, key: UUID) -> Site:
    """Give a site that a person keeps, or say that there is none."""
    return get_object_or_404(sites_for(request.user, Permission.MANAGE_SITES), key=key)


def sent(request: SignedIn) -> QueryDict | None:
    """Give what was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def href(found: Site) -> str:
    """Give the address of a site."""
    return reverse("deliver:site", args=[found.key])


def _row(one: Site, today: date) -> tuple[object, ...]:
    return (
        ui_link(one.organisation.name, href(one)),
        one.title,
        stage_tag(one),
        written_day(one.stage_since),
        one.standing,  # type: ignore[attr-defined]  # counted by `with_barriers`
        funding_words(notice_of(one, today=today), one.funding_ends),
    )


def _file_row(one: Site) -> tuple[object, ...]:
    return (
        one.organisation.name, one.title, one.get_stage_display(), one.stage_since,
        one.standing, one.funding_ends,  # type: ignore[attr-defined]  # as above
    )  # fmt: skip


def _about(found: Site, today: date) -> list[tuple[str, object]]:
    team = found.national_team
    return [
        ("Organisation", found.organisation.name),
        ("Stage", f"{found.get_stage_display()} since {written_day(found.stage_since)}"),
        ("Whose turn it is", implementation().stage(found.stage).owner.capitalize()),
        ("Paid for by", found.funded_by or "Not given"),
        (
            "Funding ends",
            funding_words(notice_of(found, today=today), found.funding_ends),
        ),
        ("Counts shared with", team.name if team is not None else "Nobody"),
    ]
