"""What is due, late or waiting for a person? Each app adds its own as it starts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from holdfast_web.people.models import User


class State(StrEnum):
    """How pressing a thing is, the most pressing first."""

    LATE = "late"
    DUE = "due"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One thing that a person is waited for, or waits for themselves.

    `text` says what, `href` is where it is done, `when` is the day or moment that it was due,
    is due, or has been waiting since; None where no day was set.
    """

    text: str
    href: str
    when: date | datetime | None
    state: State

    def __post_init__(self) -> None:
        # A plain word is welcome: `state="late"`.
        object.__setattr__(self, "state", State(self.state))


if TYPE_CHECKING:
    Offers = Callable[[User], Iterable[Due]]

_OFFERS: list[Offers] = []


def offer(offers: Offers) -> None:
    """Add a function from a person to what is due, late or waiting for them.

    It asks only for what that person may see (`holdfast_web.people.scope`), in a number of
    queries that does not grow with the rows.
    """
    _OFFERS.append(offers)


def due_for(user: User) -> dict[State, list[Due]]:
    """Give what there is for a person by how pressing it is, the oldest first.

    Things without a day come after those with one.
    """
    found = [due for offers in _OFFERS for due in offers(user)]
    found.sort(
        key=lambda due: (due.when is None, due.when.isoformat() if due.when else "", due.text)
    )
    return {state: [due for due in found if due.state is state] for state in State}
