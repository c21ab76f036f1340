"""How are a site's team, readiness, barriers, plan to last and lessons kept?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    Barrier,
    BarrierKind,
    Lesson,
    ReadinessAnswer,
    Ready,
    SiteTeamMember,
    SustainmentItem,
)
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast_web.deliver.models import Site
    from holdfast_web.people.models import User

    Answers = Mapping[str, tuple[Ready, str]]


@transaction.atomic
def add_to_team(
    *, by: User, site: Site, name: str, part: str, leads: bool, since: date
) -> SiteTeamMember:
    """Put somebody on the implementation team of a site."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    made = SiteTeamMember.objects.create(
        site=site, name=name.strip(), part=part.strip(), leads=leads, since=since
    )
    _put_down("added to site's team", by, site)
    return made


@transaction.atomic
def leave_team(*, by: User, member: SiteTeamMember, on: date) -> SiteTeamMember:
    """Write down the day from which somebody is no longer on a site's team."""
    check_may(by, Permission.MANAGE_SITES, member.site.organisation)
    if on < member.since:
        raise InputError(
            "Somebody cannot leave a team before they joined it.",
            code="deliver.site-team-backwards",
            fix="Give the first day on which they are no longer on the team.",
        )
    member.until = on
    member.save(update_fields=["until"])
    _put_down("left site's team", by, member.site)
    return member


@transaction.atomic
def answer_readiness(*, by: User, site: Site, on: date, answers: Answers) -> int:
    """Keep answers to questions of readiness that differ from the latest; give how many."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    latest = {
        one.question: (one.answer, one.words) for one in site.readiness.order_by("on", "id")
    }
    new = [
        ReadinessAnswer(site=site, question=question, answer=answer, words=words, on=on, by=by)
        for question, (answer, words) in answers.items()
        if latest.get(question) != (answer, words)
    ]
    ReadinessAnswer.objects.bulk_create(new)
    _put_down("readiness answered", by, site, answers=len(new))
    return len(new)


@transaction.atomic
def note_barrier(
    *, by: User, site: Site, kind: BarrierKind, what: str, noticed: date
) -> Barrier:
    """Write down something that stands in the way."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    made = Barrier.objects.create(
        site=site, kind=kind, what=what.strip(), noticed=noticed, by=by
    )
    _put_down("barrier noted", by, site)
    return made


@transaction.atomic
def resolve_barrier(
    *, by: User, barrier: Barrier, on: date, how: str, shared: bool = False
) -> Barrier:
    """Write down how a barrier was overcome, and whether other sites may read of it.

    Raises
    ------
    InputError
        Where it is resolved before it was noticed, or without saying how.
    """
    check_may(by, Permission.MANAGE_SITES, barrier.site.organisation)
    if on < barrier.noticed or not how.strip():
        raise InputError(
            "A barrier is resolved before it was noticed, or without saying how.",
            code="deliver.barrier-unsound",
            fix="Give the day on which it no longer stood in the way, and what helped.",
        )
    barrier.resolved, barrier.how, barrier.shared = on, how.strip(), shared
    barrier.save(update_fields=["resolved", "how", "shared"])
    _put_down("barrier resolved", by, barrier.site, shared=shared)
    return barrier


@transaction.atomic
def plan_to_last(
    *,
    by: User,
    site: Site,
    question: str,
    plan: str,
    who: str = "",
    by_when: date | None = None,
    done: date | None = None,
) -> SustainmentItem:
    """Keep a site's answer to one question of how the programme will last."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    item, _ = SustainmentItem.objects.update_or_create(
        site=site,
        question=question,
        defaults={"plan": plan.strip(), "who": who.strip(), "by_when": by_when, "done": done},
    )
    _put_down("sustainment planned", by, site, question=question)
    return item


@transaction.atomic
def write_lesson(
    *,
    by: User,
    site: Site,
    title: str,
    changed: str,
    why: str,
    on: date,
    came_of_it: str = "",
) -> Lesson:
    """Write for others what a site changed and why."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    made = Lesson.objects.create(
        site=site, title=title.strip(), changed=changed.strip(), why=why.strip(),
        came_of_it=came_of_it.strip(), on=on, by=by,
    )  # fmt: skip
    _put_down("lesson written", by, site)
    return made


def _put_down(action: str, by: User, site: Site, **detail: str | int | bool) -> None:
    put_down(action, by=by, organisation=site.organisation, subject=site, detail=detail)
