"""How is a home's month kept, brought in as a list, and said how homes were chosen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.home_measures import BY_NAME
from holdfast.deliver.home_month import Doubt, check_home_month
from holdfast.deliver.home_month import HomeMonth as Record
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import HomeMonth, HomesPlan
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast_web.people.models import User

    Numbers = Mapping[str, int | None]


@transaction.atomic
def keep_month(
    *,
    by: User,
    home: Organisation,
    month: date,
    numbers: Numbers,
    seen: int,
    sure: bool = False,
) -> HomeMonth:
    """Keep one home's month as it was filled in, whole or in part.

    Parameters
    ----------
    numbers
        By name of the measure; None where one is missing. One that is not there stays as it is.
    seen
        The version of the month that its sender had before them; 0 for none.
    sure
        That its sender looked again at what is possible and yet likely a slip.

    Raises
    ------
    InputError
        Where a number cannot be, `deliver.month-changed-meanwhile` where somebody else saved
        the month since it was opened, or `deliver.month-doubtful` where nobody is sure.
    """
    check_may(by, Permission.KEEP_HOME_MONTHS, home)
    _wait_for_turn({home.pk})
    kept = HomeMonth.objects.filter(organisation=home, month=month).first()
    if (kept.version if kept is not None else 0) != seen:
        raise InputError(
            "Somebody else saved this month since you opened it.",
            code="deliver.month-changed-meanwhile",
            where=f"{month:%B %Y}",
            fix="The numbers that they saved stand beside yours. Look at them and save again.",
        )
    if not sure:
        _check_no_doubt(home, month, numbers, kept)
    kept, changed = _keep(by=by, home=home, month=month, numbers=numbers, kept=kept)
    put_down(
        "home month kept", by=by, organisation=home,
        detail={"month": month.isoformat(), "version": kept.version, "measures": changed},
    )  # fmt: skip
    return kept


@transaction.atomic
def bring_months(
    *, by: User, rows: Sequence[tuple[Organisation, date, Numbers, int]]
) -> list[HomeMonth]:
    """Keep the months of a list that was looked at: all of them, or none.

    Each row has the version of the month that was seen when it was looked at.
    """
    homes = {row[0].pk: row[0] for row in rows}
    for home in homes.values():
        check_may(by, Permission.KEEP_HOME_MONTHS, home)
    _wait_for_turn(set(homes))
    held = {
        (kept.organisation_id, kept.month): kept
        for kept in HomeMonth.objects.filter(organisation__in=homes)
    }
    found = []
    for home, month, numbers, seen in rows:
        kept = held.get((home.pk, month))
        if (kept.version if kept is not None else 0) != seen:
            raise InputError(
                "Somebody else saved one of these months since you looked at the list.",
                code="deliver.month-changed-meanwhile",
                where=f"{home.name}, {month:%B %Y}",
                fix="Bring the list again and look at what it would change now.",
            )
        found.append(_keep(by=by, home=home, month=month, numbers=numbers, kept=kept)[0])
    for home in homes.values():
        put_down(
            "home months brought as a list", by=by, organisation=home,
            detail={"months": sum(kept.organisation_id == home.pk for kept in found)},
        )  # fmt: skip
    return found


def doubts_of(home: Organisation, month: date, numbers: Numbers) -> tuple[Doubt, ...]:
    """Say what of a whole month is likely a slip. That it is not over yet is no slip.

    Raises
    ------
    InputError
        Where a number cannot be.
    """
    about = getattr(home, "home", None)
    found = check_home_month(
        Record(home=home.name, month=month, values=dict(numbers)),
        today=timezone.localdate(),
        places=about.places if about is not None else None,
    )
    return tuple(one for one in found if one is not Doubt.MONTH_NOT_OVER)


def _check_no_doubt(
    home: Organisation, month: date, numbers: Numbers, kept: HomeMonth | None
) -> None:
    values = kept.values if kept is not None else dict.fromkeys(BY_NAME)
    doubts = doubts_of(home, month, values | dict(numbers))
    if doubts:
        raise InputError(
            " ".join(doubts),
            code="deliver.month-doubtful",
            where=f"{home.name}, {month:%B %Y}",
            fix="Look again, and send it as sure if it is so.",
        )


def _wait_for_turn(homes: set[int]) -> None:
    """Let one save of a home's months be whole before the next begins."""
    list(Organisation.objects.select_for_update().filter(pk__in=homes).order_by("pk"))


def _keep(
    *, by: User, home: Organisation, month: date, numbers: Numbers, kept: HomeMonth | None
) -> tuple[HomeMonth, int]:
    """Save what is new of a month, and say how many numbers that is."""
    values = kept.values if kept is not None else dict.fromkeys(BY_NAME)
    after = values | dict(numbers)
    check_home_month(
        Record(home=home.name, month=month, values=after), today=timezone.localdate()
    )
    changed = sum(after[name] != values[name] for name in BY_NAME)
    if kept is None:
        kept = HomeMonth(organisation=home, month=month, version=0)
    elif not changed:
        return kept, 0
    for name in BY_NAME:
        setattr(kept, name, after[name])
    kept.version += 1
    kept.changed_by = by
    kept.save()
    return kept, changed


@transaction.atomic
def say_how_chosen(
    *, by: User, organisation: Organisation, programme: str, drawn_by_lot: bool, how: str
) -> HomesPlan:
    """Say whether lots decided which homes a programme trained, and when.

    Raises
    ------
    InputError
        `deliver.lots-not-described` where lots are said to have been drawn and not how.
    """
    check_may(by, Permission.MANAGE_SITES, organisation)
    how = how.strip()
    if drawn_by_lot and not how:
        raise InputError(
            "It is not said how the lots were drawn.",
            code="deliver.lots-not-described",
            fix="Say who drew them, when, and among which homes.",
        )
    plan, _ = HomesPlan.objects.update_or_create(
        organisation=organisation,
        programme=programme,
        defaults={"drawn_by_lot": drawn_by_lot, "how": how, "set_by": by},
    )
    put_down(
        "said how homes were chosen", by=by, organisation=organisation,
        detail={"programme": programme, "drawn_by_lot": drawn_by_lot},
    )  # fmt: skip
    return plan
