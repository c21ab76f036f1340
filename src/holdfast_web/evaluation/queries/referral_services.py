"""Of which services may the referrals become a protocol's enrolments?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.deliver.queries.referral_services import services_of
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Service
    from holdfast_web.evaluation.models import Protocol
    from holdfast_web.people.models import User


def services_for(protocol: Protocol, user: User) -> QuerySet[Service]:
    """Give services that know children by the references of the protocol's organisation.

    Only those whose referrals this person may see one by one: they take them all along.
    """
    return services_of(user, Permission.SEE_REFERRALS).filter(
        references_of=protocol.organisation
    )
