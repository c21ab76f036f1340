"""Who visits? People whose sessions are open; and who is to sign in?"""

from __future__ import annotations

import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password

from benchmarks.web.authority import TOTP_SECRET, with_role
from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.sessions import BEGAN, LAST

VISITORS = {
    "analyst": 12, "programme_lead": 9, "commissioner": 6, "system_administrator": 4,
    "home_manager": 9, "facilitator": 3, "practitioner": 3, "national_team_lead": 3,
    "program": 1,
}  # fmt: skip
"""Of fifty who are there at once."""

SIGN_IN = 12
PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)


def visitors(place: Organisation) -> list[dict[str, str]]:
    """Open a session for each visitor; in an order in which every role comes early."""
    found = []
    for role, many in VISITORS.items():
        for number, user in enumerate(_some(place, role, many)):
            found.append((number / many, {"role": role, **_way_in(user, role)}))
    return [one for _, one in sorted(found, key=lambda entry: entry[0])]


def _some(place: Organisation, role: str, many: int) -> list[User]:
    if role == "program":
        return with_role(place, "analyst")[-SIGN_IN - many : -SIGN_IN]
    if own := with_role(place, role)[:many]:
        return own
    held = Membership.objects.filter(role=role).select_related("user").order_by("pk")
    return [one.user for one in held[:: held.count() // many][:many]]


def _way_in(user: User, role: str) -> dict[str, str]:
    if role == "program":
        return {"token": make_token(by=user, name="bench", scopes=list(Scope), days=1)[1]}
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    now = int(time.time())
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[LAST] = now
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return {"session": session.session_key}


def who_can_sign_in(place: Organisation) -> list[dict[str, str]]:
    """Give analysts who have no session open a password, and say how they sign in."""
    chosen = with_role(place, "analyst")[-SIGN_IN:]
    User.objects.filter(pk__in=[user.pk for user in chosen]).update(
        password=make_password(PASSWORD)
    )
    return [{"email": user.email, "password": PASSWORD, "totp": TOTP_SECRET} for user in chosen]
