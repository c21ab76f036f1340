"""How much of the flexibility that was agreed has been used so far?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from holdfast.change.criteria import Standing
from holdfast_web.deliver.queries.referral_services import criteria_on
from holdfast_web.deliver.referral_words import criteria_of, kept

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import Service

A_YEAR = timedelta(days=365)


def flexibility_used(service: Service, *, today: date) -> str:
    """Say it of those accepted in the last year, beside the share agreed."""
    counted = service.referrals.filter(accepted__gt=today - A_YEAR).aggregate(
        accepted=Count("pk"),
        outside=Count(
            "pk", filter=Q(standing__in=[kept(Standing.FLEXIBLE), kept(Standing.OUTSIDE)])
        ),
    )
    version = criteria_on(service, today)
    flexible = criteria_of(version).flexibility if version is not None else None
    agreed = (
        "What share may be was never agreed."
        if flexible is None
        else f"Agreed were at most {100 * flexible.share:g} of 100, by {flexible.agreed_by}."
    )
    return (
        f"In the last year {counted['outside']} of the {counted['accepted']} accepted did not "
        f"meet every criterion. {agreed}"
    )
