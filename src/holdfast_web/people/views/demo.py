"""Sign in with one click, in the demo and from this machine only.

Outside the demo the address is not in the table of addresses. The page checks the setting and
where the request comes from all the same.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from holdfast_web.people.audit import put_down
from holdfast_web.people.queries.demo import demo_memberships
from holdfast_web.people.roles import ROLES, RoleName

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Offer one button for each invented person; sign in as the one that was chosen."""
    check_is_demo_and_here(request)
    people = demo_memberships()
    after = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = ""
    if request.method == "POST":
        chosen = get_object_or_404(people, user__key=_key(request.POST.get("person", "")))
        login(request, chosen.user, backend=BACKEND)
        UserSession.objects.create_from_request(request)
        put_down(
            "signed in to the demo", by=chosen.user, organisation=chosen.organisation,
            subject=chosen.user, request=request,
        )  # fmt: skip
        return redirect(after or "home")
    shown = [
        {
            "key": one.user.key,
            "name": str(one.user),
            "organisation": one.organisation.name,
            "description": ROLES[RoleName(one.role)].description,
        }
        for one in people
    ]
    return render(request, "people/demo_sign_in.html", {"people": shown, "next": after})


def check_is_demo_and_here(request: HttpRequest) -> None:
    """Refuse as not found unless this is the demo and the request comes from this machine.

    A request that a proxy passed on seems to come from here and does not; so does one for
    another name that leads here.
    """
    host = request.get_host().rsplit(":", 1)[0]
    forwarded = any(name in request.META for name in FORWARDED)
    try:
        here = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        here = False
    if not settings.DEMO or forwarded or not here or host not in HERE:
        raise Http404("There is no such page.")


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Http404("There is no such person.") from error
