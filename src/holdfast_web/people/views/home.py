"""The first page: what is due, late and waiting for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from holdfast_web.people.roles import ROLES
from holdfast_web.people.scope import roles_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show who the person is here, and what they can go on with."""
    roles = [ROLES[name] for name in roles_of(request.user)]
    return render(request, "people/home.html", {"roles": roles})
