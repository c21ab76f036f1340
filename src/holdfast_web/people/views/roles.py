"""The page that says in plain English what each role is for and what it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from holdfast_web.people.giving import given_by_roles
from holdfast_web.people.permissions import SECOND_FACTOR, Permission
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.people.scope import roles_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


@login_required
def roles(request: SignedIn) -> HttpResponse:
    """Show every role, with what it allows and which roles it may give."""
    held = roles_of(request.user)
    shown = [
        {
            "label": name.label,
            "mine": name in held,
            "description": role.description,
            "allows": [_sentence(one) for one in Permission if one in role.permissions],
            "gives": [other.label for other in RoleName if other in given_by_roles([name])],
            "second_factor": bool(role.permissions & SECOND_FACTOR),
        }
        for name, role in ROLES.items()
    ]
    return render(request, "people/roles.html", {"roles": shown})


def _sentence(permission: Permission) -> str:
    return permission.value[0].upper() + permission.value[1:]
