"""How many children were meant, month by month, by the returns that were read last?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.dateparse import parse_date

from holdfast.change.criteria_data import as_cohort
from holdfast.change.meant_by_month import meant_by_month
from holdfast.kernel.errors import DesignError
from holdfast_web.deliver.referral_words import criteria_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from holdfast.change.cohort import CohortRule
    from holdfast_web.deliver.models import CriteriaVersion, Service
    from holdfast_web.people.models import User

MONTHS_KEPT = 36
SPELLS = ("child", "stage", "detail", "start", "end")
CHILDREN = ("child", "birth_month", "death_date")


def meant_in(
    service: Service, version: CriteriaVersion | None, *, user: User, today: date
) -> Mapping[str, int] | None:
    """Count the children who met the criteria, for months that the returns cover.

    None where no returns were read, this person may not see counts of journeys there, or no
    cohort can be made of the criteria: those who are looked after are in none.
    """
    if version is None or not can(user, Permission.SEE_JOURNEYS, service.references_of):
        return None
    returns = (
        ReturnSet.objects.filter(organisation=service.references_of, read_at__isnull=False)
        .order_by("-read_at")
        .first()
    )
    if returns is None or returns.counts is None:
        return None
    span = _covered(returns.counts["observed"])
    if span is None:
        return None
    first = max(span[0], today.replace(year=today.year - MONTHS_KEPT // 12, day=1))
    try:
        rule = as_cohort(criteria_of(version), first_day=first, last_day=min(span[1], today))
    except DesignError:
        return None
    return _counted(places.journeys(returns), rule)


def _covered(observed: Mapping[str, Any]) -> tuple[date, date] | None:
    """Give the days that every kind of return covers: entry to care must be seen too."""
    days = [(parse_date(str(span[0])), parse_date(str(span[1]))) for span in observed.values()]
    known = [(first, last) for first, last in days if first and last]
    if "ssda903" not in observed or "cin" not in observed or len(known) < len(days):
        return None
    first, last = max(one for one, _ in known), min(one for _, one in known)
    return (first, last) if first < last else None


@lru_cache(maxsize=32)
def _counted(folder: Path, rule: CohortRule) -> Mapping[str, int] | None:
    paths = [folder / "journeys.parquet", folder / "children.parquet"]
    if not all(path.is_file() for path in paths):
        return None
    spells, children = (
        pl.read_parquet(path, columns=list(columns))
        for path, columns in zip(paths, (SPELLS, CHILDREN), strict=True)
    )
    return meant_by_month(spells, children, rule)
