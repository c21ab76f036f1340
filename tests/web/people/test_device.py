"""What a person calls the browser of a session."""

import pytest

from holdfast_web.people.templatetags.device import device


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("(Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        ("(iPhone; CPU like Mac OS X) Version/17 Safari/604.1", "Safari on an iPhone"),
        ("(X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        ("(Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Firefox/1", "Firefox"),
        ("", "Another program"),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(said, called):
    assert device(said) == called
