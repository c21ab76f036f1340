"""What does the programme truly do to the day of a child's first entry to care?

The effect is a rule that turns the day on which a child would have entered without the
programme (T0, days from enrolment) into the day with it (T1). Because each child's two days are
tied by the rule, the truth is known exactly, and so is who was delayed and who was spared.

- none: T1 = T0.
- delays: T1 = T0 + 3/7 of the days left to day 420 (or to the day on which entry ends being
  possible, if that is sooner). An entry on day 0 comes 180 days later, one on day 420 or after
  comes when it would have. The order of the children is kept and all are back by the horizon.
- prevents: with probability 0.45 there is no entry; otherwise T1 = T0.
- both: with probability 0.30 there is no entry; the others are delayed.
- harms: with probability 0.25 a child who would not have entered by the horizon does; those who
  would have entered anyway do so earlier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.people import NEVER
from holdfast.synthetic.settings import Effect

if TYPE_CHECKING:
    from holdfast.synthetic.dice import Ints, Keys

DELAY_UNTIL = 420
OF_HORIZON = 548
DELAY_NUMERATOR, DELAY_DENOMINATOR = 180, 420
PREVENTED = {Effect.PREVENTS: 0.45, Effect.BOTH: 0.30}
HARMED = 0.25
HARM_BEGINS = 31  # days: a programme needs some time to do harm
EARLIER = 0.7


def with_programme(
    effect: Effect, *, key: Keys, without: Ints, possible: Ints, horizon: int
) -> Ints:
    """Give T1, the days to first entry with the programme, from T0.

    Parameters
    ----------
    without
        T0: days from enrolment to the first entry without the programme, or NEVER.
    possible
        Days from enrolment to the day from which no entry can happen: turning 18, death or a
        move away.
    horizon
        Days over which the programme is judged; delays are over before it.
    """
    days = without.copy()
    if effect is Effect.NONE:
        return days
    if effect is Effect.HARMS:
        return _harmed(key, without, possible, horizon)
    if effect in (Effect.DELAYS, Effect.BOTH):
        span = min(DELAY_UNTIL, horizon * DELAY_UNTIL // OF_HORIZON)
        left = np.maximum(np.minimum(span, possible) - without, 0)
        days = np.where(
            without < NEVER, without + left * DELAY_NUMERATOR // DELAY_DENOMINATOR, NEVER
        )
    if effect in PREVENTED:
        spared = dice.uniform(key, "prevented") < PREVENTED[effect]
        days = np.where(spared, NEVER, days)
    return days


def _harmed(key: Keys, without: Ints, possible: Ints, horizon: int) -> Ints:
    beyond = np.maximum(without - HARM_BEGINS, 0)
    earlier = without - np.floor(beyond * (1 - EARLIER)).astype(np.int64)
    days = np.where(without <= horizon, earlier, without)
    room = np.minimum(horizon + 1, possible) - HARM_BEGINS
    drawn = HARM_BEGINS + np.floor(dice.uniform(key, "harmed when") * room).astype(np.int64)
    harmed = (without > horizon) & (room > 0) & (dice.uniform(key, "harmed") < HARMED)
    return np.where(harmed, drawn, days)
