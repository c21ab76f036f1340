"""Whose data a person may see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may, organisations


def test_a_role_reaches_its_organisation_and_those_under_it(member, northmere, elsewhere):
    home = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)
    analyst = member(northmere, "analyst")

    assert organisations(analyst, Permission.SEE_CHILD) == {northmere.pk, home.pk}
    assert not can(analyst, Permission.SEE_CHILD, elsewhere)


def test_a_role_in_a_home_does_not_reach_its_authority(member, northmere):
    home = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)

    assert organisations(member(home, "home_manager"), Permission.SEE_FINDINGS) == {home.pk}


def test_what_a_role_does_not_allow_is_nowhere(member, northmere):
    reader = member(northmere, "reader")

    assert organisations(reader, Permission.SEE_CHILD) == set()
    with pytest.raises(Http404):
        check_may(reader, Permission.SEE_CHILD, northmere)


@pytest.mark.django_db
def test_nobody_signed_in_and_nobody_switched_off_sees_anything(member, northmere):
    gone = member(northmere, "analyst")
    gone.is_active = False

    assert organisations(AnonymousUser(), Permission.SEE_FINDINGS) == set()
    assert organisations(gone, Permission.SEE_FINDINGS) == set()
