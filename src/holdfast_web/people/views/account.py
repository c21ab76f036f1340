"""My account: how I sign in, my devices and sessions, my roles, what I agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast_web.people.conduct import has_accepted
from holdfast_web.people.queries.held_roles import held_roles
from holdfast_web.people.second_factor import FACTORS, needs_one
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

FACTOR_WORDS = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a passkey or security key",
}


@require_safe
@login_required
def account(request: SignedIn) -> HttpResponse:
    """Show a person what is kept of them, with links to change what they can."""
    user = request.user
    rows = [
        ("Name", str(user)),
        ("Email", user.email),
        (
            "Password",
            "Set" if user.has_usable_password() else "None",
            reverse(
                "account_change_password"
                if user.has_usable_password()
                else "account_set_password"
            ),
            "Change",
            "password",
        ),
        ("Second factor", _factors(user), reverse("mfa_index"), "Change", "second factor"),
        (
            "Devices and sessions",
            "Where you are signed in",
            reverse("usersessions_list"),
            "See",
            "devices and sessions",
        ),
        (
            "Code of conduct",
            f"Version {user.code_of_conduct_version} accepted on "
            f"{written_day(user.code_of_conduct_accepted)}"
            if has_accepted(user)
            else "Not yet accepted",
            reverse("code_of_conduct"),
            "Read",
            "code of conduct",
        ),
        *(
            (held.role, held.places, reverse("roles"), "Explain", held.role.lower())
            for held in held_roles(user)
        ),
    ]
    return render(request, "people/account.html", {"rows": rows})


def _factors(user: User) -> str:
    held = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    words = [FACTOR_WORDS[factor] for factor in FACTORS if factor in held]
    if not words:
        return "None, and your roles ask for one" if needs_one(user) else "None"
    text = " and ".join(words)
    return text[0].upper() + text[1:]
