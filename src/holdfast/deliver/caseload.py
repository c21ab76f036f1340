"""Who leads how many, and is that more than was agreed?

In a multi-professional team anyone may lead, a social worker or not. Each child has one lead
and any number of other professionals; both are counted, and set beside the agreed limit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One professional's part in one case; `until` is the first day that is not in it."""

    worker: str
    case: str
    leads: bool
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Caseload:
    """One professional on one day. `limit` is None where none was agreed for them."""

    worker: str
    leads: int
    helps: int
    limit: int | None

    @property
    def over(self) -> int:
        """How many more they lead than was agreed; 0 where no limit was agreed."""
        return 0 if self.limit is None else max(self.leads - self.limit, 0)

    @property
    def room(self) -> int | None:
        """How many more they may lead; None where no limit was agreed."""
        return None if self.limit is None else max(self.limit - self.leads, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """A team on one day: its caseloads, the cases that nobody leads, and how many cases."""

    caseloads: tuple[Caseload, ...]
    without_lead: tuple[str, ...]
    cases: int
    professions: Mapping[str, int]

    @property
    def over_limit(self) -> tuple[str, ...]:
        """Those who lead more than was agreed."""
        return tuple(one.worker for one in self.caseloads if one.over)


def team(
    workers: Mapping[str, tuple[str, int | None]],
    parts: Iterable[Part],
    open_cases: Iterable[str],
    *,
    on: date,
) -> Team:
    """Count a team's caseloads on a day.

    Parameters
    ----------
    workers
        Everyone in the team, by name: their profession, and the limit agreed for them.
    parts
        Who has, or had, which part in which case.
    open_cases
        The cases that are open on the day.

    Returns
    -------
    Team
        Caseloads in the order of `workers`; those over the limit are not put first, since being
        over it says something of the service and not of the person. `professions` counts the
        cases that each profession leads.

    Raises
    ------
    InputError
        `deliver.caseload-unsound` where a case has two leads on the day, somebody with a part
        is not in the team, or a limit is below zero.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2026, 5, 1)
    >>> found = team({"A": ("Youth worker", 1)}, [Part(worker="A", case="1", leads=True,
    ...              since=day), Part(worker="A", case="2", leads=True, since=day)],
    ...              ["1", "2", "3"], on=day)
    >>> found.caseloads[0].over, found.without_lead
    (1, ('3',))
    """
    now_open = list(dict.fromkeys(open_cases))
    current = [
        part
        for part in parts
        if part.since <= on and (part.until is None or on < part.until)
        if part.case in set(now_open)
    ]
    leads = Counter(part.case for part in current if part.leads)
    if (
        max(leads.values(), default=0) > 1
        or any(part.worker not in workers for part in current)
        or any(limit is not None and limit < 0 for _, limit in workers.values())
    ):
        raise InputError(
            "A team's caseloads cannot be counted.",
            code="deliver.caseload-unsound",
            fix="Give each case one lead at a time, each part somebody of the team, and limits "
            "of 0 or more.",
        )
    leading = Counter(part.worker for part in current if part.leads)
    helping = Counter(part.worker for part in current if not part.leads)
    professions = Counter(workers[part.worker][0] for part in current if part.leads)
    return Team(
        caseloads=tuple(
            Caseload(worker=name, leads=leading[name], helps=helping[name], limit=limit)
            for name, (_, limit) in workers.items()
        ),
        without_lead=tuple(case for case in now_open if not leads[case]),
        cases=len(now_open),
        professions=dict(sorted(professions.items())),
    )
