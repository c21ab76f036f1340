"""What do these lines of cost come to, with recurring and one-off kept apart?

Published cost scenarios disagree on whether a one-off cost belongs in a yearly total, so every
line says it of itself: `in_total`. What is left out of a total is reported beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AUTHORITY = "authority"


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """One named cost of a child or a case, over whatever period the lines share."""

    name: str
    amount: Money
    recurring: bool
    in_total: bool = True
    payer: str = AUTHORITY


@dataclass(frozen=True, kw_only=True, slots=True)
class CostTotal:
    """What cost lines come to.

    `in_total` is `recurring` plus `one_off`, lines marked as out of the total apart;
    `left_out` is what those come to. `by_payer` splits `in_total`.
    """

    in_total: Money
    recurring: Money
    one_off: Money
    left_out: Money
    by_payer: Mapping[str, Money]


def add_up(lines: Sequence[CostLine]) -> CostTotal:
    """Add up cost lines of one price year.

    Examples
    --------
    >>> review = CostLine(name="review", amount=Money(200, "2023-24"), recurring=True)
    >>> closing = CostLine(
    ...     name="closing", amount=Money(90, "2023-24"), recurring=False, in_total=False
    ... )
    >>> result = add_up([review, closing])
    >>> str(result.in_total), str(result.left_out)
    ('£200 (2023-24 prices)', '£90 (2023-24 prices)')
    """
    if not lines:
        raise InputError(
            "There are no cost lines to add up.",
            code="value.no-cost-lines",
            fix="Give at least one line; a cost of nothing is a line of £0 with a price year.",
        )
    year = lines[0].amount.price_year

    def come_to(chosen: Sequence[CostLine]) -> Money:
        return total((line.amount for line in chosen), in_prices_of=year)

    counted = [line for line in lines if line.in_total]
    payers = dict.fromkeys(line.payer for line in counted)
    return CostTotal(
        in_total=come_to(counted),
        recurring=come_to([line for line in counted if line.recurring]),
        one_off=come_to([line for line in counted if not line.recurring]),
        left_out=come_to([line for line in lines if not line.in_total]),
        by_payer={
            payer: come_to([line for line in counted if line.payer == payer])
            for payer in payers
        },
    )
