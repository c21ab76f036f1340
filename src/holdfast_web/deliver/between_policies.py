"""When, for how long and by whom can something be written down that lies between sessions?

Held where it is saved, whether it comes from a page or from a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import Run, StaffMember

MOST_MINUTES = 600
"""Ten hours: what takes longer in a day is a slip."""


def check_has_come(day: date) -> None:
    """Refuse to write down what is still to come.

    Raises
    ------
    InputError
        `deliver.day-to-come`.
    """
    if day > timezone.localdate():
        raise InputError(
            "This is written down once it has been, and the day is still to come.",
            code="deliver.day-to-come",
            where=day.isoformat(),
            fix="Give today or an earlier day.",
        )


def check_minutes(minutes: int) -> None:
    """Refuse a length that nothing has in a day.

    Raises
    ------
    InputError
        `deliver.minutes-out-of-range`.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise InputError(
            "It cannot have taken so many minutes.",
            code="deliver.minutes-out-of-range",
            where=f"{minutes} minutes",
            fix=f"Give from 1 to {MOST_MINUTES} minutes.",
        )


def check_on_team(staff: StaffMember, run: Run) -> None:
    """Refuse somebody who was not on the team of a run's home since it began.

    Raises
    ------
    Http404
        Where they belong to another home.
    InputError
        `deliver.left-before-run` where they had left by then.
    """
    if staff.organisation_id != run.organisation_id:
        raise Http404("There is no such member of staff in this home.")
    if staff.left is not None and staff.left <= run.starts:
        raise InputError(
            "They had left the team before the run began.",
            code="deliver.left-before-run",
            where=str(run),
            fix="Choose somebody who was on the team since, or mend the day they left.",
        )
