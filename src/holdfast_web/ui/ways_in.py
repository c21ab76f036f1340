"""Which ways into the service does a person have? Each app adds its own as it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Offers = Callable[[AbstractBaseUser | AnonymousUser], list[tuple[str, str]]]

_OFFERS: list[tuple[int, Offers]] = []


def offer(place: int, offers: Offers) -> None:
    """Add ways in: a function from a person to texts and addresses; lower places come first."""
    _OFFERS.append((place, offers))


def ways_in(user: AbstractBaseUser | AnonymousUser) -> list[tuple[str, str]]:
    """Give the texts and addresses that a person is offered."""
    ordered = sorted(_OFFERS, key=lambda entry: entry[0])
    return [way for _, offers in ordered for way in offers(user)]
