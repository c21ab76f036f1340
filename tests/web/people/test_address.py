"""From where a request comes: as the proxy wrote it, without its port, or not known."""

import pytest
from django.test import RequestFactory

from holdfast_web.people.address import client_address


def address(**meta):
    return client_address(RequestFactory().get("/", **meta))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("198.51.100.1, 203.0.113.9:4711 ", "203.0.113.9"),
        ("203.0.113.9, unknown", ""),
        ("_hidden", ""),
        ("[2001:db8::1", ""),
        ("[2001:db8::1]x", ""),
        ("203.0.113.999", ""),
        ("203.0.113.9:80:81", ""),
        ("'; a text that somebody sent", ""),
    ],
)
def test_what_our_proxy_wrote_is_the_address_without_its_port(settings, written, found):
    settings.BEHIND_PROXY = True

    assert address(HTTP_X_FORWARDED_FOR=written, REMOTE_ADDR="192.0.2.1") == found


def test_a_proxy_that_wrote_nothing_leaves_the_address_of_who_asked(settings):
    settings.BEHIND_PROXY = True

    assert address(REMOTE_ADDR="192.0.2.1") == "192.0.2.1"


def test_without_a_proxy_what_a_visitor_writes_is_passed_over(settings):
    settings.BEHIND_PROXY = False

    assert address(HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="192.0.2.1") == "192.0.2.1"


@pytest.mark.parametrize("written", ["", "unix:", "a socket"])
def test_what_is_no_address_is_not_known(settings, written):
    settings.BEHIND_PROXY = False

    assert address(REMOTE_ADDR=written) == ""
