"""How does a person take emergency access? With a reason, on the trail, and not for long."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Emergency, User
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may, who_may

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation

LASTS = timedelta(hours=1)
SHORTEST_REASON = 20


def take_emergency_access(*, by: User, organisation: Organisation, reason: str) -> Emergency:
    """Give a person access to one organisation's returns and journeys for one hour.

    Everyone who watches the trail of the organisation is told at once.

    Raises
    ------
    InputError
        Where the reason says too little to be judged by.
    """
    check_may(by, Permission.EMERGENCY_ACCESS, organisation)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise InputError(
            "Emergency access needs a reason that others can judge.",
            code="people.emergency-reason",
            where=organisation.name,
            fix="Say in a sentence what has happened and what you need to see.",
        )
    with transaction.atomic():
        now = timezone.now()
        emergency = Emergency.objects.create(
            user=by, organisation=organisation, reason=reason, began_at=now, ends_at=now + LASTS
        )
        # The reason stands with the emergency, not on the trail: it may speak of a child.
        put_down(
            "emergency access taken", by=by, organisation=organisation, subject=emergency,
            detail={"ends_at": emergency.ends_at.isoformat(timespec="minutes")},
        )  # fmt: skip
        _tell(emergency)
    return emergency


def end_emergency_access(emergency: Emergency, *, by: User) -> Emergency:
    """End one's own emergency access before its time."""
    if emergency.user_id != by.pk:
        raise Http404("That emergency access is not yours.")
    with transaction.atomic():
        if emergency.is_open:
            emergency.ended_at = timezone.now()
            emergency.save(update_fields=["ended_at"])
            put_down(
                "emergency access ended", by=by, organisation=emergency.organisation,
                subject=emergency,
            )  # fmt: skip
    return emergency


def _tell(emergency: Emergency) -> None:
    watching = who_may(Permission.SEE_AUDIT_TRAIL, emergency.organisation)
    addresses = list(watching.exclude(pk=emergency.user_id).values_list("email", flat=True))
    subject = f"Emergency access was taken in {emergency.organisation}"
    words = render_to_string("people/email/emergency.txt", {"emergency": emergency})
    for address in addresses:
        transaction.on_commit(partial(send_mail, subject, words, None, [address]))
