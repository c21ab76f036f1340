"""The pages on which a referral is moved on, taken back, or given to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from holdfast.change.criteria import Standing
from holdfast.deliver.referral import Move
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.referral_moves import (
    MOVE_FORMS,
    MoveForm,
    PartsForm,
    TakeBackForm,
)
from holdfast_web.deliver.operations.referral_moves import make_move, take_back
from holdfast_web.deliver.operations.referral_team import change_team
from holdfast_web.deliver.queries.caseloads import members_of, team_of
from holdfast_web.deliver.queries.flexibility import flexibility_used
from holdfast_web.deliver.queries.referral_services import services_of
from holdfast_web.deliver.queries.referrals import one_referral
from holdfast_web.deliver.referral_policies import check_may_move
from holdfast_web.deliver.referral_words import standing_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.deliver.models import Referral
    from holdfast_web.people.signed_in import SignedIn

TITLES = {
    Move.TRIAGE: "Begin triage",
    Move.ASK: "Ask for more information",
    Move.ANSWER: "Note that the information came",
    Move.ACCEPT: "Accept this child",
    Move.DECLINE: "Decline this referral",
    Move.PASS_ON: "Pass on to another service",
    Move.WITHDRAW: "Withdraw this referral",
    Move.WAIT: "Put on the waiting list",
    Move.ALLOCATE: "Who leads?",
    Move.START: "The child begins",
    Move.NEVER_ENGAGED: "They never took part",
    Move.END: "The service ends for this child",
}


@login_required
@never_cache
def referral_move(request: SignedIn, key: UUID, move: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    found = one_referral(request.user, key)
    wanted = Move.__members__.get(move.upper().replace("-", "_"))
    if wanted is None:
        raise Http404("There is no such move.")
    try:
        check_may_move(request.user, found, wanted)
    except InputError as error:
        messages.error(request, refusal(error))
        return redirect("deliver:referral", key=key)
    form = MOVE_FORMS.get(wanted, MoveForm)(
        request.POST if request.method == "POST" else None, **_options(request, found, wanted)
    )
    if form.is_valid():
        try:
            make_move(found, by=request.user, move=wanted, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{found}: your change is saved.")
            return redirect("deliver:referral", key=key)
    return _page(request, form, TITLES[wanted], found, words=_words(found, wanted))


@login_required
@never_cache
def referral_team(request: SignedIn, key: UUID) -> HttpResponse:
    """Give a case to another lead, or change who else has a part."""
    found = one_referral(request.user, key)
    check_may(request.user, Permission.DECIDE_REFERRALS, found.organisation)
    parts = [part for part in found.parts.all() if part.until is None]
    form = PartsForm(
        request.POST if request.method == "POST" else None,
        **_team(found),
        with_note=False,
        initial={
            "lead": next((part.member.key for part in parts if part.leads), None),
            "others": [part.member.key for part in parts if not part.leads],
        },
    )
    if form.is_valid():
        try:
            change_team(found, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{found}: your change is saved.")
            return redirect("deliver:referral", key=key)
    return _page(request, form, "Who has this case?", found)


@login_required
@never_cache
def referral_take_back(request: SignedIn, key: UUID) -> HttpResponse:
    """Take back the last move, as made by mistake."""
    found = one_referral(request.user, key)
    check_may(request.user, Permission.DECIDE_REFERRALS, found.organisation)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        try:
            take_back(found, by=request.user, reason=form.cleaned_data["reason"])
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{found}: the last move is taken back.")
            return redirect("deliver:referral", key=key)
    return _page(
        request, form, "Take back the last move", found,
        words="It stays on the record, with your reason, and counts no more.",
    )  # fmt: skip


def _options(request: SignedIn, found: Referral, move: Move) -> dict[str, Any]:
    if move is Move.ACCEPT:
        return {"referral": found}
    if move is Move.ALLOCATE:
        return _team(found)
    if move is Move.PASS_ON:
        others = services_of(request.user, Permission.REFER).filter(
            references_of=found.service.references_of, closed=None
        )
        return {"move": move, "services": others.exclude(pk=found.service_id)}
    return {"move": move} if move in {Move.DECLINE, Move.WITHDRAW, Move.NEVER_ENGAGED} else {}


def _team(found: Referral) -> dict[str, Any]:
    _, team = team_of(found.service)
    return {
        "members": members_of(found.service),
        "caseloads": {one.worker: one for one in team.caseloads},
    }


def _words(found: Referral, move: Move) -> str:
    """Say what should be known before a move is made."""
    if move is not Move.ACCEPT:
        return ""
    if standing_of(found) is Standing.WITHIN:
        return "The child meets every criterion."
    used = flexibility_used(found.service, today=timezone.localdate())
    if standing_of(found) is Standing.FLEXIBLE:
        return f"The child is within the flexibility that was agreed. {used}"
    asks = (
        "The child stands outside the criteria and outside the flexibility that was agreed."
        if standing_of(found) is Standing.OUTSIDE
        else "The child cannot be judged by the criteria: something is not known."
    )
    return f"{asks} To accept them is an exception, and somebody must have approved it. {used}"


def _page(
    request: SignedIn, form: Any, title: str, found: Referral, *, words: str = ""
) -> HttpResponse:
    shown = {
        "form": form, "title": title, "referral": found, "words": words,
        "back": reverse("deliver:referral", args=[found.key]),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "deliver/referral_move.html", shown, status=status)
