"""Who is told, and when, that a service left the children it is meant for?

Whenever a referral came, was accepted, began or was put right, the share outside the criteria
is looked at again. The first time that a month is beyond its limits it is written down and told
to the service's lead and to whoever commissions it; then somebody says what was decided.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import DriftAlert, Service
from holdfast_web.deliver.queries.drift import watched
from holdfast_web.people.audit import put_down
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may, who_may

if TYPE_CHECKING:
    from holdfast_web.people.models import User

LOOKED_AT = 3
"""Months, this one among them."""


@transaction.atomic
def tell_if_drifted(service: Service, *, today: date | None = None) -> list[DriftAlert]:
    """Write down and tell of what left its limits of late and was not told of before.

    Referrals are entered days after they came, so the months just past are looked at too.
    """
    today = today or timezone.localdate()
    found = []
    for group, one in watched(service, today=today).items():
        for month in one.months[-LOOKED_AT:]:
            for fired in month.fired:
                if not fired.new:
                    continue
                alert, made = DriftAlert.objects.get_or_create(
                    service=service, group=group, window=fired.window,
                    month=date.fromisoformat(f"{month.month}-01"),
                    defaults={"organisation": service.organisation},
                )  # fmt: skip
                if made:
                    found.append(alert)
    if found:
        _tell(service, found[0])
        put_down(
            "drift told", by=None, organisation=service.organisation, subject=service,
            detail={"month": f"{found[0].month:%Y-%m}", "alerts": len(found)},
        )  # fmt: skip
    return found


@transaction.atomic
def say_what_was_decided(alert: DriftAlert, *, by: User, decided: str) -> DriftAlert:
    """Note what was decided on an alert; it is then no longer due."""
    check_may(by, Permission.MANAGE_SERVICES, alert.organisation)
    if not decided.strip():
        raise InputError(
            "It is not said what was decided.",
            code="deliver.drift-nothing-decided",
            where=alert.service.name,
            fix="Say what was found and what is done, or that nothing needs to be, and why.",
        )
    alert.seen_at, alert.seen_by, alert.decided = timezone.now(), by, decided.strip()
    alert.save()
    put_down("drift decided on", by=by, organisation=alert.organisation, subject=alert)
    return alert


def tell_of_all_drift(*, today: date | None = None) -> int:
    """Look at every service once a day: a window moves on although nobody does anything."""
    return sum(
        len(tell_if_drifted(service, today=today))
        for service in Service.objects.filter(closed=None).select_related("organisation")
    )


def _tell(service: Service, alert: DriftAlert) -> int:
    who = who_may(Permission.SEE_DRIFT, service.organisation)
    return tell(
        NoticeKind.DRIFT,
        to=who,
        subject=f"{service} left the children it is meant for",
        text=(
            f"In {alert.month:%B %Y} more of the children of {service} stood outside its "
            "criteria than was agreed, or than chance would bring. The need may have changed; "
            "so may the service. Look at who approved what, and say what is decided."
        ),
        href=reverse("deliver:drift", args=[service.key]),
    )
