"""How is what is known of a children's home changed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Home
from holdfast_web.people.audit import put_down
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def change_home(
    *,
    by: User,
    organisation: Organisation,
    ofsted_urn: str = "",
    places: int | None = None,
    opened: date | None = None,
    closed: date | None = None,
    staff_whole_since: date | None = None,
) -> Home:
    """Write down what is known of an organisation that is a children's home.

    Raises
    ------
    InputError
        Where it is no home, or another home has the URN.
    """
    check_may(by, Permission.MANAGE_STAFF, organisation)
    if organisation.kind != Kind.HOME:
        raise InputError(
            "This organisation is not a children's home.",
            code="deliver.not-a-home",
            where=organisation.name,
            fix="Change its kind first, where it is one.",
        )
    urn = ofsted_urn.strip().upper()
    if urn and Home.objects.filter(ofsted_urn=urn).exclude(organisation=organisation).exists():
        raise InputError(
            "Another home has this URN already.",
            code="deliver.home-urn-taken",
            where=urn,
            fix="Look at the home's registration with Ofsted: each has a URN of its own.",
        )
    home, _ = Home.objects.update_or_create(
        organisation=organisation,
        defaults={
            "ofsted_urn": urn, "places": places, "opened": opened, "closed": closed,
            "staff_whole_since": staff_whole_since,
        },
    )  # fmt: skip
    put_down("home changed", by=by, organisation=organisation, subject=organisation)
    return home
