"""The pages of referrals: making one, one of them, a service's list, and its waiting list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.referral_moves import NarrowForm
from holdfast_web.deliver.forms.referrals import ReferenceForm
from holdfast_web.deliver.operations.referral_looking import look_at_referral, note_list_read
from holdfast_web.deliver.operations.referrals import (
    answer,
    begin_referral,
    send_referral,
    throw_away,
)
from holdfast_web.deliver.queries.referral_page import criteria_table, history, shown_of
from holdfast_web.deliver.queries.referral_services import criteria_on, one_service
from holdfast_web.deliver.queries.referrals import (
    narrowed,
    one_draft,
    one_referral,
    referrals_of,
    waits_of,
)
from holdfast_web.deliver.referral_parts import parts_of, written
from holdfast_web.deliver.referral_policies import may_put_right
from holdfast_web.deliver.referral_words import (
    SHORT,
    STANDING_COLOURS,
    STATE_COLOURS,
    criteria_of,
    standing_of,
    state_of,
)
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.change.criteria import Criteria
    from holdfast.deliver.waits import Waiting
    from holdfast_web.deliver.models import Referral
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = (
    "Referral", "Child", "Came in", "Where it stands", "By the criteria", "Urgency", "Accepted",
    "Began", "Over",
)  # fmt: skip
WAITING_HEAD = (
    "Referral", "Child", "Waits for", "Urgency", "By the criteria", "Since", "Days so far",
    "Agreed by",
)  # fmt: skip
WAITING_SHOWN = tuple(name for name in WAITING_HEAD if name != "Since")
CHECK = "check"


@login_required
@never_cache
def refer(request: SignedIn, key: UUID) -> HttpResponse:
    """Begin a referral: the reference is asked for, turned into a pseudonym, and let go."""
    service = one_service(request.user, key, Permission.REFER)
    form = ReferenceForm(request.POST or None)
    if form.is_valid():
        try:
            draft = begin_referral(
                by=request.user, service=service, reference=form.cleaned_data["reference"]
            )
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            first = parts_of(service, _criteria_for(draft))[0]
            return redirect("deliver:referral_part", key=draft.key, part=first.name)
    back = reverse("deliver:service", args=[service.key])
    shown = {"form": form, "title": f"Refer a child to {service}", "back": back, "alone": True,
             "step": {"title": f"Refer a child to {service}", "words": ""}}  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "ui/step.html", shown, status=status)


@login_required
@never_cache
def referral_part(request: SignedIn, key: UUID, part: str) -> HttpResponse:
    """Ask for one part of a draft, or of a referral on which nothing was decided yet."""
    found = _to_put_right(request, key)
    criteria = _criteria_for(found)
    parts = parts_of(found.service, criteria)
    place = next((number for number, one in enumerate(parts) if one.name == part), None)
    if place is None:
        raise Http404("A referral to this service has no such part.")
    step, sent = parts[place], found.number is not None
    form = step.form(
        request.POST if request.method == "POST" else None, service=found.service,
        criteria=criteria, initial=step.form.initial_of(found),
    )  # fmt: skip
    page = reverse("deliver:referral", args=[key]) if sent else _part(key, CHECK)
    to_check = sent or CHECK in request.GET
    if form.is_valid():
        answer(found, by=request.user, **form.values())
        if sent:
            messages.success(request, "Your change is saved, and the child is judged again.")
        last = place + 1 == len(parts)
        return redirect(page if to_check or last else _part(key, parts[place + 1].name))
    before = page if to_check else _part(key, parts[place - 1].name) if place else None
    back = before or reverse("deliver:service", args=[found.service.key])
    alone = len(form.visible_fields()) == 1
    shown = {"step": step, "form": form, "back": back, "alone": alone}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "ui/step.html", shown, status=status)


@login_required
@never_cache
def referral_check(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a draft as it will be sent, judged criterion by criterion; send it."""
    draft = one_draft(request.user, key)
    if request.method == "POST":
        try:
            sent = send_referral(draft, by=request.user)
        except InputError as error:
            messages.error(request, refusal(error))
            return redirect("deliver:referral_check", key=key)
        messages.success(request, f"{sent} is sent to {sent.service}.")
        return redirect("deliver:referral", key=sent.key)
    criteria = _criteria_for(draft)
    if draft.received is None:
        draft.received = timezone.localdate()  # for the age on the page; not kept
    rows = [
        (about, said, f"{_part(key, name)}?{CHECK}", "Change", about.lower())
        for name, about, said in written(draft, criteria)
    ]
    parts = parts_of(draft.service, criteria)
    shown = {
        "referral": draft, "rows": rows, "back": _part(key, parts[-1].name),
        **(criteria_table(draft, criteria) if criteria is not None else {}),
    }  # fmt: skip
    return render(request, "deliver/referral_check.html", shown)


@login_required
@require_POST
def referral_throw_away(request: SignedIn, key: UUID) -> HttpResponse:
    """Delete a draft."""
    draft = one_draft(request.user, key)
    service = draft.service
    throw_away(draft, by=request.user)
    messages.success(request, "The draft is deleted. Nothing was sent.")
    return redirect("deliver:service", key=service.key)


@login_required
@never_cache
def referral(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a referral, having put down who reads it."""
    found = look_at_referral(by=request.user, key=key, request=request)
    criteria = _criteria_for(found)
    change = may_put_right(request.user, found)
    rows: list[tuple[str, ...]] = [("Child", found.pseudonym)]
    for name, about, said in written(found, criteria):
        link = (_part(key, name), "Change", about.lower()) if change else ()
        # The day it came in decides which criteria judge it, so it stands.
        rows.append((about, said, *(link if about != "Came in" else ())))
    if found.gathered_on is not None:
        rows.append(("Gathered on", written_day(found.gathered_on)))
    shown = {
        "referral": found,
        "rows": rows,
        "state": ui_tag(found.get_state_display(), STATE_COLOURS.get(state_of(found), "grey")),
        **shown_of(request.user, found),
        **(criteria_table(found, criteria) if criteria is not None else {}),
        **history(found, today=timezone.localdate()),
    }
    return render(request, "deliver/referral.html", shown)


@login_required
@never_cache
def referrals(request: SignedIn, key: UUID) -> HttpResponseBase:
    """List the referrals of a service that a person may see, the latest first."""
    service = one_service(
        request.user, key, Permission.SEE_REFERRALS, Permission.DECIDE_REFERRALS,
        Permission.REFER,
    )  # fmt: skip
    form = NarrowForm(request.GET or None)
    narrow = form.cleaned_data if form.is_valid() else {}
    listed = narrowed(referrals_of(request.user).filter(service=service), **narrow)
    listed = listed.order_by("-received", "-number")
    file = exported(
        request, f"Referrals to {service}", HEAD, lambda: (_plain(one) for one in listed),
        organisation=service.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    note_list_read(
        by=request.user, service=service, what="list of referrals", children=len(page),
        request=request,
    )  # fmt: skip
    rows = [
        (
            _link(one), one.pseudonym, written_day(one.received), _state(one), _standing(one),
            one.get_urgency_display(), written_day(one.accepted), written_day(one.started),
            written_day(one.over),
        )
        for one in page
    ]  # fmt: skip
    shown = {"service": service, "form": form, "head": HEAD, "rows": rows, "page": page}
    return render(request, "deliver/referrals.html", shown)


@login_required
@never_cache
def waiting_list(request: SignedIn, key: UUID) -> HttpResponseBase:
    """List who waits for a decision or a place, the most urgent first, with waits so far."""
    service = one_service(request.user, key, Permission.SEE_REFERRALS)
    waits = waits_of(
        service, narrowed(service.referrals.filter(number__isnull=False), show="open")
    )
    file = exported(
        request, f"Waiting list of {service}", WAITING_HEAD,
        lambda: (_waiting(one, wait) for one, wait in waits), organisation=service.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(waits, A_PAGE).get_page(request.GET.get("page"))
    note_list_read(
        by=request.user, service=service, what="waiting list", children=len(page),
        request=request,
    )  # fmt: skip
    rows = [
        (
            _link(one), one.pseudonym, _waits_for(one), one.get_urgency_display(),
            _standing(one), f"{wait.days:,}", _agreed(wait),
        )
        for one, wait in page
    ]  # fmt: skip
    shown = {
        "service": service, "head": WAITING_SHOWN, "rows": rows, "page": page,
        "late": sum(wait.is_late for _, wait in waits),
    }  # fmt: skip
    return render(request, "deliver/waiting_list.html", shown)


def _to_put_right(request: SignedIn, key: UUID) -> Referral:
    """Give a draft of one's own, or a referral that may still be put right."""
    try:
        found = one_draft(request.user, key)
    except Http404:
        found = one_referral(request.user, key)
    if not may_put_right(request.user, found):
        raise Http404("There is no such page, or it is not yours to see.")
    return found


def _criteria_for(found: Referral) -> Criteria | None:
    """Give the criteria by which a referral is judged; of a draft, those of today."""
    version = found.criteria or criteria_on(
        found.service, found.received or timezone.localdate()
    )
    return criteria_of(version) if version is not None else None


def _part(key: UUID, part: str) -> str:
    if part == CHECK:
        return reverse("deliver:referral_check", args=[key])
    return reverse("deliver:referral_part", args=[key, part])


def _link(one: Referral) -> str:
    return ui_link(str(one), reverse("deliver:referral", args=[one.key]))


def _state(one: Referral) -> str:
    return ui_tag(one.get_state_display(), STATE_COLOURS.get(state_of(one), "grey"))


def _standing(one: Referral) -> str:
    standing = standing_of(one)
    return ui_tag(SHORT[standing], STANDING_COLOURS[standing])


def _plain(one: Referral) -> tuple[object, ...]:
    return (
        str(one), one.pseudonym, one.received, one.get_state_display(),
        one.get_standing_display(), one.get_urgency_display(), one.accepted, one.started,
        one.over,
    )  # fmt: skip


def _waits_for(one: Referral) -> str:
    return "A place" if one.accepted is not None else "A decision"


def _agreed(wait: Waiting) -> str:
    if wait.due is None:
        return "No time agreed"
    late = ui_tag("Late", "red") if wait.is_late else ""
    return format_html("{} {}", written_day(wait.due), late)


def _waiting(one: Referral, wait: Waiting) -> tuple[object, ...]:
    return (
        str(one), one.pseudonym, _waits_for(one), one.get_urgency_display(),
        one.get_standing_display(), wait.waiter.since, wait.days, wait.due,
    )  # fmt: skip
