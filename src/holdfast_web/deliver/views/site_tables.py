"""What stands in the tables of a site's page, and which of its rows can be changed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.paginator import Paginator
from django.urls import reverse

from holdfast.deliver.site import unanswered
from holdfast.library.implementation import implementation
from holdfast_web.deliver.queries.sites import latest_answers, on_team
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.core.paginator import Page

    from holdfast_web.deliver.models import Barrier, Site, SiteTeamMember, SustainmentItem
    from holdfast_web.people.signed_in import SignedIn

    Row = tuple[object, ...]

A_PAGE = 25
Thing = TypeVar("Thing")


def tables(request: SignedIn, site: Site, *, today: date, may_keep: bool) -> dict[str, object]:
    """Give the tables of a site; those who keep it have a way to change each row."""
    change = ("Change",) if may_keep else ()
    rules = implementation()
    answers = latest_answers(site)
    plans = {item.question: item for item in site.sustainment.all()}
    team = on_team(site, today)

    barriers = _page(request, site.barriers.all(), "barriers")
    lessons = _page(request, site.lessons.all(), "lessons")

    def question(name: str, of: str) -> Row:
        if not may_keep:
            return ()
        return (ui_link("Answer", reverse(f"deliver:{of}", args=[site.key, name])),)

    def ready(name: str) -> Row:
        one = answers.get(name)
        said = (one.get_answer_display(), one.words) if one else ("Not answered", "")
        return (*said, *question(name, "site_ready"))

    def lasts(name: str) -> Row:
        one = plans.get(name)
        said = (one.plan, _who(one)) if one else ("Not planned yet", "")
        return (*said, *question(name, "site_last"))

    return {
        "team": [_member(one, may_keep=may_keep) for one in team],
        "team_head": ("Name", "Part", "Since", *change),
        "small_team": len(team) < rules.fewest_in_team,
        "fewest": rules.fewest_in_team,
        "readiness": [(one.asks, *ready(one.name)) for one in rules.readiness],
        "readiness_head": ("Question", "Answer", "In words", *change),
        "barriers": [_barrier(one, may_keep=may_keep) for one in barriers],
        "barriers_page": barriers,
        "barriers_head": ("What", "Sort", "Since", "What helped", *change),
        "plans": [(one.asks, *lasts(one.name)) for one in rules.sustainment],
        "plans_head": ("Question", "Plan", "Who, by when", *change),
        "unplanned": len(
            unanswered(rules.sustainment, {name: one.plan for name, one in plans.items()})
        ),
        "lessons": [
            (one.title, one.changed, one.why, one.came_of_it, written_day(one.on))
            for one in lessons
        ],
        "lessons_page": lessons,
        "lessons_head": ("About", "What was changed", "Why", "What came of it", "When"),
    }


def _page(request: SignedIn, things: Iterable[Thing], name: str) -> Page[Thing]:
    return Paginator(list(things), A_PAGE).get_page(request.GET.get(name))


def _member(one: SiteTeamMember, *, may_keep: bool) -> Row:
    name = f"{one.name} (leads)" if one.leads else one.name
    row = (name, one.part, written_day(one.since))
    if not may_keep:
        return row
    return (*row, ui_link("They leave", reverse("deliver:site_team_leave", args=[one.key])))


def _barrier(one: Barrier, *, may_keep: bool) -> Row:
    helped = f"{one.how} ({written_day(one.resolved)})" if one.resolved else "Still there"
    row = (one.what, one.get_kind_display(), written_day(one.noticed), helped)
    if not may_keep:
        return row
    if one.resolved is not None:
        return (*row, "")
    return (*row, ui_link("It is overcome", reverse("deliver:barrier_resolve", args=[one.key])))


def _who(item: SustainmentItem) -> str:
    done = f"done on {written_day(item.done)}" if item.done else ""
    return ", ".join(part for part in (item.who, written_day(item.by_when), done) if part)
