"""Invented deliveries for tests: made once for the same settings."""

from datetime import date
from functools import lru_cache

from holdfast.library.authority.rates import authority
from holdfast.synthetic.delivery.children import Children
from holdfast.synthetic.delivery.northmere import (
    InventedDelivery,
    InventedService,
    deliver,
    serve,
)
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast.synthetic.settings import Settings

TODAY = date(2026, 11, 29)


@lru_cache(maxsize=8)
def children(number: int = 1500, seed: int = 1) -> Children:
    return Children.of(Settings(children=number, seed=seed), authority())


@lru_cache(maxsize=16)
def delivered(today: date = TODAY, *, with_children: bool = False, **knobs) -> InventedDelivery:
    settings = DeliverySettings(today=today, **knobs)
    return deliver(settings, children() if with_children else None)


@lru_cache(maxsize=8)
def served(today: date = TODAY, seed: int = 1) -> InventedService:
    return serve(DeliverySettings(today=today, seed=seed), children(3000))
