"""What is a page that the tests look at?"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: a name for the test, who looks (None: nobody signed in), and where it is.

    Names in braces in `at` are keys of what was furnished. Where a page comes only of something
    that is done, as an error does, `then` does it, and so that it can be done again.
    """

    name: str
    at: str
    who: str | None = "analyst"
    title: str
    status: int = 200
    then: Callable | None = None


def press(text):
    """Give what presses a button, and waits for the page that it leads to."""

    def pressed(view):
        with view.expect_navigation():
            view.get_by_role("button", name=text, exact=True).click()

    return pressed
