"""The pages of an organisation's people: invite, give and take roles, switch off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.people.forms.organisations import InviteForm, RoleForm
from holdfast_web.people.giving import can_switch_off, may_give
from holdfast_web.people.models import Invitation, Organisation, User
from holdfast_web.people.operations.invitations import invite, withdraw_invitation
from holdfast_web.people.operations.memberships import (
    give_role,
    switch_off,
    switch_on,
    take_role,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.people import memberships_in
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.people.scope import check_may
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


@login_required
def person_invite(request: SignedIn, key: UUID) -> HttpResponse:
    """Invite a person by email."""
    organisation = _managed(request, key)
    form = InviteForm(request.POST or None, roles=may_give(request.user, organisation))
    if form.is_valid():
        try:
            invite(
                by=request.user,
                organisation=organisation,
                email=form.cleaned_data["email"],
                role=RoleName(form.cleaned_data["role"]),
                link=lambda secret: request.build_absolute_uri(
                    reverse("invitation", args=[secret])
                ),
            )
        except InputError as error:
            form.add_error("role", refusal(error))
        else:
            messages.success(request, f"A link is on its way to {form.cleaned_data['email']}.")
            return redirect("organisation", key=organisation.key)
    return render(request, "people/invite.html", {"form": form, "organisation": organisation})


@login_required
def invitation_withdraw(request: SignedIn, key: UUID, invitation: UUID) -> HttpResponse:
    """Ask whether an invitation is to be withdrawn, and withdraw it."""
    organisation = _managed(request, key)
    found = get_object_or_404(Invitation, key=invitation, organisation=organisation)
    if RoleName(found.role) not in may_give(request.user, organisation):
        raise Http404("That invitation is not yours to withdraw.")
    if request.method == "POST":
        withdraw_invitation(found, by=request.user)
        messages.success(request, "The invitation is withdrawn. Its link no longer works.")
        return redirect("organisation", key=organisation.key)
    shown = {"organisation": organisation, "invitation": found}
    return render(request, "people/invitation_withdraw.html", shown)


@login_required
def person(request: SignedIn, key: UUID, person: UUID) -> HttpResponse:
    """Show a person's roles in an organisation; give another."""
    organisation = _managed(request, key)
    found = _member(organisation, person)
    held = list(memberships_in(organisation).filter(user=found))
    mine = found.pk == request.user.pk
    gives = set() if mine else may_give(request.user, organisation)
    left = gives - {RoleName(one.role) for one in held}
    form = RoleForm(request.POST or None, roles=left) if left else None
    if form is not None and form.is_valid():
        role = RoleName(form.cleaned_data["role"])
        give_role(found, by=request.user, organisation=organisation, role=role)
        messages.success(request, f"{found} now has the role {role.label.lower()}.")
        return redirect("person", key=organisation.key, person=found.key)
    shown = {
        "organisation": organisation,
        "person": found,
        "is_me": mine,
        "held": [
            {
                "role": RoleName(one.role).label,
                "value": one.role,
                "description": ROLES[RoleName(one.role)].description,
                "given_by": one.given_by,
                "may_take": RoleName(one.role) in gives,
            }
            for one in held
        ],
        "form": form,
        "can_switch": can_switch_off(request.user, found),
    }
    return render(request, "people/person.html", shown)


@login_required
@require_POST
def person_take_role(request: SignedIn, key: UUID, person: UUID) -> HttpResponse:
    """Take one role from a person."""
    organisation = _managed(request, key)
    found = _member(organisation, person)
    membership = get_object_or_404(
        memberships_in(organisation), user=found, role=request.POST.get("role", "")
    )
    take_role(membership, by=request.user)
    messages.success(request, f"{found} no longer has the role.")
    if memberships_in(organisation).filter(user=found).exists():
        return redirect("person", key=organisation.key, person=found.key)
    return redirect("organisation", key=organisation.key)


@login_required
@require_POST
def person_switch(request: SignedIn, key: UUID, person: UUID) -> HttpResponse:
    """Switch a person off, or on again."""
    organisation = _managed(request, key)
    found = _member(organisation, person)
    if found.is_active:
        switch_off(found, by=request.user, organisation=organisation)
        messages.success(request, f"{found} is switched off and signed out everywhere.")
    else:
        switch_on(found, by=request.user, organisation=organisation)
        messages.success(request, f"{found} can sign in again.")
    return redirect("person", key=organisation.key, person=found.key)


def _managed(request: SignedIn, key: UUID) -> Organisation:
    organisation = get_object_or_404(Organisation, key=key)
    check_may(request.user, Permission.MANAGE_PEOPLE, organisation)
    return organisation


def _member(organisation: Organisation, key: UUID) -> User:
    return get_object_or_404(User, key=key, pk__in=memberships_in(organisation).values("user"))
