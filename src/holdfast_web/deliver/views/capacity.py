"""The pages of capacity and caseloads: who has the places, at what cost, and who leads whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from holdfast.kernel.disclosure import Disclosure
from holdfast_web.deliver.capacity_figure import figure
from holdfast_web.deliver.drift_figure import written_count
from holdfast_web.deliver.queries.capacity import capacity_of
from holdfast_web.deliver.queries.caseloads import team_of
from holdfast_web.deliver.queries.referral_services import one_service, place_cost, place_worth
from holdfast_web.deliver.queries.waits import waits_in_counts
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.templatetags.ui import ui_tag

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.capacity import SideBySide
    from holdfast.kernel.money import Money
    from holdfast_web.deliver.queries.capacity import Capacity
    from holdfast_web.deliver.queries.waits import WaitCounts
    from holdfast_web.people.signed_in import SignedIn

OPEN_TO = (Permission.SEE_REFERRALS, Permission.SEE_DRIFT, Permission.MANAGE_SERVICES)
CASELOAD_HEAD = (
    "Professional",
    "Profession",
    "Leads",
    "Agreed at most",
    "Other parts",
    "State",
)
RULES = Disclosure()


@login_required
@never_cache
def capacity(request: SignedIn, key: UUID) -> HttpResponse:
    """Show who had the places, what empty ones and those outside the target group cost."""
    service = one_service(request.user, key, *OPEN_TO)
    today = timezone.localdate()
    children = can(request.user, Permission.SEE_REFERRALS, service.organisation)
    found = capacity_of(service, children=children, today=today)
    cost, worth = place_cost(service), place_worth(service)
    waits = waits_in_counts(service, children=children, today=today)
    shown = {
        "service": service,
        "figure": figure(found),
        "capacity": found,
        "cost": cost,
        "worth": worth,
        "cost_head": ("", "Empty places", "Places outside the target group"),
        "costs": _costs(found) if found.costs is not None and found.split else [],
        "unit_costs": _unit_costs(found.costs)
        if found.costs is not None and found.split
        else [],
        "break_even": _break_even(found.costs),
        "waits": _waits(found, waits, children=children),
        "children": children,
        "manages": can(request.user, Permission.MANAGE_SERVICES, service.organisation),
    }
    return render(request, "deliver/capacity.html", shown)


@login_required
def caseloads(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show how many cases each professional leads, beside the agreed limit."""
    service = one_service(request.user, key, Permission.SEE_REFERRALS)
    members, team = team_of(service)
    listed = [
        (members[one.worker], one)
        for one in team.caseloads
        if members[one.worker].ended is None or one.leads or one.helps
    ]
    plain = [
        (
            member.name, member.profession, one.leads,
            "" if one.limit is None else one.limit, one.helps,
            "Over" if one.over else "",
        )
        for member, one in listed
    ]  # fmt: skip
    file = exported(
        request, f"Caseloads of {service}", CASELOAD_HEAD, lambda: plain,
        organisation=service.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    rows = [
        (
            *row[:3], "Not agreed" if row[3] == "" else row[3], row[4],
            ui_tag(str(row[5]), "red") if row[5] else "",
        )
        for row in plain
    ]  # fmt: skip
    shown = {
        "service": service, "head": CASELOAD_HEAD, "rows": rows, "cases": team.cases,
        "without_lead": len(team.without_lead),
        "professions": [
            (name, f"{count:,}") for name, count in team.professions.items()
        ],
    }  # fmt: skip
    return render(request, "deliver/caseloads.html", shown)


def _costs(found: Capacity) -> list[tuple[str, str, str]]:
    costs = found.costs
    assert costs is not None  # noqa: S101  (asked by the caller)
    return [
        ("Days of places", f"{costs.empty_days:,}", f"{costs.outside_days:,}"),
        ("Cost", str(costs.empty_places), str(costs.outside_places)),
        (
            "Days on which one of the target group waited meanwhile",
            f"{found.whole.free_and_waiting:,}",
            f"{costs.kept_out_days:,}",
        ),
    ]


def _unit_costs(costs: SideBySide | None) -> list[tuple[str, str]]:
    if costs is None:
        return []

    def said(money: Money | None) -> str:
        return "No such day" if money is None else str(money)

    return [
        ("Whole cost for each day of any child", said(costs.a_child_day)),
        ("Whole cost for each day of a child of the target group", said(costs.a_target_day)),
    ]


def _break_even(costs: SideBySide | None) -> str:
    if costs is None or costs.break_even is None:
        return ""
    if costs.break_even == 0:
        return (
            "A place given to a child outside the target group spares less than it costs: "
            "keeping it empty is never dearer, whether or not it is needed."
        )
    return (
        f"Keeping a place free is no dearer if a child of the target group comes to need it on "
        f"at least {costs.break_even:.0%} of its days. Money is all that this counts: what "
        "waiting does to a child is not in it."
    )


def _waits(found: Capacity, waits: WaitCounts, *, children: bool) -> list[tuple[str, str]]:
    def days(number: float | None) -> str:
        return "Too few to tell" if number is None else f"{number:g} days"

    target = found.waiting_now if children else RULES.count(found.waiting_now)
    return [
        ("Waiting for a decision or a place", written_count(waits.waiting)),
        ("Of them beyond the agreed time", written_count(waits.late)),
        ("Children of the target group waiting for a place", written_count(target)),
        ("Half of those who wait have waited so far", days(waits.median_so_far)),
        ("Half were accepted within", days(waits.to_decision)),
        ("Half then began within", days(waits.to_begin)),
    ]
