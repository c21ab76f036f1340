"""The page that an invitation's link leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from holdfast.kernel.errors import InputError
from holdfast_web.people.forms.organisations import AcceptInvitationForm
from holdfast_web.people.models import User
from holdfast_web.people.operations.invitations import (
    accept_as,
    accept_as_new,
    open_invitation,
)
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.people.sign_in import INVITED, providers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take a person in who was invited: as somebody new, or as who they are signed in as."""
    try:
        found = open_invitation(secret)
    except InputError as error:
        return render(request, "people/invitation_closed.html", {"error": error}, status=404)
    shown: dict[str, object] = {
        "invitation": found,
        "role": ROLES[RoleName(found.role)],
    }
    if request.user.is_authenticated:
        shown["is_mine"] = request.user.email.lower() == found.email.lower()
        if request.method == "POST" and shown["is_mine"]:
            accept_as(request.user, secret)
            messages.success(request, f"You are now with {found.organisation}.")
            return redirect("home")
        return render(request, "people/invitation_signed_in.html", shown)
    if User.objects.filter(email__iexact=found.email).exists():
        return render(request, "people/invitation_known.html", shown)
    form = AcceptInvitationForm(request.POST or None, email=found.email)
    if form.is_valid():
        user = accept_as_new(
            secret, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        login(request, user, backend=BACKEND)
        record_authentication(request, user, "password", email=user.email)
        return redirect("home")
    # The link is remembered for who goes on to sign in at their organisation and comes back.
    request.session[INVITED] = secret
    shown |= {"form": form, "providers": providers(request)}
    return render(request, "people/invitation.html", shown)
