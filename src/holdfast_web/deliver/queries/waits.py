"""How long do children wait for a decision and to begin, in counts that may be shown?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from holdfast.deliver.waits import summary
from holdfast.kernel.disclosure import Disclosure
from holdfast_web.deliver.queries.referrals import narrowed, waits_of

if TYPE_CHECKING:
    from datetime import date

    from holdfast.deliver.waits import Waiting, WaitSummary
    from holdfast.kernel.disclosure import Missing, Shown
    from holdfast_web.deliver.models import Service

A_YEAR = timedelta(days=365)
RULES = Disclosure()


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitCounts:
    """Waits in numbers. A median is None where too few children stand behind it."""

    waiting: Shown | Missing
    late: Shown | Missing
    median_so_far: float | None
    to_decision: float | None
    to_begin: float | None


def waits_in_counts(service: Service, *, children: bool, today: date) -> WaitCounts:
    """Give a service's waits of today, and of those accepted in the last year.

    Parameters
    ----------
    children
        Whether whoever asks may see single children: else counts are rounded or held back.
    """
    open_now = narrowed(service.referrals.filter(number__isnull=False), show="open")
    waits: list[Waiting] = [one for _, one in waits_of(service, open_now, today=today)]
    so_far: WaitSummary = summary(waits)
    rows = list(
        service.referrals.filter(accepted__gt=today - A_YEAR).values_list(
            "received", "accepted", "started"
        )
    )
    fewest = 1 if children else RULES.threshold

    def middle(days: list[int]) -> float | None:
        return float(median(days)) if len(days) >= fewest else None

    return WaitCounts(
        waiting=so_far.waiting if children else RULES.count(so_far.waiting),
        late=so_far.late if children else RULES.count(so_far.late),
        median_so_far=middle([one.days for one in waits]),
        to_decision=middle(
            [(accepted - came).days for came, accepted, _ in rows if came and accepted]
        ),
        to_begin=middle(
            [(began - accepted).days for _, accepted, began in rows if began and accepted]
        ),
    )
