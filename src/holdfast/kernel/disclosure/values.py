"""What stands in the place of a count that may not be shown, or that there is not?

Missing, zero and suppressed are three different things. Zero is a number. `MISSING` is a
count that nobody has. `SUPPRESSED` is one that we have and do not show. Neither can be added,
compared or taken for true or false: code that forgets about them fails at once.
"""

from __future__ import annotations

from enum import Enum
from typing import NoReturn


class Suppressed(Enum):
    """A count that is held back, so that no child can be made out."""

    SUPPRESSED = "suppressed"

    def __bool__(self) -> NoReturn:
        raise TypeError("A suppressed count is neither true nor false.")

    def __str__(self) -> str:
        return "suppressed"


class Missing(Enum):
    """A count that is not known, or that could not be worked out."""

    MISSING = "missing"

    def __bool__(self) -> NoReturn:
        raise TypeError("A missing count is neither true nor false.")

    def __str__(self) -> str:
        return "missing"


SUPPRESSED = Suppressed.SUPPRESSED
MISSING = Missing.MISSING

Shown = int | Suppressed
Count = int | Suppressed | Missing


def as_json(value: float | Suppressed | Missing) -> int | float | str | None:
    """Write a count for JSON: a number, "suppressed", or null where it is missing.

    Examples
    --------
    >>> [as_json(value) for value in (0, 25, SUPPRESSED, MISSING)]
    [0, 25, 'suppressed', None]
    """
    if isinstance(value, Suppressed):
        return value.value
    if isinstance(value, Missing):
        return None
    return value
