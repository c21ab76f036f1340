"""Every address, asked for by a stranger and by every role of another organisation.

Nobody reaches what is another organisation's: it is not there for them. Addresses come from the
resolver, so that a new one without an example in `urls_walked.py` fails here.
"""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from tests.web.urls_walked import EVERYTHING, MARK, WALKED, Northmere

from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName

HIDDEN = {403, 404, 405}
"""405 where an address takes a sent form only: it says nothing of what is behind it."""

NAMELESS = "account/social/"
"""allauth's old addresses, which lead to its new ones."""


def _patterns(patterns, *, prefix="", space=""):
    for one in patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, f"{space}{one.name}" if one.name else None
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _patterns(one.url_patterns, prefix=path, space=inner)


ADDRESSES = list(_patterns(get_resolver().url_patterns))


def test_every_address_has_an_example():
    names = {name for path, name in ADDRESSES if name or not path.startswith(NAMELESS)}

    assert sorted(names - set(WALKED), key=str) == [], (
        "These addresses have no example. Add each to tests/web/urls_walked.py, so that it is "
        "proved that another organisation's people do not reach it."
    )
    assert sorted(set(WALKED) - names) == [], "These examples have no address."


@pytest.fixture
def walked(member, db):
    organisation = Organisation.objects.create(name=MARK, kind=Kind.AUTHORITY)
    return Northmere(organisation, member)


def address(name, northmere):
    words = WALKED[name].words
    return reverse(name, kwargs=words(northmere) if words is not None else None)


def is_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def asks_again_who_it_is(answer):
    """Say whether a page of sign-in asks for the password again before it looks further."""
    return answer.status_code == 302 and "/reauthenticate/" in answer.url


NOT_OPEN = sorted(name for name, one in WALKED.items() if one.kind != "everybody")
THEIRS = sorted(name for name, one in WALKED.items() if one.kind == "theirs")
OWN = sorted(name for name, one in WALKED.items() if one.kind == "own")


@pytest.mark.parametrize("name", NOT_OPEN)
def test_a_stranger_is_refused(client, walked, name):
    where = address(name, walked)

    for answer in (client.get(where), client.post(where)):
        assert is_sign_in(answer) or answer.status_code in HIDDEN | {401}, (
            f"{name} answered a stranger with {answer.status_code}"
        )


@pytest.mark.parametrize("name", sorted(set(WALKED) - set(NOT_OPEN)))
def test_what_is_open_to_everybody_shows_nobodys_data(client, walked, name):
    answer = client.get(address(name, walked))

    assert answer.status_code < 500
    assert MARK.encode() not in getattr(answer, "content", b"")


@pytest.mark.parametrize("name", THEIRS)
def test_every_role_of_another_organisation_is_refused(client, walked, elsewhere, member, name):
    where = address(name, walked)
    for role in RoleName:
        client.force_login(member(elsewhere, role))

        for answer in (client.get(where), client.post(where)):
            assert answer.status_code in HIDDEN or asks_again_who_it_is(answer), (
                f"{name} answered the {role.label.lower()} of another organisation with "
                f"{answer.status_code}"
            )


@pytest.mark.parametrize("name", OWN)
def test_what_shows_ones_own_shows_nothing_of_another_organisation(
    client, walked, elsewhere, member, name
):
    for thing in EVERYTHING:
        getattr(walked, thing)
    where = address(name, walked)
    for role in RoleName:
        client.force_login(member(elsewhere, role))

        answer = client.get(where, {"words": MARK[:6]} if name == "search" else None)

        assert answer.status_code < 500
        assert MARK.lower().encode() not in answer.content.lower().replace(
            MARK[:6].lower().encode() + b'"', b""
        ), f"{name} shows the {role.label.lower()} of another organisation what is not theirs"


@pytest.mark.parametrize(
    "name", sorted(name for name, one in WALKED.items() if one.kind == "programs")
)
def test_a_program_of_another_organisation_reaches_nothing(
    client, walked, elsewhere, member, name
):
    for thing in EVERYTHING:
        getattr(walked, thing)
    where = address(name, walked)
    text = make_token(by=member(elsewhere, "analyst"), name="t", scopes=list(Scope), days=1)[1]
    asked = {"protocol": str(walked.protocol.key), "returns": str(walked.returns.key)}

    for answer in (
        client.get(where, headers={"Authorization": f"Bearer {text}"}),
        client.post(
            where, asked, content_type="application/json",
            headers={"Authorization": f"Bearer {text}"},
        ),
    ):  # fmt: skip
        assert answer.status_code < 500
        assert MARK.encode() not in answer.content
        assert answer.status_code in HIDDEN | {422} or WALKED[name].words is None


@pytest.mark.parametrize("name", [name for name in THEIRS if WALKED[name].by is not None])
def test_whoever_may_does_reach_it(client, walked, name):
    where = address(name, walked)
    client.force_login(walked.person(WALKED[name].by))

    answer = client.post(where) if WALKED[name].post else client.get(where)

    assert answer.status_code in {200, 204, 302}, f"{name} answered {answer.status_code}"
    assert not is_sign_in(answer)
