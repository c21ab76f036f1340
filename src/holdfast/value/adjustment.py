"""By what is an estimate of cost or benefit cut or raised before it is believed?

Four adjustments of public appraisal, each one multiplication. They are for a business case
built from other people's figures; an effect measured against a comparison group has had its
deadweight taken out already and must not be cut again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGINAL_UTILITY = 1.3  # elasticity of the Green Book's distributional weights


def share(name: str, value: float) -> float:
    """Give the value back if it is a share between 0 and 1; refuse it otherwise."""
    if not 0 <= value <= 1:
        raise InputError(
            f"The {name} must be a share between 0 and 1.",
            code="value.share-out-of-range",
            where=name,
            fix="Give it as a proportion: 0.35, not 35.",
        )
    return value


def raised_for_optimism(
    costs: Sequence[float], *, bias: float, mitigation: float = 0.0
) -> tuple[float, ...]:
    """Say what costs are likely to be once people's optimism about them is allowed for.

    `cost x (1 + bias x (1 - mitigation))` (HM Treasury, supplementary Green Book guidance on
    optimism bias). `mitigation` is the share of the bias already dealt with.

    Examples
    --------
    >>> raised_for_optimism([100.0], bias=0.5, mitigation=0.5)
    (125.0,)
    """
    uplift = 1 + bias * (1 - share("mitigation", mitigation))
    return tuple(cost * uplift for cost in costs)


def net_additional(
    *,
    deadweight: float = 0.0,
    displacement: float = 0.0,
    leakage: float = 0.0,
    substitution: float = 0.0,
    multiplier: float = 1.0,
) -> float:
    """Say what share of a gross benefit is truly additional.

    The product of what each leaves over (Additionality Guide, fourth edition).

    Examples
    --------
    >>> round(net_additional(deadweight=0.2, leakage=0.1), 6)
    0.72
    """
    left = multiplier
    for name, taken in (
        ("deadweight", deadweight),
        ("displacement", displacement),
        ("leakage", leakage),
        ("substitution", substitution),
    ):
        left *= 1 - share(name, taken)
    return left


def distributional_weight(
    income: float, *, reference: float, elasticity: float = MARGINAL_UTILITY
) -> float:
    """Say what a pound is worth to a household of this income against one of reference income.

    `(reference / income) ^ elasticity` (Green Book, distributional appraisal).

    Examples
    --------
    >>> distributional_weight(30_000, reference=30_000)
    1.0
    """
    if income <= 0 or reference <= 0:
        raise InputError(
            "Incomes must be above zero.",
            code="value.income-not-positive",
            fix="Give yearly household income in pounds, of one price year.",
        )
    return float((reference / income) ** elasticity)
