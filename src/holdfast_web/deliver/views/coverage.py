"""The pages of coverage: many runs in a table, one run, and whom it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.deliver.coverage import Team
from holdfast.deliver.owing import Way
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.coverage_figure import ahead_figure, course_figure
from holdfast_web.deliver.coverage_shown import (
    COVERAGE_HEAD,
    MEANINGS,
    TEAMS,
    change_words,
    coverage_rows,
    left_out_rows,
    owed_words,
    rule_words,
    share,
    top_up_words,
    turnover_words,
    way_words,
    why,
)
from holdfast_web.deliver.forms.coverage import CoverageFilter, CoverageRuleForm
from holdfast_web.deliver.models import CoverageRule, Session, SessionKind, StaffMember
from holdfast_web.deliver.operations.coverage_rules import set_coverage_rule
from holdfast_web.deliver.queries.ahead import ahead
from holdfast_web.deliver.queries.coverage import facts_of
from holdfast_web.deliver.queries.runs import runs_for
from holdfast_web.deliver.queries.summaries import summaries
from holdfast_web.deliver.views.asking import ask
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.owing import Owes
    from holdfast_web.deliver.models import Run, RunSummary
    from holdfast_web.deliver.queries.coverage import Facts
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Home", "Programme", "Sessions held", "Every session, of the team today",
        "Mean share of sessions", "People who owe")  # fmt: skip
FILE_HEAD = (
    "Home", "Programme", "Begins", "State", "Sessions held", "Sessions planned",
    "Sittings without a register", "Team at session 1", "of them every session",
    "Team on the day of the latest", "of them with every session", "Team today",
    "of whom every session", "Hours today", "Hours with every session", "People who owe",
)  # fmt: skip
OWING_HEAD = ("Name", "Owes", "What can be done")
OWING_FILE = ("Name", "Session", "Held on", "Why", "What can be done")
TO_CATCH_UP = {Way.CATCH_UP, Way.RULE_NOT_SETTLED}


@login_required
@require_safe
def coverage_list(request: SignedIn) -> HttpResponseBase:
    """Set the coverage of runs side by side."""
    if not organisations(request.user, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    form = CoverageFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    runs = runs_for(request.user).order_by("organisation__name", "-starts", "id")
    if asked.get("words"):
        words = asked["words"]
        runs = runs.filter(Q(organisation__name__icontains=words) | Q(title__icontains=words))
    if asked.get("state"):
        runs = runs.filter(state=asked["state"])
    today = timezone.localdate()

    def file_rows() -> Iterator[tuple[object, ...]]:
        every = list(runs)
        found = summaries(every, today=today)
        return (_file_row(run, found[run.pk]) for run in every)

    if "as" in request.GET:
        file = exported(request, "Coverage", FILE_HEAD, file_rows)
        if file is not None:
            return file
    page = Paginator(runs, A_PAGE).get_page(request.GET.get("page"))
    found = summaries(list(page), today=today)
    shown = {
        "form": form,
        "head": HEAD,
        "rows": [_row(run, found[run.pk]) for run in page],
        "page": page,
        "filtered": any(asked.values()),
    }
    return render(request, "deliver/coverage.html", shown)


@login_required
@require_safe
def coverage_run(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show who still owes which session of a run, its coverage, and what is to come."""
    run = get_object_or_404(runs_for(request.user), key=key)
    today = timezone.localdate()
    facts = facts_of([run], today=today)[run.pk]
    rule = CoverageRule.objects.filter(run=run).first() or CoverageRule(run=run)
    sees_staff = can(request.user, Permission.SEE_STAFF, run.organisation)
    shown = {
        "run": run,
        "home": run.organisation,
        "facts": facts,
        "rule": rule_words(rule),
        "sees_staff": sees_staff,
        "may_plan": can(request.user, Permission.PLAN_RUNS, run.organisation),
        "may_take": can(request.user, Permission.TAKE_REGISTERS, run.organisation),
    }
    try:
        facts.coverage  # noqa: B018  (the engine refuses here, or nowhere)
        if sees_staff:
            file = exported(
                request, f"Who owes which session of {run.title} in {run.organisation.name}",
                OWING_FILE, lambda: _owing_rows(facts), organisation=run.organisation,
            )  # fmt: skip
            if file is not None:
                return file
            shown |= _owing(request, facts, may_take=bool(shown["may_take"]))
        shown |= _coverage(facts) | _ahead(facts, rule) | _managers(run)
    except InputError as error:
        shown |= {"refusal": refusal(error)}
    return render(request, "deliver/coverage_run.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coverage_rule(request: SignedIn, key: UUID) -> HttpResponse:
    """Choose whom the coverage of a run counts."""
    run = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    rule = CoverageRule.objects.filter(run=run).first() or CoverageRule(run=run)
    form = CoverageRuleForm.of(rule, request.POST if request.method == "POST" else None)

    def done() -> str:
        kept = set_coverage_rule(by=request.user, run=run, **form.cleaned_data)
        return rule_words(kept)

    return ask(
        request, form, done, title="Whom does coverage count?",
        caption=f"{run.title} in {run.organisation.name}",
        words="Permanent staff always count. Whoever the rule leaves out is still shown, as a "
        "number with the reason.",
        back=reverse("deliver:coverage_run", args=[key]),
    )  # fmt: skip


def _href(run: Run) -> str:
    return reverse("deliver:coverage_run", args=[run.key])


def _row(run: Run, found: RunSummary) -> tuple[object, ...]:
    home = ui_link(run.organisation.name, _href(run))
    held = f"{found.held} of {found.planned}"
    if found.problem:
        return (home, run.title, held, "Not known: the rule is not settled", "", "")
    if not found.held:
        return (home, run.title, held, "Not begun", "", "")
    return (
        home,
        run.title,
        held,
        _share(found.today_whole, found.today_people),
        _share(found.today_mean, found.today_people * found.held),
        found.owing,
    )


def _share(part: int, of: int) -> str:
    return f"{part / of:.0%} ({part:,} of {of:,})" if of else "Nobody"


def _file_row(run: Run, found: RunSummary) -> tuple[object, ...]:
    return (
        run.organisation.name, run.title, run.starts, run.get_state_display(), found.held,
        found.planned, found.missing, found.start_people, found.start_whole,
        found.day_people, found.day_whole, found.today_people, found.today_whole,
        found.today_hours, found.today_hours_whole, found.owing,
    )  # fmt: skip


def _names(facts: Facts) -> dict[str, StaffMember]:
    owing = facts.owing
    keys = [int(owes.person) for owes in (*owing.due, *owing.away)]
    return {str(one.pk): one for one in StaffMember.objects.filter(pk__in=keys)}


def _owing(request: SignedIn, facts: Facts, *, may_take: bool) -> dict[str, object]:
    """Give who owes what, the oldest first, a page at a time."""
    names = _names(facts)
    sessions = {
        one.number: one for one in Session.objects.filter(run=facts.run, kind=SessionKind.STAFF)
    }
    page = Paginator(facts.owing.due, A_PAGE).get_page(request.GET.get("page"))

    def row(owes: Owes) -> tuple[object, ...]:
        member, first = names[owes.person], owes.sessions[0]
        what: object = way_words(first)
        if may_take and first.way in TO_CATCH_UP:
            what = ui_link(
                f"Write down a catch-up of session {first.session}",
                f"{reverse('deliver:catch_up_add', args=[facts.run.key])}"
                f"?staff={member.key}&session={sessions[first.session].key}",
            )
        return (
            ui_link(member.name, reverse("deliver:staff_member", args=[member.key])),
            owed_words(owes.sessions),
            what,
        )

    return {
        "owing_head": OWING_HEAD,
        "owing": [row(owes) for owes in page],
        "owing_page": page,
        "owing_people": len(facts.owing.due),
        "nothing": facts.owing.nothing,
        "away": [f"{names[owes.person].name}: {_numbers(owes)}" for owes in facts.owing.away],
    }


def _numbers(owes: Owes) -> str:
    numbers = ", ".join(str(one.session) for one in owes.sessions)
    return f"session{'' if len(owes.sessions) == 1 else 's'} {numbers}"


def _owing_rows(facts: Facts) -> Iterator[tuple[object, ...]]:
    names = _names(facts)
    for owes in facts.owing.due:
        for one in owes.sessions:
            yield names[owes.person].name, one.session, one.day, why(one), way_words(one)


def _coverage(facts: Facts) -> dict[str, object]:
    found = facts.coverage
    if not found.shares:
        return {}
    return {
        "covered": True,
        "coverage_head": COVERAGE_HEAD,
        "coverage_rows": coverage_rows(found),
        "meanings": [f"{TEAMS[team]}: {words}" for team, words in MEANINGS.items()],
        "left_out_head": ("Not counted", *TEAMS.values()),
        "left_out": left_out_rows(found.shares),
        "change": change_words(found.change) if found.change is not None else "",
        "course": course_figure(found),
        "without_hours": found.shares[Team.TODAY].without_hours,
        "now": share(found.shares[Team.TODAY].whole.heads),
    }


def _ahead(facts: Facts, rule: CoverageRule) -> dict[str, object]:
    found = ahead(facts, level=rule.level / 100)
    now = facts.coverage.shares[Team.TODAY].whole.heads if found is not None else None
    if found is None or now is None:
        return {}
    return {
        "ahead": ahead_figure(now, found.projected),
        "turnover": turnover_words(found.turnover),
        "level": rule.level,
        "top_ups": top_up_words(found.plan),
        "top_up_total": found.plan.total,
        "top_up_held": found.plan.held,
    }


def _managers(run: Run) -> dict[str, object]:
    """Give the coverage of the sessions for managers, which are counted apart."""
    facts = facts_of([run], today=timezone.localdate(), kind=SessionKind.MANAGERS)[run.pk]
    if not facts.planned or not facts.coverage.shares:
        return {}
    return {
        "managers_head": COVERAGE_HEAD,
        "managers": coverage_rows(facts.coverage),
        "managers_held": f"{facts.coverage.held} of {facts.planned}",
    }
