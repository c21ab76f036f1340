"""The pages of organisations: the tree, one of them, adding and changing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from holdfast.kernel.errors import InputError
from holdfast_web.people.forms.narrowing import PeopleFilter
from holdfast_web.people.forms.organisations import OrganisationForm
from holdfast_web.people.models import Organisation
from holdfast_web.people.operations.organisations import add_organisation, change_organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.people import (
    invitations_to,
    memberships_in,
    places_managed_by,
    tree_of,
)
from holdfast_web.people.roles import RoleName
from holdfast_web.people.scope import can, check_may, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.paginator import Page
    from django.db.models import Model, QuerySet
    from django.http import HttpResponse

    from holdfast_web.people.models import Invitation, Membership, User
    from holdfast_web.people.signed_in import SignedIn

    Thing = TypeVar("Thing", bound=Model)

A_PAGE = 50


@login_required
def organisation_list(request: SignedIn) -> HttpResponse:
    """Show the organisations that a person manages, as a tree."""
    page = Paginator(tree_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            format_html(
                '<span class="hf-depth-{}">{}</span>',
                min(place.depth, 4),
                ui_link(
                    place.organisation.name,
                    reverse("organisation", args=[place.organisation.key]),
                ),
            ),
            place.organisation.get_kind_display(),
        )
        for place in page
    ]
    shown = {
        "head": ("Organisation", "Kind"),
        "rows": rows,
        "page": page,
        "may_add": bool(organisations(request.user, Permission.MANAGE_ORGANISATIONS)),
    }
    return render(request, "people/organisations.html", shown)


@login_required
def organisation(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one organisation: what it is, what stands under it, and its people."""
    found = get_object_or_404(places_managed_by(request.user).select_related("parent"), key=key)
    manages_people = can(request.user, Permission.MANAGE_PEOPLE, found)
    children = _page(request, found.children.all(), "children")
    form = PeopleFilter(request.GET or None)
    held = memberships_in(found, **form.chosen)
    people = _page(request, held, "people") if manages_people else None
    invited = _page(request, invitations_to(found), "invited") if manages_people else None
    shown = {
        "organisation": found,
        "about": _about(found),
        "children": [
            ui_link(child.name, reverse("organisation", args=[child.key])) for child in children
        ],
        "children_page": children,
        "manages_people": manages_people,
        "form": form,
        "narrowed": bool(form.chosen),
        "may_change": can(request.user, Permission.MANAGE_ORGANISATIONS, found),
        "people_head": ("Person", "Email", "Role", "Since"),
        "people": _people(found, people) if people is not None else [],
        "people_page": people,
        "invited_head": ("Email", "Role", "Sent", "State", "Withdraw"),
        "invited": _invited(found, invited) if invited is not None else [],
        "invited_page": invited,
    }
    return render(request, "people/organisation.html", shown)


@login_required
def organisation_add(request: SignedIn) -> HttpResponse:
    """Add an organisation under one that the person may add to."""
    parents = _parents(request.user)
    form = OrganisationForm(
        request.POST or None, parents=parents, initial={"parent": request.GET.get("under")}
    )
    if form.is_valid():
        try:
            added = add_organisation(by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{added.name} is added.")
            return redirect("organisation", key=added.key)
    if not parents.exists():
        return redirect("organisations")
    return render(request, "people/organisation_form.html", {"form": form})


@login_required
def organisation_change(request: SignedIn, key: UUID) -> HttpResponse:
    """Change an organisation's name, kind or place."""
    found = get_object_or_404(places_managed_by(request.user), key=key)
    check_may(request.user, Permission.MANAGE_ORGANISATIONS, found)
    parents = _parents(request.user).exclude(pk=found.pk)
    if found.parent_id is not None:
        # Where it stands now is offered, even to one who may not add to it.
        parents = (parents | Organisation.objects.filter(pk=found.parent_id)).distinct()
    form = OrganisationForm(
        request.POST or None,
        parents=parents,
        may_be_top=found.parent_id is None,
        initial={
            "name": found.name,
            "kind": found.kind,
            "parent": found.parent.key if found.parent is not None else None,
            "region": found.region,
            "keep_originals": found.keep_originals,
        },
    )
    if form.is_valid():
        try:
            change_organisation(found, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{found.name} is changed.")
            return redirect("organisation", key=found.key)
    shown = {"form": form, "organisation": Organisation.objects.get(pk=found.pk)}
    return render(request, "people/organisation_form.html", shown)


def _parents(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        pk__in=organisations(user, Permission.MANAGE_ORGANISATIONS)
    )


def _about(found: Organisation) -> list[tuple[str, str]]:
    return [
        ("Kind", found.get_kind_display()),
        ("Stands under", found.parent.name if found.parent is not None else "Nothing"),
        ("Region", found.get_region_display() or "The same as the organisation above"),
        (
            "Files of returns",
            "Deleted when they have been read, unless whoever uploads them keeps them"
            if found.keep_originals
            else "Deleted when they have been read",
        ),
        ("Added", written_day(found.created)),
    ]


def _page(request: SignedIn, things: QuerySet[Thing], name: str) -> Page[Thing]:
    """Give the part of one of several lists that the address asks for by the list's name."""
    return Paginator(things, A_PAGE).get_page(request.GET.get(name))


def _people(found: Organisation, page: Page[Membership]) -> list[tuple[object, ...]]:
    return [
        (
            ui_link(str(one.user), reverse("person", args=[found.key, one.user.key])),
            one.user.email,
            RoleName(one.role).label
            if one.user.is_active
            else format_html("{} {}", RoleName(one.role).label, ui_tag("Switched off", "grey")),
            written_day(one.since),
        )
        for one in page
    ]


def _invited(found: Organisation, page: Page[Invitation]) -> list[tuple[object, ...]]:
    return [
        (
            one.email,
            one.get_role_display(),
            written_day(one.sent_at),
            one.state,
            ui_link("Withdraw", reverse("invitation_withdraw", args=[found.key, one.key]))
            if one.is_open
            else "",
        )
        for one in page
    ]
