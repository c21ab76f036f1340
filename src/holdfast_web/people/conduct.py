"""What does a person agree to before they go on, and which version of it is in force?

The text is templates/people/code_of_conduct_text.html. Whoever changes what it asks of people
raises `VERSION`; everyone is then asked once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast_web.people.models import User

VERSION = "1"


def has_accepted(user: User) -> bool:
    """Say whether a person has accepted the version in force."""
    return user.code_of_conduct_version == VERSION
