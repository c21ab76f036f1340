"""Trained homes beside those not trained, or not yet: what moved, and what may be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from holdfast.deliver.home_measures import BY_NAME, Better
from holdfast.deliver.home_month import month_said
from holdfast.kernel.errors import EngineError, InputError
from holdfast_web.deliver.forms.home_months import (
    CompareForm,
    ComparisonReleaseForm,
    HowChosenForm,
)
from holdfast_web.deliver.home_pictures import measured, signed, steps_figure
from holdfast_web.deliver.operations.home_comparison import ask_comparison
from holdfast_web.deliver.operations.home_months import say_how_chosen
from holdfast_web.deliver.queries.home_comparison import (
    comparison,
    homes_compared,
    measures_shown,
    programmes_begun,
    read_measure,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may, organisations
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from holdfast.deliver.home_series import Shown
    from holdfast.measure.homes import HomesComparison
    from holdfast_web.deliver.queries.home_comparison import Compared
    from holdfast_web.people.signed_in import SignedIn

CLAIMS = {
    "effect": "An effect",
    "associate": "An association, no effect",
    "describe": "A description only",
}


@login_required
def homes_compare(request: SignedIn) -> HttpResponse:
    """Compare the homes that a person sees, by one measure."""
    if not organisations(request.user, Permission.SEE_HOME_MONTHS):
        raise Http404("There is no such page, or it is not yours to see.")
    programmes = programmes_begun(request.user, today=timezone.localdate())
    asked = {"programme", "measure"} <= request.GET.keys()
    form = CompareForm(
        request.GET if asked else None,
        programmes=programmes,
        measures=measures_shown(),
        initial={"measure": "restraints.count"},
    )
    shown: dict[str, object] = {"form": form, "programmes": bool(programmes)}
    if asked and form.is_valid():
        programme = form.cleaned_data["programme"]
        read = read_measure(form.cleaned_data["measure"])
        if read is not None:
            shown |= _compared(request, programme, *read) | {
                "title": dict(programmes)[programme]
            }
    return render(request, "deliver/homes_compare.html", shown)


def _compared(
    request: SignedIn, programme: str, measure: str, shown: Shown
) -> dict[str, object]:
    compared = homes_compared(
        request.user, programme, measure, shown, today=timezone.localdate()
    )
    query = urlencode({"programme": programme, "measure": f"{measure}.{shown}"})
    under = compared.under
    page: dict[str, object] = {
        "measure": BY_NAME[measure].title,
        "compared": compared,
        "span": f"{month_said(compared.first)} to {month_said(compared.last)}"
        if compared.first is not None and compared.last is not None
        else "",
        "chosen": f"{reverse('deliver:homes_chosen')}?{query}"
        if under is not None and can(request.user, Permission.MANAGE_SITES, under)
        else "",
    }
    try:
        found = comparison(compared)
    except EngineError as error:
        return page | {"refused": refusal(error)}
    if under is not None and can(request.user, Permission.ASK_RELEASE, under):
        page["release"] = f"{reverse('deliver:homes_release')}?{query}"
    return page | {
        "found": found,
        "claim": CLAIMS[found.claim.claim],
        "finding": finding(found, measure),
        "about": about(found, compared, measure, shown),
        "figure": steps_figure(found, measure, shown=shown),
        "left_out_head": ("Home", "Why"),
        "left_out": [(compared.names[home], why.capitalize()) for home, why in found.left_out],
        "checks": [
            ("Estimator", found.change.method.capitalize()),
            ("Ways in which the trainings were dealt out",
             f"{found.dealings:,}, {'all there are' if found.every else 'drawn at random'}"),
            ("Share of them that give as much", f"{found.p_value:.3f}"),
            ("The usual error, clustered by home, which is too small with so few homes",
             "Cannot be had" if found.usual_error is None else f"{found.usual_error:.2f}"),
        ],
    }  # fmt: skip


def finding(found: HomesComparison, measure: str) -> str:
    """Say in a sentence what was found, in words that the claim permits."""
    change, title = found.change, BY_NAME[measure].title.lower()
    if change.low <= 0 <= change.high:
        return (
            f"Whether {title} moved apart in trained homes cannot be told: chance alone could "
            "have given as much."
        )
    way = "up" if change.value > 0 else "down"
    better = BY_NAME[measure].better
    welcome = ""
    if better is not Better.NEITHER:
        good = (change.value < 0) is (better is Better.FEWER)
        welcome = ", which would be welcome" if good else ", which would not be welcome"
    return (
        f"In trained homes {title} went {way} against the other homes by more than chance "
        f"would mostly give{welcome}."
    )


def about(
    found: HomesComparison, compared: Compared, measure: str, shown: Shown
) -> Sequence[tuple[str, str]]:
    """Give the numbers behind a comparison, with what each is out of."""
    change, path = found.change, found.path
    return [
        ("What is compared", measured(measure, shown)),
        ("Change after the training",
         f"{signed(change.value)} ({change.level:.0%} interval {signed(change.low)} to "
         f"{signed(change.high)})"),
        ("In trained homes before", f"{found.before:.2f} on average"),
        ("Trained homes", ", ".join(compared.names[home] for home in found.trained)),
        ("Comparison homes", ", ".join(compared.names[home] for home in found.comparison)),
        ("Home-months", f"{found.home_months:,} with a number, {found.missing:,} missing"),
        ("Already moving apart before",
         "Cannot be told"
         if path is None
         else f"{signed(path.slope.value, 3)} a month (interval {signed(path.slope.low, 3)} to "
         f"{signed(path.slope.high, 3)}): {'yes' if path.unlikely else 'not beyond chance'}"),
        ("How it was decided which homes were trained",
         "By lot" if compared.drawn_by_lot else "Not by lot, as far as anyone has said"),
    ]  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def homes_chosen(request: SignedIn) -> HttpResponse:
    """Say whether lots decided which homes were trained, and when."""
    compared, back = _asked(request)
    under = compared.under
    if under is None:
        raise Http404("There is no one organisation whose homes these are.")
    check_may(request.user, Permission.MANAGE_SITES, under)
    plan = compared.plan
    form = HowChosenForm(
        request.POST if request.method == "POST" else None,
        initial=None
        if plan is None
        else {"drawn_by_lot": "yes" if plan.drawn_by_lot else "no", "how": plan.how},
    )
    if request.method == "POST" and form.is_valid():
        try:
            say_how_chosen(
                by=request.user,
                organisation=under,
                programme=request.GET["programme"],
                **form.cleaned_data,
            )
        except InputError as error:
            form.add_error("how", refusal(error))
        else:
            messages.success(request, "It is kept how the homes were chosen.")
            return redirect(back)
    shown = {"form": form, "organisation": under, "back": back}
    status = 422 if form.errors else 200
    return render(request, "deliver/homes_chosen.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def homes_release(request: SignedIn) -> HttpResponse:
    """Ask that a comparison may leave as a file, which a second person lets go."""
    compared, back = _asked(request)
    read = read_measure(request.GET["measure"])
    under = compared.under
    if under is None or read is None:
        raise Http404("There is no one organisation whose homes these are.")
    check_may(request.user, Permission.ASK_RELEASE, under)
    form = ComparisonReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            release = ask_comparison(
                by=request.user, compared=compared, measure=read[0], shown=read[1],
                purpose=form.cleaned_data["purpose"],
            )  # fmt: skip
        except EngineError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "The release waits for a second person.")
            return redirect("release", key=release.key)
    shown = {"form": form, "organisation": under, "back": back}
    status = 422 if form.errors else 200
    return render(request, "deliver/homes_release.html", shown, status=status)


def _asked(request: SignedIn) -> tuple[Compared, str]:
    """Read from the address what is compared."""
    programmes = dict(programmes_begun(request.user, today=timezone.localdate()))
    programme, measure = request.GET.get("programme", ""), request.GET.get("measure", "")
    read = read_measure(measure)
    if programme not in programmes or read is None:
        raise Http404("There is no such comparison.")
    compared = homes_compared(request.user, programme, *read, today=timezone.localdate())
    query = urlencode({"programme": programme, "measure": measure})
    return compared, f"{reverse('deliver:homes_compare')}?{query}"
