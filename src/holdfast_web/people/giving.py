"""Which roles may a person give, and to whom? The rule, in one place.

1. Only who has "invite people and give roles" in an organisation, or above it, gives roles
   there.
2. They may give a role only if everything that it allows is allowed to them there too, by one
   of their roles or by several. So nobody can make another person more than they are.
3. One role is apart: the system administrator holds nothing about children, yet may pass on
   every permission, because somebody must be able to appoint the first analyst. What may be
   passed on may not be taken: rule 4.
4. Nobody gives a role to themselves, or takes one from themselves. So passing on never becomes
   doing by one's own hand; each giving has two names in the audit trail, and the person
   appointed is told.
5. Emergency access counts for nothing here.
6. What one may give one may take. A person can be switched off by whoever may take every one of
   their roles.

Giving is closed: whoever is appointed can never appoint to more than who appointed them could
(tests/web/people/test_giving.py proves it for every pair of roles).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.http import Http404

from holdfast_web.people.models import Membership
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.people.scope import all_above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.people.models import Organisation, User


def given_by_roles(held: Iterable[RoleName]) -> set[RoleName]:
    """Give the roles that somebody with these roles may give."""
    roles = [ROLES[name] for name in held]
    own = frozenset[Permission]().union(*(role.permissions for role in roles))
    passed = own.union(*(role.passes_on for role in roles))
    if Permission.MANAGE_PEOPLE not in own:
        return set()
    return {name for name, role in ROLES.items() if role.permissions <= passed}


def may_give(giver: User, organisation: Organisation) -> set[RoleName]:
    """Give the roles that a person may give in an organisation."""
    return _may_give_in(giver, {organisation.pk})[organisation.pk]


def _may_give_in(giver: User, places: set[int]) -> dict[int, set[RoleName]]:
    """Give the roles that a person may give in each of several: two queries in all."""
    if not giver.is_active:
        return {place: set() for place in places}
    held: defaultdict[int, list[RoleName]] = defaultdict(list)
    own = Membership.objects.filter(user=giver).values_list("organisation_id", "role")
    for place, role in own:
        held[place].append(RoleName(role))
    return {
        place: given_by_roles(role for one in upwards for role in held[one])
        for place, upwards in all_above(places).items()
    }


def check_may_give(giver: User, role: RoleName, organisation: Organisation, to: User) -> None:
    """Refuse a giving or taking that the rule does not allow.

    Raises
    ------
    Http404
        Where it does not.
    """
    if giver.pk == to.pk or role not in may_give(giver, organisation):
        raise Http404("That role is not yours to give or take here.")


def can_switch_off(giver: User, person: User) -> bool:
    """Say whether a person may switch another off, or on again: all their roles, everywhere."""
    if giver.pk == person.pk:
        return False
    roles = list(Membership.objects.filter(user=person).values_list("organisation_id", "role"))
    gives = _may_give_in(giver, {place for place, _ in roles})
    return bool(roles) and all(RoleName(role) in gives[place] for place, role in roles)
