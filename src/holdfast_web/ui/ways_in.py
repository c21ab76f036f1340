"""Which ways into the service does a person have? Each app adds its own as it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    # Of a person, signed in or not: whose model it is, is for the apps to know.
    Offers = Callable[[Any], list[tuple[str, str]]]

_OFFERS: list[tuple[int, Offers]] = []


def offer(place: int, offers: Offers) -> None:
    """Add ways in: a function from a person to texts and addresses; lower places come first."""
    _OFFERS.append((place, offers))


def ways_in(user: Any) -> list[tuple[str, str]]:
    """Give the texts and addresses that a person is offered."""
    ordered = sorted(_OFFERS, key=lambda entry: entry[0])
    return [way for _, offers in ordered for way in offers(user)]
