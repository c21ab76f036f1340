"""How large, and how sure?

A rate keeps its numerator and denominator, an estimate its interval, its n and its method.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isfinite, sqrt
from statistics import NormalDist

from holdfast.kernel.errors import InputError

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How many out of how many, or in how much time.

    Examples
    --------
    >>> Rate(numerator=19, denominator=1520, per=1000).value
    12.5
    """

    numerator: float
    denominator: float
    per: float = 1

    def __post_init__(self) -> None:
        if not (self.denominator > 0 and self.numerator >= 0):
            raise InputError(
                "A rate needs a denominator above zero and a numerator that is not negative.",
                code="kernel.rate-without-denominator",
                fix="Where nobody was at risk there is no rate: report it as missing.",
            )

    @property
    def value(self) -> float:
        """The rate itself."""
        return self.per * self.numerator / self.denominator


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A value with its interval.

    `level` is the share of such intervals that would hold the true value if everything that
    `method` supposes were so. `n` is the number of children behind it. The value need not be in
    the middle, and a percentile interval may even leave it out.
    """

    value: float
    low: float
    high: float
    level: float = LEVEL
    n: int
    method: str

    def __post_init__(self) -> None:
        numbers = (self.value, self.low, self.high)
        sound = all(isfinite(number) for number in numbers) and self.low <= self.high
        if not (sound and 0 < self.level < 1 and self.n >= 0 and self.method):
            raise InputError(
                "An estimate needs a finite value, an interval in order, a level between 0 and "
                "1, its n and its method.",
                code="kernel.estimate-unsound",
                fix="Where it cannot be estimated, report it as missing, with the reason.",
            )

    def as_dict(self) -> dict[str, float | int | str]:
        """Give its parts for JSON, in the order of the fields."""
        return asdict(self)


def wilson(successes: int, n: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Give an interval for a share that stays between 0 and 1 and holds for small n.

    The score interval without continuity correction: Wilson (1927),
    doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> [round(limit, 4) for limit in wilson(0, 10)]
    [0.0, 0.2775]
    """
    if not 0 <= successes <= n or n == 0:
        raise InputError(
            "A share needs a number of children above zero, and no more successes than that.",
            code="kernel.share-unsound",
            fix="Where there are no children there is no share: report it as missing.",
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the ends the interval touches 0 or 1 exactly; rounding must not move it inside.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def share(successes: int, n: int, *, level: float = LEVEL) -> Estimate:
    """Estimate a share with its Wilson interval.

    Examples
    --------
    >>> share(20, 31).as_dict()["method"]
    'Wilson score interval'
    """
    low, high = wilson(successes, n, level=level)
    return Estimate(
        value=successes / n,
        low=low,
        high=high,
        level=level,
        n=n,
        method="Wilson score interval",
    )
