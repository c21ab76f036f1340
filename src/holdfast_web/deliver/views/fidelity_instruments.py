"""Instruments of fidelity in use: which, for which programme, and by which rule they sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import Standing
from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.forms.fidelity_instruments import (
    ChangeRuleForm,
    OwnInstrumentForm,
    TakeUpForm,
    own_urn,
)
from holdfast_web.deliver.models import ChosenKind, FidelityInstrument, RaterKind
from holdfast_web.deliver.operations.fidelity import change_rule, take_up_instrument
from holdfast_web.deliver.queries.fidelity import content_of, instruments_seen
from holdfast_web.deliver.queries.programmes import offered_in
from holdfast_web.deliver.queries.sites import programme_names
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast.library.fidelity import Instrument, Score
    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

STANDING = {
    Standing.CONFIRMED: "confirmed",
    Standing.TO_BE_CONFIRMED: "to be confirmed",
    Standing.NOT_PUBLISHED: "not published",
    Standing.OWN: "the organisation's own",
}


@login_required
def fidelity_instruments(request: SignedIn) -> HttpResponse:
    """List the instruments in use."""
    if not organisations(request.user, Permission.SEE_FIDELITY):
        raise Http404("There is no such page, or it is not yours to see.")
    named = programme_names()
    rows = [
        (
            ui_link(one.title, reverse("deliver:fidelity_instrument", args=[one.key])),
            one.organisation.name,
            named.get(one.programme, one.programme),
            f"{one.rule_fewest} by {one.get_rule_rater_display().lower()}",
            ui_tag("No longer in use", "grey") if one.retired_at is not None else "In use",
        )
        for one in instruments_seen(request.user)
    ]
    shown = {
        "head": ("Instrument", "Taken up by", "Programme", "A verdict needs", "State"),
        "rows": rows, "may_take_up": bool(_places(request.user)),
    }  # fmt: skip
    return render(request, "deliver/fidelity_instruments.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_instrument(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one instrument with its thresholds, and change its rule."""
    found = next((one for one in instruments_seen(request.user) if one.key == key), None)
    if found is None:
        raise Http404("There is no such page, or it is not yours to see.")
    may_change = can(request.user, Permission.MANAGE_SITES, found.organisation)
    if request.method == "POST" and not may_change:
        raise Http404("There is no such page, or it is not yours to see.")
    form = ChangeRuleForm(
        request.POST if request.method == "POST" else None,
        initial={
            "fewest": found.rule_fewest,
            "rater": found.rule_rater,
            "chosen": found.rule_chosen,
            "source": found.rule_source,
            "retired": found.retired_at is not None,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(found, by=request.user, **_rule(form.cleaned_data),
                        retired=form.cleaned_data["retired"])  # fmt: skip
        except InputError as error:
            form.add_error("rater", refusal(error))
        else:
            messages.success(request, f"The rule of {found.title} is kept.")
            return redirect("deliver:fidelity_instruments")
    instrument = content_of(found)
    shown = {
        "kept": found, "form": form, "may_change": may_change,
        "about": [
            ("Kind", instrument.form.capitalize()),
            ("One review looks at", capfirst(instrument.looks_at)),
            ("Made for ratings by", "; ".join(_raters(instrument))),
            ("Source", instrument.source),
            ("Its wording", instrument.wording),
            ("To know", instrument.note or "Nothing"),
            ("Programme", programme_names().get(found.programme, found.programme)),
        ],
        "head": ("Score", "Scale", "Band", "From", "Standing", "Source"),
        "rows": [row for score in instrument.scores for row in _thresholds(score)],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "deliver/fidelity_instrument.html", shown, status=status)


def _raters(instrument: Instrument) -> list[str]:
    return [str(RaterKind(one).label) for one in instrument.raters]


def _thresholds(score: Score) -> Sequence[tuple[str, ...]]:
    if score.groups:
        scale = ", ".join(score.groups).capitalize()
    elif score.parts is not None:
        scale = " to ".join(score.parts).capitalize()
    elif score.low is not None and score.high is not None:
        scale = f"{score.low:g} to {score.high:g}"
    else:
        scale = "Not published"
    rows = [
        (
            score.title, scale, capfirst(one.band),
            "Not published" if one.at_least is None else f"{one.at_least:g}",
            STANDING[one.standing].capitalize(), one.source,
        )
        for one in score.thresholds
    ]  # fmt: skip
    return rows or [(score.title, scale, "No threshold", "", "", "")]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_instrument_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Take an instrument of the library into use in an organisation."""
    organisation = _place(request.user, key)
    form = TakeUpForm(
        request.POST if request.method == "POST" else None,
        programmes=list(offered_in(organisation)),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept = take_up_instrument(
                by=request.user, organisation=organisation, programme=said["programme"],
                instrument=library_instrument(said["instrument"]), **_rule(said),
            )  # fmt: skip
        except InputError as error:
            form.add_error("instrument", refusal(error))
        else:
            return _taken(request, kept)
    return _add_page(request, form, organisation, own=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_instrument_own(request: SignedIn, key: UUID) -> HttpResponse:
    """Describe an instrument of an organisation's own, and take it into use."""
    organisation = _place(request.user, key)
    form = OwnInstrumentForm(
        request.POST if request.method == "POST" else None,
        programmes=list(offered_in(organisation)),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        urn = own_urn(said["title"], str(organisation.key))
        version = FidelityInstrument.objects.filter(urn=urn).count() + 1
        try:
            kept = take_up_instrument(
                by=request.user, organisation=organisation, programme=said["programme"],
                instrument=form.instrument(urn=urn, version=version), **_rule(said),
            )  # fmt: skip
        except InputError as error:
            form.add_error("title", refusal(error))
        else:
            return _taken(request, kept)
    return _add_page(request, form, organisation, own=True)


@login_required
def fidelity_instrument_where(request: SignedIn) -> HttpResponse:
    """Ask in which organisation an instrument is to be taken up; go on where there is one."""
    places = _places(request.user)
    if not places:
        raise Http404("There is no such page, or it is not yours to see.")
    if len(places) == 1:
        return redirect("deliver:fidelity_instrument_add", key=places[0].key)
    links = [
        ui_link(place.name, reverse("deliver:fidelity_instrument_add", args=[place.key]))
        for place in places
    ]
    return render(request, "deliver/fidelity_where.html", {"links": links})


def _places(user: User) -> list[Organisation]:
    """Give the organisations other than homes in which a person keeps sites."""
    may = organisations(user, Permission.MANAGE_SITES)
    return list(Organisation.objects.filter(pk__in=may).exclude(kind="home"))


def _place(user: User, key: UUID) -> Organisation:
    found = next((one for one in _places(user) if one.key == key), None)
    if found is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return found


def _rule(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "fewest": said["fewest"],
        "rater": RaterKind(str(said["rater"])),
        "chosen": ChosenKind(str(said["chosen"])),
        "source": said["source"],
    }


def _taken(request: SignedIn, kept: FidelityInstrument) -> HttpResponse:
    messages.success(request, f"{kept.title} is in use.")
    return redirect("deliver:fidelity_instrument", key=kept.key)


def _add_page(
    request: SignedIn,
    form: TakeUpForm | OwnInstrumentForm,
    organisation: Organisation,
    *,
    own: bool,
) -> HttpResponse:
    shown = {"form": form, "organisation": organisation, "own": own}
    status = 422 if form.errors else 200
    return render(request, "deliver/fidelity_instrument_add.html", shown, status=status)
