"""Nobody can make another person more than they are."""

from itertools import combinations

import pytest
from django.http import Http404

from holdfast_web.people.giving import can_switch_off, check_may_give, given_by_roles, may_give
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import CHILD_LEVEL, Permission
from holdfast_web.people.roles import ROLES, RoleName


def test_each_role_gives_what_the_rule_says():
    everyday = {RoleName.FACILITATOR, RoleName.AUDIT_CONTRIBUTOR, RoleName.READER}
    local = everyday | {
        RoleName.SITE_COORDINATOR,
        RoleName.HOME_MANAGER,
        RoleName.PRACTITIONER,
        RoleName.COMMISSIONER,
    }

    assert {name: given_by_roles([name]) for name in RoleName if given_by_roles([name])} == {
        RoleName.SYSTEM_ADMINISTRATOR: set(RoleName),
        RoleName.NATIONAL_TEAM_LEAD: everyday | {RoleName.NATIONAL_TEAM_LEAD},
        RoleName.PROGRAMME_LEAD: local | {RoleName.PROGRAMME_LEAD},
    }


def test_without_passing_on_nobody_gives_what_they_may_not_do():
    for pair in combinations(RoleName, 2):
        roles = [ROLES[name] for name in pair]
        if any(role.passes_on for role in roles):
            continue
        own = roles[0].permissions | roles[1].permissions

        assert all(ROLES[given].permissions <= own for given in given_by_roles(pair))


def test_who_is_appointed_never_appoints_to_more_than_who_appointed_them():
    for giver in RoleName:
        given = given_by_roles([giver])

        assert given_by_roles(given) <= given


def test_only_the_system_administrator_passes_on_what_shows_a_child_without_seeing_it():
    passing = {name for name, role in ROLES.items() if role.passes_on}

    assert passing == {RoleName.SYSTEM_ADMINISTRATOR, RoleName.NATIONAL_TEAM_LEAD}
    assert not ROLES[RoleName.NATIONAL_TEAM_LEAD].passes_on & CHILD_LEVEL
    assert not ROLES[RoleName.SYSTEM_ADMINISTRATOR].permissions & CHILD_LEVEL
    assert {
        name for name, role in ROLES.items() if Permission.MANAGE_PEOPLE in role.permissions
    } == {
        RoleName.SYSTEM_ADMINISTRATOR,
        RoleName.NATIONAL_TEAM_LEAD,
        RoleName.PROGRAMME_LEAD,
    }


def test_nobody_gives_a_role_to_themselves(member, northmere):
    administrator = member(northmere, "system_administrator")

    with pytest.raises(Http404):
        check_may_give(administrator, RoleName.ANALYST, northmere, administrator)


def test_a_role_in_a_home_gives_nothing_above_it_or_beside_it(member, northmere, elsewhere):
    home = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)
    administrator = member(home, "system_administrator")

    assert may_give(administrator, home) == set(RoleName)
    assert may_give(administrator, northmere) == set()
    assert may_give(administrator, elsewhere) == set()


def test_a_person_with_a_role_elsewhere_cannot_be_switched_off_from_here(
    member, northmere, elsewhere
):
    administrator = member(northmere, "system_administrator")
    analyst = member(northmere, "analyst")
    assert can_switch_off(administrator, analyst)

    analyst.memberships.create(organisation=elsewhere, role=RoleName.READER)

    assert not can_switch_off(administrator, analyst)
    assert not can_switch_off(administrator, administrator)
    assert not can_switch_off(member(northmere, "programme_lead"), administrator)


def test_analysts_and_both_kinds_of_lead_may_use_the_interface_for_programs():
    assert {name for name, role in ROLES.items() if Permission.USE_API in role.permissions} == {
        RoleName.ANALYST,
        RoleName.PROGRAMME_LEAD,
        RoleName.NATIONAL_TEAM_LEAD,
    }
