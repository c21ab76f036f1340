"""Which homes, staff, facilitators and sites can a person find, and where to begin?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from holdfast_web.deliver.queries.facilitators import facilitators_for, role_titles
from holdfast_web.deliver.queries.homes import homes_for, staff_for
from holdfast_web.deliver.queries.runs import runs_for
from holdfast_web.deliver.queries.sites import sites_for
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.ui.days import written_day
from holdfast_web.ui.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User


def find_homes(user: User, words: str) -> Iterator[Found]:
    """Find homes by name or Ofsted URN."""
    matching = Q(name__icontains=words) | Q(home__ofsted_urn__iexact=words)
    for one in homes_for(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=one.name, href=reverse("deliver:home", args=[one.key]), kind="Homes",
            words=one.parent.name if one.parent is not None else "",
        )  # fmt: skip


def find_staff(user: User, words: str) -> Iterator[Found]:
    """Find members of staff by name or reference, where a person sees them by name."""
    matching = Q(name__icontains=words) | Q(reference__iexact=words)
    found = staff_for(user).filter(matching).order_by("name", "started", "id")
    for one in found[:MOST_OF_A_KIND]:
        left = f", left on {written_day(one.left)}" if one.left else ""
        yield Found(
            text=one.name, href=reverse("deliver:staff_member", args=[one.key]), kind="Staff",
            words=f"{one.organisation.name}{left}",
        )  # fmt: skip


def find_facilitators(user: User, words: str) -> Iterator[Found]:
    """Find facilitators by name."""
    found = facilitators_for(user).filter(name__icontains=words).order_by("name", "id")
    for one in found[:MOST_OF_A_KIND]:
        yield Found(
            text=one.name, href=reverse("deliver:facilitator", args=[one.key]),
            kind="Facilitators", words=role_titles().get(one.background, ""),
        )  # fmt: skip


def find_sites(user: User, words: str) -> Iterator[Found]:
    """Find sites by organisation or programme."""
    matching = Q(title__icontains=words) | Q(organisation__name__icontains=words)
    for one in sites_for(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=str(one), href=reverse("deliver:site", args=[one.key]), kind="Sites",
            words=one.get_stage_display(),
        )  # fmt: skip


FINDERS = (find_homes, find_staff, find_facilitators, find_sites)


def site_answers(user: User | AnonymousUser) -> Iterator[Answer]:
    """Lead to coverage, sites and what is seen across them, where there is any."""
    if runs_for(user).exists():
        yield Answer(
            text="Coverage",
            href=reverse("deliver:coverage"),
            words="Which share of each team received the programme, and who still owes which "
            "session.",
        )
    if sites_for(user).exists():
        yield Answer(
            text="Sites",
            href=reverse("deliver:sites"),
            words="How far each has come, what stands in its way, and whether it lasts.",
        )
    if organisations(user, Permission.SEE_NATIONAL):
        yield Answer(
            text="Across sites",
            href=reverse("deliver:national"),
            words="A programme at all sites that share their counts, by region.",
        )
