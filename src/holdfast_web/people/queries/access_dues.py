"""Which invitations ran out, and which emergency access is open where this person watches?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.due import Due, State
from holdfast_web.people.models import Invitation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.emergencies import emergencies_seen_by
from holdfast_web.people.scope import seen_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

MOST = 10


def access_dues(user: User) -> Iterator[Due]:
    """Give invitations to send again or withdraw, and emergency access that is open now."""
    now = timezone.now()
    seen = emergencies_seen_by(user).filter(ended_at=None, ends_at__gt=now)
    for one in seen.order_by("began_at")[:MOST]:
        mine = one.user_id == user.pk
        yield Due(
            text=f"Your emergency access to {one.organisation} is open"
            if mine
            else f"{one.user} has emergency access to {one.organisation}: read the reason",
            href=reverse("emergency", args=[one.key]) if mine else reverse("emergencies"),
            when=one.ends_at if mine else one.began_at,
            state=State.DUE,
        )
    sent_again = Invitation.objects.filter(
        organisation=OuterRef("organisation"), email=OuterRef("email"),
        sent_at__gt=OuterRef("sent_at"),
    )  # fmt: skip
    ran_out = seen_by(Invitation.objects.all(), user, Permission.MANAGE_PEOPLE).filter(
        ~Exists(sent_again), used_at=None, withdrawn_at=None, expires_at__lte=now
    )
    for sent in ran_out.select_related("organisation").order_by("expires_at")[:MOST]:
        yield Due(
            text=f"The invitation of {sent.email} to {sent.organisation} ran out: "
            "send another, or withdraw it",
            href=reverse("organisation", args=[sent.organisation.key]),
            when=sent.expires_at,
            state=State.DUE,
        )
