"""How is a calendar's address made and revoked?

An address is a person's own. Its secret is a long random text of which only the SHA-256 is
kept, so that it is shown once, and a copy of the database opens no calendar.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from holdfast_web.deliver.calendar_secret import hash_of
from holdfast_web.deliver.models import CalendarCovers, CalendarLink
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may, organisations

if TYPE_CHECKING:
    from holdfast_web.deliver.models import StaffMember
    from holdfast_web.people.models import User

SECRET_BYTES = 32


@transaction.atomic
def make_calendar(*, by: User, covers: CalendarCovers) -> tuple[CalendarLink, str]:
    """Make an address of one's own, and give it with its secret.

    Raises
    ------
    Http404
        Where a person may see no run anywhere.
    """
    if not organisations(by, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = CalendarLink.objects.create(user=by, covers=covers, hash=hash_of(secret), by=by)
    put_down("calendar made", by=by, subject=link, detail={"covers": covers.value})
    return link, secret


@transaction.atomic
def make_calendar_for(*, by: User, staff: StaffMember) -> tuple[CalendarLink, str]:
    """Make an address for a member of staff, who needs no account to follow their sessions."""
    check_may(by, Permission.MANAGE_STAFF, staff.organisation)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = CalendarLink.objects.create(staff=staff, hash=hash_of(secret), by=by)
    put_down("calendar made", by=by, organisation=staff.organisation, subject=link)
    return link, secret


@transaction.atomic
def revoke_calendar(link: CalendarLink, *, by: User) -> CalendarLink:
    """End an address at once: one's own, or that of a member of one's staff.

    Raises
    ------
    Http404
        Where it is somebody else's.
    """
    staff = link.staff
    own = link.user_id == by.pk if staff is None else False
    if not own and (staff is None or not can(by, Permission.MANAGE_STAFF, staff.organisation)):
        raise Http404("There is no such page, or it is not yours to see.")
    if link.revoked is None:
        link.revoked = timezone.now()
        link.save(update_fields=["revoked"])
        put_down("calendar revoked", by=by, subject=link)
    return link
