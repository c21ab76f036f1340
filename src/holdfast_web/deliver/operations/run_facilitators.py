"""Who delivers a run, and who covers when one of them is ill?

Nobody is ever taken off a run without a trail: a place ends on a day and for a reason, and who
covers has a place of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import RunFacilitator
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import Facilitator, Run
    from holdfast_web.people.models import User


@transaction.atomic
def give_place(
    *, by: User, run: Run, facilitator: Facilitator, role: str = "", since: date | None = None
) -> RunFacilitator:
    """Let somebody deliver a run in a role, from its beginning or from a day on.

    Raises
    ------
    InputError
        Where they deliver it already at the same time.
    """
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    _check_free(run, facilitator, since=since, until=None)
    place = RunFacilitator.objects.create(
        run=run, facilitator=facilitator, role=role, since=since
    )
    _put_down("facilitator placed", by, place)
    return place


@transaction.atomic
def cover(
    *,
    by: User,
    place: RunFacilitator,
    facilitator: Facilitator,
    since: date,
    until: date | None,
    reason: str,
) -> RunFacilitator:
    """Let somebody deliver in the place of another from a day, until another day or for good.

    Parameters
    ----------
    until
        The first day on which the one who was covered is back; None where it is for good.
    reason
        Why: ill, left. It stays with the place that was covered.

    Returns
    -------
    RunFacilitator
        The place of the one who covers. The one who was covered has a place until the first
        day of cover, and another from the day they are back.

    Raises
    ------
    InputError
        Where the days are not in order, there is no reason, or both are the same person.
    """
    run = place.run
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    if not reason.strip():
        raise InputError(
            "Cover is written down without a reason.",
            code="deliver.cover-without-reason",
            fix="Say in a few words why somebody else delivers: ill, left, on leave.",
        )
    begins_early = place.since is not None and since < place.since
    if begins_early or (until is not None and until <= since) or _over(place, since):
        raise InputError(
            "The days of cover do not lie within the place that is covered.",
            code="deliver.cover-days",
            fix="Give a first day of cover, and a later day on which the other is back.",
        )
    if facilitator.pk == place.facilitator_id:
        raise InputError(
            "Somebody cannot cover for themselves.",
            code="deliver.cover-by-the-same",
            fix="Choose who delivers instead.",
        )
    ends = place.until
    _check_free(run, facilitator, since=since, until=until or ends)
    place.until, place.reason = since, reason.strip()
    place.save(update_fields=["until", "reason"])
    covers = RunFacilitator.objects.create(
        run=run, facilitator=facilitator, role=place.role, since=since, until=until or ends
    )
    if until is not None and (ends is None or until < ends):
        RunFacilitator.objects.create(
            run=run, facilitator=place.facilitator, role=place.role, since=until, until=ends
        )
    _put_down("facilitator covered", by, covers)
    return covers


@transaction.atomic
def end_place(*, by: User, place: RunFacilitator, on: date, reason: str) -> RunFacilitator:
    """End a place on a run from a day on, with a reason, so that another can be found."""
    check_may(by, Permission.PLAN_RUNS, place.run.organisation)
    if not reason.strip() or (place.since is not None and on < place.since):
        raise InputError(
            "A place ends without a reason, or before it began.",
            code="deliver.cover-days",
            fix="Give the first day on which they no longer deliver, and why.",
        )
    place.until, place.reason = on, reason.strip()
    place.save(update_fields=["until", "reason"])
    _put_down("facilitator's place ended", by, place)
    return place


def _over(place: RunFacilitator, day: date) -> bool:
    return place.until is not None and day >= place.until


def _check_free(
    run: Run, facilitator: Facilitator, *, since: date | None, until: date | None
) -> None:
    for other in run.facilitators.filter(facilitator=facilitator):
        before = until is not None and other.since is not None and until <= other.since
        after = since is not None and other.until is not None and since >= other.until
        if not before and not after:
            raise InputError(
                "This facilitator delivers the run at that time already.",
                code="deliver.facilitator-placed-already",
                where=facilitator.name,
                fix="Choose somebody else, or other days.",
            )


def _put_down(action: str, by: User, place: RunFacilitator) -> None:
    put_down(
        action, by=by, organisation=place.run.organisation, subject=place.run,
        detail={"facilitator": str(place.facilitator.key), "role": place.role},
    )  # fmt: skip
