"""Who is told, well before it, that funding or a certification ends?

Once a day each ending is held against the warnings of the library's rules. Each warning of
each ending is sent once, the nearest one where several have passed. Where the day is moved, the
new day is another ending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from holdfast.kernel.dates import months_later
from holdfast.library.implementation import implementation
from holdfast_web.deliver.models import (
    Certification,
    CertificationState,
    EndingTold,
    Site,
    Stage,
)
from holdfast_web.deliver.queries.sites import notice_of, programme_names
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import who_may
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from holdfast_web.people.models import User


def tell_of_endings(*, today: date | None = None) -> int:
    """Send the warnings that are due and were not sent; give how many endings were told of."""
    today = today or timezone.localdate()
    return _tell_of_funding(today) + _tell_of_certifications(today)


def _tell_of_funding(today: date) -> int:
    warnings = [warning.months for warning in implementation().funding_warnings]
    ending = (
        Site.objects.filter(funding_ends__range=(today, months_later(today, warnings[0])))
        .exclude(stage=Stage.ENDED)
        .select_related("organisation")
        .prefetch_related("endings_told")
        .order_by("id")
    )
    return sum(_funding(site, warnings, today) for site in ending)


def _funding(site: Site, warnings: Sequence[int], today: date) -> int:
    notice = notice_of(site, today=today)
    if notice is None:
        return 0
    months = _due(warnings, notice.ends, today)
    if (notice.ends, months) in {(one.ends, one.months) for one in site.endings_told.all()}:
        return 0
    what = f"the funding of {site} ends on {written_day(notice.ends)}"
    return _tell_once(
        {"site": site, "ends": notice.ends, "months": months},
        to=who_may(Permission.MANAGE_SITES, site.organisation),
        subject=what,
        text=f"{what[0].upper()}{what[1:]}. {notice.says}",
        href=reverse("deliver:site", args=[site.key]),
    )


def _tell_of_certifications(today: date) -> int:
    warnings = implementation().certification_warnings
    later = Certification.objects.filter(
        facilitator=OuterRef("facilitator"), programme=OuterRef("programme"),
        since__gt=OuterRef("since"),
    )  # fmt: skip
    still = Q(facilitator__ended__isnull=True) | Q(facilitator__ended__gt=today)
    ending = (
        Certification.objects.filter(
            still,
            ~Exists(later),
            state=CertificationState.CERTIFIED,
            expires__range=(today, months_later(today, warnings[0])),
        )
        .select_related("facilitator__organisation", "facilitator__user")
        .prefetch_related("endings_told")
        .order_by("id")
    )
    names = programme_names()
    return sum(_certification(one, warnings, names, today) for one in ending)


def _certification(
    one: Certification, warnings: Sequence[int], names: dict[str, str], today: date
) -> int:
    if one.expires is None:
        return 0
    months = _due(warnings, one.expires, today)
    if (one.expires, months) in {(told.ends, told.months) for told in one.endings_told.all()}:
        return 0
    who = one.facilitator
    people = [*who_may(Permission.MANAGE_STAFF, who.organisation), who.user]
    what = (
        f"certification of {who} for {names.get(one.programme, one.programme)} expires on "
        f"{written_day(one.expires)}"
    )
    return _tell_once(
        {"certification": one, "ends": one.expires, "months": months},
        to=[person for person in people if person is not None],
        subject=f"the {what}",
        text=(
            f"The {what}. Sessions after that day need somebody else who is certified, or a "
            "new certification."
        ),
        href=reverse("deliver:facilitator", args=[who.key]),
    )


@transaction.atomic
def _tell_once(
    ending: dict[str, Any], *, to: Iterable[User], subject: str, text: str, href: str
) -> int:
    """Tell, unless another worker has just done it; give 1 where it was told."""
    _, new = EndingTold.objects.get_or_create(**ending)
    if new:
        tell(NoticeKind.ENDING, to=to, subject=subject, text=text, href=href)
    return int(new)


def _due(warnings: Sequence[int], ends: date, today: date) -> int:
    """Give the nearest warning that has come: the fewest months that still reach the end."""
    return min(months for months in warnings if ends <= months_later(today, months))
