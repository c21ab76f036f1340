"""How does a person choose which notices they get?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast_web.people.audit import put_down
from holdfast_web.people.models import NoticePreference
from holdfast_web.people.models.notice_preference import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast_web.people.models import User


@transaction.atomic
def choose_notices(*, by: User, wanted: Collection[NoticeKind]) -> list[NoticePreference]:
    """Keep which notices a person wants; those not named are not wanted."""
    kept = [
        NoticePreference.objects.update_or_create(
            user=by, kind=kind, defaults={"wanted": kind in wanted}
        )[0]
        for kind in NoticeKind
    ]
    put_down(
        "notices chosen", by=by, subject=by,
        detail={str(kind): kind in wanted for kind in NoticeKind},
    )  # fmt: skip
    return kept
