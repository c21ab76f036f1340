"""The pages of a home's staff: who is on the list, one of them, coming, going and away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.staff import (
    AwayForm,
    BackForm,
    LeaveForm,
    StaffFilter,
    StaffForm,
)
from holdfast_web.deliver.models import Run
from holdfast_web.deliver.operations.staff import (
    add_staff_member,
    change_staff_member,
    come_back,
    go_away,
    leave_post,
)
from holdfast_web.deliver.queries.coverage import facts_of
from holdfast_web.deliver.queries.homes import (
    IN_POST,
    absences_for,
    away_on,
    homes_for,
    staff_for,
    staff_of,
)
from holdfast_web.deliver.views.asking import ask
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase, QueryDict

    from holdfast_web.deliver.models import LongAbsence, StaffMember
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Name", "Post", "Kind", "Hours", "Shifts", "Started", "Left or leaves")
FILE_HEAD = ("Reference", "Name", "Post", "Kind", "Contracted hours", "Shifts", "Manager",
             "Started", "Left")  # fmt: skip
RUNS_HEAD = ("Run", "Received", "Still owes")


@login_required
@require_safe
def staff(request: SignedIn, key: UUID) -> HttpResponseBase:
    """List the staff of a home."""
    home = get_object_or_404(homes_for(request.user, Permission.SEE_STAFF), key=key)
    today = timezone.localdate()
    form = StaffFilter(request.GET)
    sought = form.cleaned_data if form.is_valid() else {}
    show = sought.get("show") or IN_POST
    found = staff_of(
        home, day=today, show=show, words=sought.get("words", ""), kind=sought.get("kind", "")
    )
    # What leaves as a file comes back in as a list: the headings are those that are read.
    file = exported(
        request, f"Staff of {home.name}", FILE_HEAD, lambda: (_file_row(one) for one in found),
        organisation=home,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    away = away_on(list(page), today)
    shown = {
        "home": home,
        "form": form,
        "head": HEAD,
        "rows": [_row(one, away.get(one.pk), today) for one in page],
        "page": page,
        "filtered": bool(sought.get("words") or sought.get("kind") or show != IN_POST),
        "may_keep": can(request.user, Permission.MANAGE_STAFF, home),
    }
    return render(request, "deliver/staff.html", shown)


@login_required
@require_safe
def staff_member(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one member of staff, and what they have received and owe."""
    member = get_object_or_404(staff_for(request.user), key=key)
    home = member.organisation
    may_keep = can(request.user, Permission.MANAGE_STAFF, home)
    absences = list(member.long_absences.all())
    shown = {
        "member": member,
        "home": home,
        "about": _about(member),
        "absences": [
            (
                written_day(one.since),
                written_day(one.until) or "Not known yet",
                ui_link("First day back", reverse("deliver:staff_back", args=[one.key]))
                if may_keep
                else "",
            )
            for one in absences
        ],
        "absences_head": ("First day away", "First day back", "Change"),
        "runs": list(_received(member)),
        "runs_head": RUNS_HEAD,
        "may_keep": may_keep,
    }
    return render(request, "deliver/staff_member.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Put somebody in post at a home."""
    home = get_object_or_404(homes_for(request.user, Permission.MANAGE_STAFF), key=key)
    form = StaffForm(_sent(request))

    def done() -> str:
        added = add_staff_member(by=request.user, home=home, post=form.asked)
        return f"{added.name} is on the list of {home.name}."

    return ask(
        request, form, done, title="Add a member of staff", caption=home.name,
        back=reverse("deliver:staff", args=[key]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_change(request: SignedIn, key: UUID) -> HttpResponse:
    """Change what is kept of a member of staff."""
    member = get_object_or_404(staff_for(request.user, Permission.MANAGE_STAFF), key=key)
    form = StaffForm.of(member, _sent(request))

    def done() -> str:
        change_staff_member(by=request.user, member=member, post=form.asked)
        return f"{member.name} is changed."

    return ask(
        request, form, done, title="Change", caption=member.name, back=_href(member)
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_leave(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down that somebody leaves, or take that back."""
    member = get_object_or_404(staff_for(request.user, Permission.MANAGE_STAFF), key=key)
    if request.method == "POST" and "stays" in request.POST:
        form = LeaveForm({"on": member.started})

        def stays() -> str:
            leave_post(by=request.user, member=member, on=None)
            return f"{member.name} stays."

        return ask(request, form, stays, title="Leaving", back=_href(member))
    form = LeaveForm(_sent(request), initial={"on": member.left})

    def done() -> str:
        on = form.cleaned_data["on"]
        leave_post(by=request.user, member=member, on=on)
        return f"{member.name} is no longer in post from {written_day(on)}."

    return ask(
        request, form, done, title="When do they leave?", caption=member.name,
        back=_href(member),
        words="Sessions that they received stay on the registers. Who leaves no longer counts "
        "in the team of today.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_away(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down a long absence."""
    member = get_object_or_404(staff_for(request.user, Permission.MANAGE_STAFF), key=key)
    form = AwayForm(_sent(request))

    def done() -> str:
        go_away(by=request.user, member=member, **form.cleaned_data)
        return f"The long absence of {member.name} is written down."

    return ask(
        request, form, done, title="When are they away?", caption=member.name,
        back=_href(member),
        words="For maternity, long sickness, a secondment. Why they are away is not kept. "
        "While they are away they do not count in the team, unless the rule of a run says so.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_back(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down the first day back from a long absence."""
    absence = get_object_or_404(absences_for(request.user), key=key)
    form = BackForm(_sent(request), initial={"on": absence.until})

    def done() -> str:
        kept = come_back(by=request.user, absence=absence, on=form.cleaned_data["on"])
        if kept is None:
            return "The long absence is taken out."
        return f"{absence.staff.name} is back from {written_day(kept.until)}."

    return ask(
        request, form, done, title="When are they back?", caption=absence.staff.name,
        back=_href(absence.staff),
        words=f"Away from {written_day(absence.since)}. If they never were, give that day.",
    )  # fmt: skip


def _sent(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _href(member: StaffMember) -> str:
    return reverse("deliver:staff_member", args=[member.key])


def _hours(member: StaffMember) -> object:
    hours = member.contracted_hours
    return "" if hours is None else f"{hours:f}".rstrip("0").rstrip(".") or "0"


def _row(member: StaffMember, away: LongAbsence | None, today: date) -> tuple[object, ...]:
    name = ui_link(member.name, _href(member))
    if away is not None:
        name = format_html("{} {}", name, ui_tag("Long absence", "grey"))
    elif member.started > today:
        name = format_html("{} {}", name, ui_tag("To come", "blue"))
    return (
        name,
        member.post,
        member.get_kind_display(),
        _hours(member),
        member.get_shifts_display() if member.shifts else "",
        written_day(member.started),
        written_day(member.left),
    )


def _file_row(member: StaffMember) -> tuple[object, ...]:
    hours = member.contracted_hours
    return (
        member.reference, member.name, member.post, member.get_kind_display(),
        None if hours is None else float(hours), member.shifts, member.manager,
        member.started, member.left,
    )  # fmt: skip


def _about(member: StaffMember) -> list[tuple[str, object]]:
    hours = _hours(member)
    return [
        ("Home", member.organisation.name),
        ("Post", member.post or "Not given"),
        ("Employed as", member.get_kind_display()),
        ("Contracted hours", f"{hours} a week" if hours != "" else "Not known"),
        ("Works", member.get_shifts_display() if member.shifts else "Not known"),
        ("Manages or supervises", "Yes" if member.manager else "No"),
        ("Reference", member.reference or "None"),
        ("First day in post", written_day(member.started)),
        *([("First day no longer in post", written_day(member.left))] if member.left else []),
    ]


def _received(member: StaffMember) -> Iterator[tuple[object, ...]]:
    """Say of each run of their home what somebody received and owes; six queries for all."""
    runs = list(Run.objects.filter(organisation=member.organisation).order_by("-starts", "id"))
    today = timezone.localdate()
    person = str(member.pk)
    for facts in facts_of(runs, today=today).values():
        if not facts.sessions:
            continue
        link = ui_link(facts.run.title, reverse("deliver:coverage_run", args=[facts.run.key]))
        try:
            got = facts.received.of(person)
        except InputError:
            yield (link, "Not known: the programme's rule is not settled", "")
            continue
        owed = [one.session for one in facts.sessions if one.session not in got]
        yield (
            link,
            f"{len(facts.sessions) - len(owed)} of {len(facts.sessions)} held",
            ", ".join(f"Session {number}" for number in owed) or "Nothing",
        )
