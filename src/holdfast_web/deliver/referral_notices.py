"""Who is told of a referral? Those who decide on it, and then whoever referred.

A notice names the service and the number of the referral, and nothing of the child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast.deliver.referral import Move
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import who_may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast_web.deliver.models import Referral

TOLD: Mapping[Move, str] = {
    Move.ASK: "more is asked of you",
    Move.ACCEPT: "it was accepted",
    Move.DECLINE: "it was declined",
    Move.PASS_ON: "it was passed on to another service",
    Move.NEVER_ENGAGED: "the child or family never took part",
}
"""The moves that whoever referred is told of."""


def tell_that_it_came(referral: Referral) -> int:
    """Tell those who decide that a referral came; give how many."""
    people = who_may(Permission.DECIDE_REFERRALS, referral.organisation)
    return tell(
        NoticeKind.REFERRAL,
        to=[one for one in people if one.pk != referral.made_by_id],
        subject=f"a referral came to {referral.service}",
        text=f"Referral {referral.number} came to {referral.service}.",
        href=reverse("deliver:referral", args=[referral.key]),
    )


def tell_who_referred(referral: Referral, move: Move) -> int:
    """Tell whoever referred what became of it, where that is theirs to know; give how many."""
    if move not in TOLD or referral.made_by is None:
        return 0
    return tell(
        NoticeKind.REFERRAL,
        to=[referral.made_by],
        subject=f"your referral to {referral.service}",
        text=f"Referral {referral.number} to {referral.service}: {TOLD[move]}.",
        href=reverse("deliver:referral", args=[referral.key]),
    )
