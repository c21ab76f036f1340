"""What does a day in each placement cost, and what does each piece of work, in one price year?

A set of unit costs from the library, each amount brought from its own price year to that of the
analysis. Nothing is filled in: a figure that stands in for another is marked, a placement
without a figure keeps none, and what one price already holds is not priced again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import LibraryError
from holdfast.kernel.money import Deflator, Money, uprate
from holdfast.kernel.money import price_year as checked_year
from holdfast.library.unit_costs import DAYS_IN, Basis
from holdfast.value.process import MAINTAIN, PLACEMENT, PROCESSES, Count, Group, Process

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.library.unit_costs import PlacementPrice, UnitCost, UnitCosts

AUTHORITY = "local authority"


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """One unit cost in the price year of the analysis.

    `per_day` is set where the cost is counted by time and `each` where it is counted by
    occurrence, never both. `published` is the amount as its source has it.
    """

    name: str
    label: str
    recurring: bool
    published: Money
    per_day: Money | None
    each: Money | None
    includes: frozenset[str]
    stand_in: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class PlacementRule:
    """How placements of certain codes are priced; no providers means any other provider.

    `price` names one of `PriceList.placement_prices`. Without it `basis` says why not.
    """

    places: tuple[str, ...]
    providers: tuple[str, ...]
    basis: Basis
    price: str | None
    note: str

    @property
    def codes(self) -> str:
        """The codes in words, such as `U4, U5 from PR4`."""
        providers = f" from {', '.join(self.providers)}" if self.providers else ""
        return ", ".join(self.places) + providers


@dataclass(frozen=True, kw_only=True)
class PriceList:
    """Everything that can be priced, in one price year, and what cannot.

    Attributes
    ----------
    library, deflator
        Names of the set of unit costs and of the price index.
    about
        What the set of unit costs says of itself.
    price_year
        The prices that every amount is in.
    processes
        Prices of the processes that are counted, by their names in
        `holdfast.value.process.PROCESSES`. Maintaining the placement (process 3) is among them
        only where its amount does not hold the carer's fee as well.
    placement_prices, rules
        Prices of placements, and which placement has which.
    """

    library: str
    about: str
    deflator: str
    price_year: str
    processes: Mapping[str, Price]
    placement_prices: Mapping[str, Price]
    rules: tuple[PlacementRule, ...]

    @cached_property
    def categories(self) -> Mapping[str, Price]:
        """Every price by the name that its cost lines carry: placements, then processes."""
        return MappingProxyType({**self.placement_prices, **self.processes})

    @cached_property
    def of_care(self) -> frozenset[str]:
        """The categories that are costs of being looked after."""
        work = {name for name in self.processes if PROCESSES[name].group is Group.LOOKED_AFTER}
        return frozenset(work | set(self.placement_prices))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Say in words what stands in for what and what has no price."""
        said = [
            f"{rule.codes}: {rule.basis.value}. {rule.note.rstrip('.')}."
            for rule in self.rules
            if rule.basis is not Basis.PRICED
        ]
        said += [
            f"{process.label}: {_why_unpriced(process)}"
            for process in PROCESSES.values()
            if process.name not in self.processes
        ]
        return (self.about, *said)


def price_list(
    library: UnitCosts,
    *,
    price_year: str,
    deflator: Deflator,
    deflator_name: str = "",
    payer: str = AUTHORITY,
    stand_ins: bool = True,
) -> PriceList:
    """Bring a set of unit costs to one price year, and say what each placement is priced at.

    Parameters
    ----------
    library
        From `holdfast.library.unit_costs.unit_costs`.
    price_year, deflator
        The prices wanted, and the index that leads to them; `deflator_name` is what to print.
    payer
        Whose costs: an amount that another agency pays has no price here.
    stand_ins
        False leaves out every figure that stands in for another, to see how much rests on them.

    Raises
    ------
    LibraryError
        `value.unit-does-not-fit` where a process that is counted in days is priced by
        occurrence, or the other way about.

    Examples
    --------
    >>> from holdfast.library.deflator import deflator
    >>> from holdfast.library.unit_costs import unit_costs
    >>> prices = price_list(
    ...     unit_costs("gmca-v1.4"), price_year="2009-10", deflator=deflator("gdp")
    ... )
    >>> str(prices.processes["review"].each)
    '£446 (2009-10 prices)'
    """
    year = checked_year(price_year)
    processes = {
        process.name: _process_price(process, library.by_process[process.name], year, deflator)
        for process in PROCESSES.values()
        if _is_priced(process, library.by_process.get(process.name), payer)
    }
    rules: list[PlacementRule] = []
    placements: dict[str, Price] = {}
    for entry in library.placements:
        cost = library.by_code[entry.cost] if entry.cost else None
        rule = _rule(entry, cost, payer, stand_ins)
        rules.append(rule)
        if cost is not None and rule.price is not None:
            placements[rule.price] = _placement_price(rule.price, rule, cost, year, deflator)
    return PriceList(
        library=library.urn,
        about=library.note.strip(),
        deflator=deflator_name or getattr(deflator, "name", ""),
        price_year=year,
        processes=MappingProxyType(processes),
        placement_prices=MappingProxyType(placements),
        rules=tuple(rules),
    )


def _is_priced(process: Process, cost: UnitCost | None, payer: str) -> bool:
    if cost is None or cost.agency != payer or process.count is Count.NOT_SEEN:
        return False
    return process.name != MAINTAIN or PLACEMENT not in cost.includes


def _why_unpriced(process: Process) -> str:
    if process.count is Count.NOT_SEEN:
        return f"not counted. {process.why}"
    if process.name == MAINTAIN:
        return "held in the price of the placement; not priced where a placement has no fee."
    return "not priced."


def _process_price(process: Process, cost: UnitCost, year: str, deflator: Deflator) -> Price:
    by_time = process.count is Count.DAYS
    if by_time is not (cost.unit in DAYS_IN):
        counted = "days" if by_time else "occurrences"
        raise LibraryError(
            f"A process that is counted in {counted} is priced by another unit.",
            code="value.unit-does-not-fit",
            where=f"unit cost {cost.code}, unit",
            fix="Price it by day, week, month or year where days are counted, else by each.",
        )
    return Price(
        name=process.name,
        label=process.label,
        recurring=process.recurring,
        published=cost.money,
        per_day=uprate(cost.per_day, year, deflator) if cost.unit in DAYS_IN else None,
        each=None if cost.unit in DAYS_IN else uprate(cost.money, year, deflator),
        includes=frozenset(cost.includes),
        stand_in=False,
        source=cost.source,
    )


def _rule(
    entry: PlacementPrice, cost: UnitCost | None, payer: str, stand_ins: bool
) -> PlacementRule:
    """Decide whether a placement has a price, and say why where it has none."""
    rule = PlacementRule(
        places=entry.place,
        providers=entry.provider,
        basis=entry.basis,
        price=None,
        note=entry.note,
    )
    if cost is None:
        return rule
    if cost.agency != payer:
        return replace(rule, basis=Basis.NO_FEE, note=f"Paid by another agency: {cost.agency}")
    if entry.basis is Basis.STAND_IN and not stand_ins:
        return replace(
            rule, basis=Basis.NOT_KNOWN, note="Figures that stand in for another are left out"
        )
    return replace(rule, price=f"{PLACEMENT}: {rule.codes}")


def _placement_price(
    name: str, rule: PlacementRule, cost: UnitCost, year: str, deflator: Deflator
) -> Price:
    stand_in = rule.basis is Basis.STAND_IN
    return Price(
        name=name,
        label=f"{cost.title} ({rule.codes}{', a stand-in' if stand_in else ''})",
        recurring=True,
        published=cost.money,
        per_day=uprate(cost.per_day, year, deflator),
        each=None,
        includes=frozenset(cost.includes),
        stand_in=stand_in,
        source=cost.source,
    )
