"""What must a person have done before they go on? The one place where every page is held back.

Who is signed in goes on once they have, in this order,

1. a second factor, if one of their roles asks for it (not in the demo), and
2. accepted the code of conduct in its present version.

Until then every page leads to where they can do so. What does not need a person to be somebody
(sign-in and sign-out, pages about the service, health) is free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from holdfast_web.people.conduct import has_accepted
from holdfast_web.people.second_factor import came_with_one, has_one, needs_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from holdfast_web.people.models import User

FREE_MODULES = (
    "allauth.", "holdfast_web.config.", "holdfast_web.people.identity_provider.",
    "holdfast_web.ui.views.",
)  # fmt: skip
FREE_NAMES = frozenset(
    {"account", "account_email", "code_of_conduct", "demo_sign_in", "invitation"}
)
WHY_SECOND_FACTOR = (
    "Your role can reach data about single children, or let others do so. Add an authenticator "
    "app or a passkey to go on."
)


class Conditions:
    """Middleware: holds a person back until they have done what their roles ask of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` is where it may be held back."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead a person to what they must do first; let everyone else through."""
        del args, kwargs
        if not request.user.is_authenticated or is_free(request, view):
            return None
        user = request.user
        if lacks_second_factor(user) and not came_with_one(request):
            messages.warning(request, WHY_SECOND_FACTOR)
            return redirect("mfa_index")
        if not has_accepted(user):
            after = (
                urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            )
            return redirect(f"{reverse('code_of_conduct')}?{after}")
        return None


def lacks_second_factor(user: User) -> bool:
    """Say whether a person must have a second factor with us and has none."""
    return not settings.DEMO and needs_one(user) and not has_one(user)


def may_send_a_program(user: User) -> bool:
    """Say whether a person has done what is asked of them, for a program in their stead.

    A program has no page to be led to; it is refused until the person has done it. Where the
    identity provider asks for the second factor, it did when the person made the token.
    """
    brought = settings.OIDC_BRINGS_SECOND_FACTOR
    return has_accepted(user) and (bool(brought) or not lacks_second_factor(user))


def is_free(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """Say whether a page is open to who has not done everything yet."""
    match = request.resolver_match
    name = match.url_name if match is not None else None
    return name in FREE_NAMES or view.__module__.startswith(FREE_MODULES)
