"""Every page that a role can come to from its first page answers, in the demo as loaded."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from holdfast_web.people.models import Membership
from holdfast_web.people.roles import RoleName

LINK = re.compile(r'<a\b[^>]*?href="([^"#]+)')
EACH = 2
"""Pages of one kind that are opened."""
MOST = 150
NOT_FOLLOWED = ("/account/", "/static/", "/demo/")


@pytest.mark.slow
@pytest.mark.parametrize("role", list(RoleName))
def test_every_page_that_a_role_can_come_to_answers(begun, client, role):
    person = Membership.objects.filter(role=role).order_by("pk")[0].user
    client.force_login(person)
    left, seen, opened = ["/"], set(), Counter()
    answered = {}

    while left and len(answered) < MOST:
        address = left.pop(0)
        kind = kind_of(address)
        if address in seen or kind is None or opened[kind] >= EACH:
            continue
        seen.add(address)
        opened[kind] += 1
        answer = client.get(address)
        answered[address] = answer.status_code
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
            left += [urljoin(address, unescape(found)) for found in LINK.findall(text)]

    assert {address: code for address, code in answered.items() if code not in {200, 302}} == {}
    assert len(answered) >= 3


def kind_of(address: str) -> str | None:
    """Give the name of the page that an address leads to, or None where it is not ours."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith(NOT_FOLLOWED):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return "nothing"
