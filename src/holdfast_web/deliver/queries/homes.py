"""Which homes may a person see, who is on their staff, and when do they work?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from holdfast_web.deliver.models import LongAbsence, RosterShift, StaffMember
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations, seen_by

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast_web.people.models import User

IN_POST, LEFT, TO_COME, EVERYBODY = "in_post", "left", "to_come", "everybody"


def homes_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_DELIVERY
) -> QuerySet[Organisation]:
    """Give the children's homes in which a person has a permission, by name."""
    return (
        Organisation.objects.filter(kind=Kind.HOME, pk__in=organisations(user, permission))
        .select_related("parent", "home")
        .order_by("name", "id")
    )


def with_staff(homes: QuerySet[Organisation], day: date) -> QuerySet[Organisation]:
    """Give homes with the number of their staff in post on a day."""
    return homes.annotate(in_post=Count("staff", filter=in_post(day, "staff__")))


def in_post(day: date, prefix: str = "") -> Q:
    """Say who is in post on a day."""
    return Q(**{f"{prefix}started__lte": day}) & (
        Q(**{f"{prefix}left__isnull": True}) | Q(**{f"{prefix}left__gt": day})
    )


def staff_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_STAFF
) -> QuerySet[StaffMember]:
    """Give the members of staff whom a person may see, or keep."""
    return seen_by(StaffMember.objects.all(), user, permission).select_related("organisation")


def staff_of(
    home: Organisation, *, day: date, show: str = IN_POST, words: str = "", kind: str = ""
) -> QuerySet[StaffMember]:
    """Give the staff of a home: who is in post, who left, who is to come, or everybody."""
    found = StaffMember.objects.filter(organisation=home)
    if show == IN_POST:
        found = found.filter(in_post(day))
    elif show == LEFT:
        found = found.filter(left__lte=day)
    elif show == TO_COME:
        found = found.filter(started__gt=day)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(post__icontains=words) | Q(reference__iexact=words)
        )
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("name", "started", "id")


def absences_for(
    user: User | AnonymousUser, permission: Permission = Permission.MANAGE_STAFF
) -> QuerySet[LongAbsence]:
    """Give the long absences of staff in whose homes a person has a permission."""
    return LongAbsence.objects.filter(
        staff__organisation_id__in=organisations(user, permission)
    ).select_related("staff__organisation")


def away_on(members: list[StaffMember], day: date) -> dict[int, LongAbsence]:
    """Give the long absences of some people that cover a day, by their primary keys."""
    found = LongAbsence.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), staff__in=members, since__lte=day
    )
    return {absence.staff_id: absence for absence in found}


def shifts_of(home: Organisation, first: date, last: date) -> QuerySet[RosterShift]:
    """Give the shifts of a home that begin between two days, both included."""
    return RosterShift.objects.filter(
        organisation=home, day__range=(first, last)
    ).select_related("staff")
