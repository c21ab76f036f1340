"""What did the children's days cost, and was the programme worth it? The pounds of a protocol.

The same children, weights and resamples as every outcome. All costs are present values on day
0, in the price year of the protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from holdfast.change.days import EPOCH
from holdfast.library.deflator import deflator
from holdfast.library.unit_costs import unit_costs
from holdfast.measure.tally import interval_edges, tally
from holdfast.value.accrual import accruals, unpriced_days
from holdfast.value.benefit import Arms, net_value
from holdfast.value.discount import discounting
from holdfast.value.programme_cost import programme_cost
from holdfast.value.timeline import cost_lines
from holdfast.value.uncertainty import Draws
from holdfast.value.unit_cost import price_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.evaluation.comparing import Compared
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.progress import Progress
    from holdfast.measure.accruals import Accrual
    from holdfast.measure.tally import Tally
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys
    from holdfast.value.benefit import NetValue
    from holdfast.value.programme_cost import ProgrammeCost
    from holdfast.value.unit_cost import PriceList


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """The costs of each arm by category, the programme's cost, and the net value.

    Attributes
    ----------
    accruals, costs
        By category of the price list, those with any cost: the lines, and what they come to as
        present values.
    not_priced
        Days, and occurrences, that no figure of the library prices, by what.
    """

    prices: PriceList
    accruals: Mapping[str, Accrual]
    costs: Mapping[str, Tally]
    not_priced: Mapping[str, Tally]
    programme: ProgrammeCost
    value: NetValue


def priced(
    engine: Engine,
    journeys: Journeys,
    found: Compared,
    known: Measured,
    ledger: pl.DataFrame,
    protocol: Protocol,
    *,
    progress: Progress,
) -> Priced:
    """Price each arm's days and events up to the horizon, beside the programme's own cost."""
    index = deflator(protocol.costs.deflator)
    prices = price_list(
        unit_costs(protocol.costs.library),
        price_year=protocol.costs.price_year,
        deflator=index,
        deflator_name=protocol.costs.deflator,
    )
    with progress.step("Price the days of each arm"):
        names = pl.DataFrame({"child": known.children})
        asked = engine.table(names, "priced_children")
        timeline = cost_lines(
            journeys.spells.semi_join(asked, "child"),
            journeys.children.semi_join(asked, "child"),
            prices,
            until=_day(found.followed.end_day),
        )
        lines = accruals(
            engine.frame(timeline.lines), children=known.children, names=prices.categories
        )
        silent = unpriced_days(engine.frame(timeline.unpriced), children=known.children)
        rule = discounting(protocol.value.discount)
        horizon = protocol.outcome.horizon_days
        costs = tally(
            known.trials,
            known.weights,
            lines,
            horizon=horizon,
            resamples=known.resamples,
            level=protocol.bootstrap.level,
            discount=rule.each_part(interval_edges(horizon)),
        )
        unknown = tally(
            known.trials,
            known.weights,
            silent,
            horizon=horizon,
            resamples=known.resamples,
            level=protocol.bootstrap.level,
        )
    with progress.step("Work out the net value"):
        programme = programme_cost(
            ledger,
            served=found.sharing,
            price_year=protocol.costs.price_year,
            deflator=index,
            count_in_kind=protocol.value.count_in_kind,
            optimism_bias=protocol.value.optimism_bias,
        )
        primary = known.primary
        value = net_value(
            costs={one.name: Arms.of(one) for one in costs},
            care_days=Arms.of(known.tallies["days_in_care"]),
            programme_cost=programme,
            n=primary.programme.children,
            discounting=rule.name,
            of_care=prices.of_care,
            entry=Arms(
                programme=Draws(
                    value=known.answer.risk_programme.value, draws=primary.programme.draws[-1]
                ),
                comparison=Draws(
                    value=known.answer.risk_comparison.value,
                    draws=primary.comparison.draws[-1],
                ),
            ),
            thresholds=protocol.value.pay_per_care_day,
            level=protocol.bootstrap.level,
        )
    return Priced(
        prices=prices,
        accruals={one.name: one for one in lines},
        costs={one.name: one for one in costs},
        not_priced={one.name: one for one in unknown},
        programme=programme,
        value=value,
    )


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)
