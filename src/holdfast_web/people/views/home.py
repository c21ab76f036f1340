"""The first page: what is late, due and waiting for this person, and what they are here for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from holdfast_web.people.due import Due, State, due_for
from holdfast_web.people.queries.held_roles import held_roles
from holdfast_web.ui.days import written_day
from holdfast_web.ui.questions import QUESTIONS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

COLOURS = {State.LATE: "red", State.DUE: "yellow", State.WAITING: "blue"}
TITLES = {State.LATE: "Late", State.DUE: "Due", State.WAITING: "Waiting"}


@require_safe
@login_required
def home(request: SignedIn) -> HttpResponse:
    """Show what there is to do, the most pressing first, and who the person is here."""
    found = due_for(request.user)
    groups = [
        {
            "title": TITLES[state],
            "colour": COLOURS[state],
            "dues": [(due, _when(due)) for due in dues],
        }
        for state, dues in found.items()
        if dues
    ]
    roles = held_roles(request.user)
    context = {
        "groups": groups,
        "nothing": _nothing([TITLES[state].lower() for state in found if not found[state]]),
        "roles": roles,
        "questions": QUESTIONS,
    }
    return render(request, "people/home.html", context)


def _nothing(states: list[str]) -> str:
    """Say what there is none of: silence might be a page that is not ready."""
    if not states:
        return ""
    *others, last = states
    return f"Nothing is {', '.join(others)}{' or ' if others else ''}{last}."


def _when(due: Due) -> str:
    """Say a day as what it is: until when, since when, or when it should have been."""
    if due.when is None:
        return ""
    day = due.when.date() if isinstance(due.when, datetime) else due.when
    if due.state is State.LATE:
        return f"was due {written_day(due.when)}"
    ahead = day > timezone.localdate()
    return f"{'by' if ahead else 'since'} {written_day(due.when)}"
