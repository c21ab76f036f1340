"""The first page: what is late, due and waiting for this person, and what they are here for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast_web.people.due import State, due_for
from holdfast_web.people.queries.held_roles import held_roles
from holdfast_web.ui.questions import QUESTIONS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

COLOURS = {State.LATE: "red", State.DUE: "yellow", State.WAITING: "blue"}
TITLES = {State.LATE: "Late", State.DUE: "Due", State.WAITING: "Waiting"}
SINCE = {State.LATE: "was due", State.DUE: "due", State.WAITING: "since"}


@require_safe
@login_required
def home(request: SignedIn) -> HttpResponse:
    """Show what there is to do, the most pressing first, and who the person is here."""
    groups = [
        {
            "title": TITLES[state],
            "colour": COLOURS[state],
            "since": SINCE[state],
            "dues": dues,
        }
        for state, dues in due_for(request.user).items()
        if dues
    ]
    roles = held_roles(request.user)
    context = {"groups": groups, "roles": roles, "questions": QUESTIONS}
    return render(request, "people/home.html", context)
