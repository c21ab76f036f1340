"""Which distribution has this mean and this standard deviation?

For inputs that no resample carries, such as a unit cost known only by its published mean and
spread. Matched by moments. `holdfast.value.uncertainty` takes the draws.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import NamedTuple

from holdfast.kernel.errors import InputError


class LogNormal(NamedTuple):
    """Mean and standard deviation of the logarithm."""

    mu: float
    sigma: float

    @property
    def mean(self) -> float:
        """The mean on the natural scale."""
        return exp(self.mu + self.sigma**2 / 2)


class Gamma(NamedTuple):
    """Shape and scale; the mean is their product."""

    shape: float
    scale: float


class Beta(NamedTuple):
    """The two shapes of a distribution of shares."""

    a: float
    b: float


def log_normal(*, mean: float, sd: float) -> LogNormal:
    """Say which log-normal has this mean and standard deviation (not variance).

    Examples
    --------
    >>> round(log_normal(mean=250.0, sd=40.0).mean, 6)
    250.0
    """
    _check_positive(mean, sd)
    spread = log(1 + (sd / mean) ** 2)
    return LogNormal(mu=log(mean) - spread / 2, sigma=sqrt(spread))


def gamma(*, mean: float, sd: float) -> Gamma:
    """Say which gamma has this mean and standard deviation.

    Examples
    --------
    >>> gamma(mean=10.0, sd=5.0)
    Gamma(shape=4.0, scale=2.5)
    """
    _check_positive(mean, sd)
    return Gamma(shape=(mean / sd) ** 2, scale=sd**2 / mean)


def beta(*, mean: float, sd: float) -> Beta:
    """Say which beta, a distribution of shares, has this mean and standard deviation.

    Examples
    --------
    >>> shares = beta(mean=0.5, sd=0.1)
    >>> round(shares.a, 6), round(shares.b, 6)
    (12.0, 12.0)
    """
    if not 0 < mean < 1 or not 0 < sd**2 < mean * (1 - mean):
        raise InputError(
            "No beta distribution has this mean and standard deviation.",
            code="value.moments-impossible",
            fix="Give a mean between 0 and 1, and a variance below mean x (1 - mean).",
        )
    strength = mean * (1 - mean) / sd**2 - 1
    return Beta(a=mean * strength, b=(1 - mean) * strength)


def _check_positive(mean: float, sd: float) -> None:
    if mean <= 0 or sd <= 0:
        raise InputError(
            "The mean and the standard deviation of an amount must be above zero.",
            code="value.moments-impossible",
            fix="Give both in pounds, as positive numbers.",
        )
