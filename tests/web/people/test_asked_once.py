"""While a page is read, who has which role is asked once; where it changes, each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast_web.people.asked_once import AskedOnce
from holdfast_web.people.models import Membership, Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import RoleName
from holdfast_web.people.scope import organisations, roles_of


@pytest.fixture
def during(rf):
    """Give a function that calls another as a view is called, with a method."""

    def called(method, view):
        answers = []
        AskedOnce(lambda request: answers.append(view(request)))(rf.generic(method, "/"))
        return answers[0]

    return called


def several(user):
    def view(request):
        del request
        with CaptureQueriesContext(connection) as asked:
            for permission in Permission:
                organisations(user, permission)
            roles_of(user)
        return len(asked)

    return view


def test_a_page_asks_once_for_roles_tree_and_emergencies(member, northmere, during):
    everything = member(northmere, *RoleName)

    assert [during(method, several(everything)) for method in ("GET", "HEAD")] == [3, 3]
    assert during("POST", several(everything)) > 2 * len(Permission)


def test_what_was_answered_is_forgotten_with_the_page(member, northmere, elsewhere, during):
    reader = member(northmere, "reader")

    def seen(request):
        del request
        return organisations(reader, Permission.SEE_FINDINGS)

    assert during("GET", seen) == {northmere.pk}
    Membership.objects.create(user=reader, organisation=elsewhere, role=RoleName.READER)
    home = Organisation.objects.create(name="Home", kind=Kind.HOME, parent=elsewhere)
    assert during("GET", seen) == {northmere.pk, elsewhere.pk, home.pk}


def test_two_people_on_one_page_are_not_mixed_up(member, northmere, elsewhere, during):
    here, there = member(northmere, "reader"), member(elsewhere, "reader")

    def both(request):
        del request
        return [organisations(one, Permission.SEE_FINDINGS) for one in (here, there, here)]

    assert during("GET", both) == [{northmere.pk}, {elsewhere.pk}, {northmere.pk}]


def test_whoever_changes_what_was_given_changes_it_for_themselves(member, northmere, during):
    reader = member(northmere, "reader")

    def emptied(request):
        del request
        organisations(reader, Permission.SEE_FINDINGS).clear()
        return organisations(reader, Permission.SEE_FINDINGS)

    assert during("GET", emptied) == {northmere.pk}
