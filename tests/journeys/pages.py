"""Which pages are looked at by axe, at every width, with and without JavaScript?

Each app adds its pages here, or in a module of its own whose `PAGES` is added below. A page's
`address` is a path, or a function from the organisation and the person to a path, which makes
in the database what the page shows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: a name for the test, who looks (None: nobody signed in), and where it is."""

    name: str
    address: str | Callable
    role: str | None = "analyst"
    title: str
    status: int = 200


def found(organisation, person):
    return reverse("search") + "?words=change"


ABOUT = [
    Page(name="sign-in", role=None, address="/account/login/", title="Sign in"),
    Page(
        name="forgotten-password", role=None, address="/account/password/reset/",
        title="Choose another password",
    ),
    Page(
        name="accessibility", role=None, address="/about/accessibility/",
        title="Accessibility statement",
    ),
    Page(name="privacy", role=None, address="/about/privacy/", title="Privacy notice"),
    Page(name="cookies", role=None, address="/about/cookies/", title="Cookies"),
    Page(name="not-found", address="/nowhere/", title="Page not found", status=404),
]  # fmt: skip

PEOPLE = [
    Page(name="home", address="/", title="Home"),
    Page(name="home-of-a-reader", role="reader", address="/", title="Home"),
    Page(name="question", address="/questions/measure/", title="Did it change?"),
    Page(name="search", address=found, title="change: search"),
    Page(name="notices", address="/notices/", title="Notices by email"),
    Page(name="problem", address="/problem/page/", title="Which page was it?"),
    Page(name="releases", address="/releases/", title="Releases"),
    Page(name="account", address="/account/", title="My account"),
    Page(name="second-factor", address="/account/2fa/", title="Second factor"),
    Page(name="roles", address="/roles/", title="What each role allows"),
    Page(
        name="organisations", role="programme_lead", address="/organisations/",
        title="Organisations and people",
    ),
    Page(name="trail", role="system_administrator", address="/trail/", title="Audit trail"),
]  # fmt: skip

PAGES = [*ABOUT, *PEOPLE]
