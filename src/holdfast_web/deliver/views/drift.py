"""The page of drift: did the children reached stay those meant, and what was decided?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from holdfast.change.criteria import Standing
from holdfast.change.drift_shown import common_period, shown
from holdfast.kernel.disclosure import Disclosure
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.drift_figure import by_periods, month_by_month
from holdfast_web.deliver.forms.drift import DecidedForm, GroupForm, ReleaseForm
from holdfast_web.deliver.operations.drift_telling import say_what_was_decided
from holdfast_web.deliver.operations.referral_looking import note_list_read
from holdfast_web.deliver.queries import drift_page as page
from holdfast_web.deliver.queries.drift import limits, sent, watched
from holdfast_web.deliver.queries.meant import meant_in
from holdfast_web.deliver.queries.referral_services import criteria_on, one_service
from holdfast_web.deliver.referral_words import kept
from holdfast_web.people.operations.releases import ask_release
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.list_files import csv_lines
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast.change.drift_shown import ShownWatch
    from holdfast.change.drift_watch import Group, Watch
    from holdfast_web.deliver.models import DriftAlert, Service
    from holdfast_web.people.signed_in import SignedIn

RULES = Disclosure()
OPEN_TO = (Permission.SEE_REFERRALS, Permission.SEE_DRIFT, Permission.MANAGE_SERVICES)
ALERTS_SHOWN = 20
CHECKS = [
    f"Counts of 1 to {RULES.threshold - 1} are held back and others rounded to "
    f"{RULES.rounding}, with all that add up to them.",
    "Shares are worked out from the counts as shown.",
]


@login_required
@never_cache
def drift(request: SignedIn, key: UUID) -> HttpResponse:
    """Show the share outside the criteria, month by month or as it may be shown."""
    service = one_service(request.user, key, *OPEN_TO)
    form = GroupForm(request.GET)
    group = form.chosen()
    watches, protected = _watched(service, group, user_of=request)
    watch = watches[group]
    children = can(request.user, Permission.SEE_REFERRALS, service.organisation)
    held = limits(service, list(service.criteria_versions.all()), sent(service), group)
    context = {
        "service": service,
        "form": GroupForm(initial={"group": group.value}),
        "children": children,
        "figure": month_by_month(watch) if children else by_periods(watch, protected),
        "shown": by_periods(watch, protected).table,
        "rule": watch.rule.name,
        "limits": page.limit_words(held),
        "ability": page.ability_words(watch, held),
        "mix_head": page.MIX_HEAD if children else ("Stage", "Children"),
        "mix": page.stage_mix(watch) if children else page.shown_mix(protected),
        "exceptions": page.exceptions_words(
            watch.exceptions if children else protected.exceptions
        ),
        "one_head": ("Referral", "Accepted", "Approved by"),
        "one_by_one": page.exceptions_one_by_one(service) if children else [],
        "alerts": [
            (words, alert, written_moment(alert.seen_at) if alert is not None else "")
            for words, alert in page.left_limits(service, watch)[:ALERTS_SHOWN]
        ],
        "outside": kept(Standing.OUTSIDE),
        "decides": can(request.user, Permission.MANAGE_SERVICES, service.organisation),
        "may_release": can(request.user, Permission.ASK_RELEASE, service.organisation),
        "group": group.value,
    }
    if children:
        note_list_read(
            by=request.user, service=service, what="drift, month by month",
            children=sum(month.judged for month in watch.months), request=request,
        )  # fmt: skip
    return render(request, "deliver/drift.html", context)


@login_required
def drift_decided(request: SignedIn, key: UUID, alert: UUID) -> HttpResponse:
    """Say what was decided on an alert."""
    service = one_service(request.user, key, Permission.MANAGE_SERVICES)
    found: DriftAlert = get_object_or_404(service.drift_alerts, key=alert)
    form = DecidedForm(request.POST or None, initial={"decided": found.decided})
    if form.is_valid():
        try:
            say_what_was_decided(found, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "What was decided is noted.")
            return redirect("deliver:drift", key=key)
    return _form(
        request, form, "What is decided?", reverse("deliver:drift", args=[key]),
        words=page.alert_words(found),
    )  # fmt: skip


@login_required
def drift_release(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask that the numbers of drift may leave as a file."""
    service = one_service(request.user, key, *OPEN_TO)
    check_may(request.user, Permission.ASK_RELEASE, service.organisation)
    form = ReleaseForm(request.POST or None)
    group = GroupForm(request.GET).chosen()
    if form.is_valid():
        watches, protected = _watched(service, group, user_of=request)
        table = by_periods(watches[group], protected).table
        release = ask_release(
            by=request.user, organisation=service.organisation,
            purpose=form.cleaned_data["purpose"],
            file_name=f"drift-{slugify(service.name)}-{group}.csv",
            content="".join(csv_lines(table.headings, table.rows)).encode(), checks=CHECKS,
        )  # fmt: skip
        messages.success(request, "A second person has been asked to approve the release.")
        return redirect("release", key=release.key)
    return _form(
        request, form, "Take the numbers away", reverse("deliver:drift", args=[key]),
        words=(
            "Every count in the file has passed disclosure control. Still, a file with counts "
            "leaves only when a second person has agreed."
        ),
    )  # fmt: skip


def _watched(
    service: Service, group: Group, *, user_of: SignedIn
) -> tuple[dict[Group, Watch], ShownWatch]:
    today = timezone.localdate()
    version = criteria_on(service, today)
    meant = meant_in(service, version, user=user_of.user, today=today)
    watches = watched(service, today=today, meant=meant)
    period = common_period(watches.values())
    return watches, shown(watches[group], RULES, period=period)


def _form(
    request: SignedIn, form: DecidedForm | ReleaseForm, title: str, back: str, *, words: str
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "title": title, "back": back, "words": words}
    return render(request, "deliver/service_form.html", context, status=status)
