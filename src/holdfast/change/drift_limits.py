"""How many children outside the criteria could chance alone bring, when nothing has drifted?

A control limit for small counts: not three standard errors, which hold for large ones, but the
exact chance. Against a share agreed in advance it is the binomial's; against a stated baseline,
whose own share is only an estimate, it is that of drawing so many of all those outside by
chance (Fisher's exact test, one-sided), which holds however short the baseline is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom, hypergeom

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

WINDOWS = (1, 3, 12)
FALSE_ALARM = 0.005


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedShare:
    """The share of children outside the criteria that was agreed in advance, and since when."""

    since: date
    share: float
    agreed_by: str

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise _unsound("A share agreed is not one.", "Give a share from 0 to 1.")

    def chance(self, outside: NDArray[np.int64], judged: int) -> NDArray[np.float64]:
        """Give the chance of so many outside, or more, at exactly the share agreed."""
        found: NDArray[np.float64] = binom.sf(outside - 1, judged, self.share)
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What was found in a stretch of months that is taken to be as it should be.

    `since` is the first day after it: the watch begins there, and never judges the baseline by
    itself.
    """

    since: date
    outside: int
    judged: int

    def __post_init__(self) -> None:
        if not 0 <= self.outside <= self.judged or self.judged == 0:
            raise _unsound(
                "A baseline has nobody in it, or more outside than judged.",
                "Choose months in which children were judged.",
            )

    @property
    def share(self) -> float:
        """The share outside in the baseline."""
        return self.outside / self.judged

    def chance(self, outside: NDArray[np.int64], judged: int) -> NDArray[np.float64]:
        """Give the chance of so many outside, or more, if both come of one share."""
        found: NDArray[np.float64] = hypergeom.sf(
            outside - 1, self.judged + judged, self.outside + outside, judged
        )
        return found


Limit = AgreedShare | Baseline


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """When a share has left its limits, by name and with how often it does so by chance.

    Attributes
    ----------
    windows
        Stretches of months that are looked at, each up to the month judged: a month alone sees
        a leap, twelve together a slow slide that no month shows.
    false_alarm
        The largest chance that a month is told of when nothing has drifted, all windows taken
        together and looked at once the month is over.
    """

    windows: tuple[int, ...] = WINDOWS
    false_alarm: float = FALSE_ALARM

    def __post_init__(self) -> None:
        if not (self.windows and min(self.windows) >= 1 and 0 < self.false_alarm < 1):
            raise _unsound(
                "A rule of control has no window, or no chance of a false alarm.",
                "Give windows of at least 1 month, and a chance between 0 and 1.",
            )

    @property
    def name(self) -> str:
        """What the rule is called.

        Examples
        --------
        >>> Rule().name
        'Exact limit over 1, 3 and 12 months, at most 1 false alarm in 200 months'
        """
        *most, last = (str(window) for window in self.windows)
        months = f"{', '.join(most)} and {last}" if most else last
        return (
            f"Exact limit over {months} months, at most 1 false alarm in "
            f"{1 / self.false_alarm:.0f} months"
        )

    def most(self, judged: int, limit: Limit) -> int:
        """Give the largest number outside, of so many judged, that chance may bring.

        The false alarms are shared out evenly among the windows, so that all of them together
        keep to the rule (Bonferroni); that counts are whole makes them rarer still.

        Examples
        --------
        >>> from datetime import date
        >>> agreed = AgreedShare(since=date(2026, 4, 1), share=0.1, agreed_by="Head of service")
        >>> Rule().most(8, agreed), Rule().most(96, agreed)
        (4, 19)
        """
        return _most(judged, limit, self.false_alarm / len(self.windows))


@lru_cache(maxsize=4096)  # the same few numbers come in every month, window and group
def _most(judged: int, limit: Limit, chance: float) -> int:
    remarkable = limit.chance(np.arange(judged + 1), judged) <= chance
    # The chance falls as the number grows, so the first remarkable one ends the rest.
    return int(np.argmax(remarkable)) - 1 if remarkable.any() else judged


def _unsound(what: str, fix: str) -> InputError:
    return InputError(what, code="change.drift-limit-unsound", fix=fix)
