"""What does one piece of work cost, and which price does a placement have?

`library/unit_costs/`, one YAML file a set. Amounts are as published, each in its own price
year: nothing is uprated here. What an amount already holds is said in `includes`, so that no
work is counted twice. A placement without a figure has a stand-in that is marked as one, or no
price: what is not known stays so.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, model_validator

from holdfast.kernel.dates import DAYS_PER_YEAR
from holdfast.kernel.errors import LibraryError
from holdfast.kernel.money import Money, price_year
from holdfast.library.entry import Entry, Status, Strict, find, load_yaml, names

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unit(StrEnum):
    """What an amount is for."""

    ONCE = "once"
    EACH = "each"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    YEAR = "year"


DAYS_IN = {
    Unit.DAY: 1.0,
    Unit.WEEK: 7.0,
    Unit.MONTH: DAYS_PER_YEAR / 12,
    Unit.YEAR: DAYS_PER_YEAR,
}


class UnitCost(Strict):
    """One published amount.

    `process` is the name of the process that it prices, if it is one of those that are counted.
    `in_published_total` says whether the source's own yearly totals hold it; None where the
    source does not agree with itself or does not say.
    """

    code: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    amount: Annotated[float, Field(ge=0)]
    unit: Unit
    process: str | None = None
    recurring: bool
    in_published_total: bool | None = None
    price_year: Annotated[str, AfterValidator(price_year)]
    agency: str = "local authority"
    includes: tuple[str, ...] = ()
    source: Annotated[str, Field(min_length=1)]
    confidence: Status
    note: str = ""

    @property
    def money(self) -> Money:
        """The amount with its price year."""
        return Money(self.amount, self.price_year)

    @property
    def per_day(self) -> Money:
        """The amount for one day; refused where it is not for a length of time."""
        if self.unit not in DAYS_IN:
            raise LibraryError(
                "A unit cost that is counted by occurrence was asked for by the day.",
                code="library.cost-not-by-time",
                where=f"unit cost {self.code}",
                fix="Multiply it by the number of occurrences.",
            )
        return self.money / DAYS_IN[self.unit]


class Basis(StrEnum):
    """How a type of placement is priced."""

    PRICED = "priced"  # a figure for this type of placement
    STAND_IN = "stand-in"  # a figure for another type
    NO_FEE = "no fee"  # nothing is paid for the placement itself
    AS_BEFORE = "as before"  # the price of the placement that it interrupts
    NOT_KNOWN = "not known"  # no figure, and none that could stand in


class PlacementPrice(Strict):
    """How certain types of placement are priced, by provider where it matters."""

    place: Annotated[tuple[str, ...], Field(min_length=1)]
    provider: tuple[str, ...] = ()  # empty: any other provider, or none said
    basis: Basis
    cost: str | None = None
    note: str = ""

    @model_validator(mode="after")
    def _priced_by_something(self) -> PlacementPrice:
        if (self.cost is None) is (self.basis in {Basis.PRICED, Basis.STAND_IN}):
            raise ValueError(
                "a cost belongs to what is priced or has a stand-in, and only there"
            )
        if self.basis is not Basis.PRICED and not self.note:
            raise ValueError("say in a note why it is not priced by a figure of its own")
        return self


class UnitCosts(Entry):
    """A set of unit costs and the prices of placements."""

    note: str
    builds_on: str | None = None
    costs: Annotated[tuple[UnitCost, ...], Field(min_length=1)]
    placements: Annotated[tuple[PlacementPrice, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _unique(self) -> UnitCosts:
        keys = [(p, w) for price in self.placements for p in price.place for w in _who(price)]
        named = [*(cost.code for cost in self.costs), *keys]
        twice = [str(key) for key, count in Counter(named).items() if count > 1]
        if twice:
            raise ValueError(f"given more than once: {', '.join(twice)}")
        return self

    @cached_property
    def by_code(self) -> Mapping[str, UnitCost]:
        """The amounts by their code."""
        return MappingProxyType({cost.code: cost for cost in self.costs})

    @cached_property
    def by_process(self) -> Mapping[str, UnitCost]:
        """The amounts that price a process, by its name."""
        return MappingProxyType({c.process: c for c in self.costs if c.process is not None})

    @cached_property
    def _prices(self) -> Mapping[tuple[str, str | None], PlacementPrice]:
        return {
            (p, w): price for price in self.placements for p in price.place for w in _who(price)
        }

    def placement(self, place: str, provider: str | None = None) -> PlacementPrice:
        """Say how a placement is priced.

        Parameters
        ----------
        place, provider
            Codes of `ssda903/placement_type` and `ssda903/placement_provider`.

        Returns
        -------
        PlacementPrice
            `NOT_KNOWN` for a code that the set does not name.

        Examples
        --------
        >>> costs = unit_costs("gmca-v1.4")
        >>> costs.placement("K2", "PR4").cost, costs.placement("K1").basis
        ('SS3.1', <Basis.STAND_IN: 'stand-in'>)
        """
        found = self._prices.get((place, provider)) or self._prices.get((place, None))
        return found or PlacementPrice(
            place=(place,), basis=Basis.NOT_KNOWN, note="The set does not name this code"
        )


def unit_costs_names() -> tuple[str, ...]:
    """Which sets of unit costs does the library hold? In order of name."""
    return names("unit_costs", ".yaml")


@cache
def unit_costs(name: str) -> UnitCosts:
    """Read a set of unit costs by name, such as `gmca-v1.4`.

    A set that builds on another holds that set's amounts too, its own first; the prices of
    placements are its own only.

    Examples
    --------
    >>> str(unit_costs("gmca-v1.4").by_process["review"].money)
    '£446 (2009-10 prices)'
    """
    own = load_yaml(find("unit_costs", name, ".yaml"), UnitCosts)
    if own.builds_on:
        base = unit_costs(own.builds_on)
        added = tuple(cost for cost in base.costs if cost.code not in own.by_code)
        own = UnitCosts.model_validate(
            own.model_dump(exclude={"costs"}) | {"costs": own.costs + added}
        )
    _check_references(name, own)
    return own


def _check_references(name: str, costs: UnitCosts) -> None:
    """Refuse a set whose prices name an amount that is not there, or a process twice."""
    named = {price.cost for price in costs.placements if price.cost is not None}
    absent = sorted(named - set(costs.by_code))
    processes = Counter(cost.process for cost in costs.costs if cost.process is not None)
    twice = sorted(process for process, count in processes.items() if count > 1)
    if absent or twice:
        raise LibraryError(
            "A set of unit costs names an amount that is not there, or prices a process twice.",
            code="library.unit-costs-wrong",
            where=f"library/unit_costs/{name}.yaml: {', '.join(absent + twice)}",
            fix="Give each cost that a placement names, and one amount for each process.",
        )


def _who(price: PlacementPrice) -> tuple[str | None, ...]:
    return price.provider or (None,)
