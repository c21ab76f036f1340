"""Lives told for tests: small, and told once for the same knobs."""

from functools import lru_cache

import numpy as np

from holdfast.library.authority.rates import authority
from holdfast.synthetic.history import History, room_for, tell
from holdfast.synthetic.settings import Settings

RATES = authority()


@lru_cache(maxsize=64)
def told(**knobs: object) -> tuple[Settings, History]:
    """Tell the lives of the children of an authority with these knobs."""
    settings = Settings(**knobs)
    numbers = np.arange(settings.children, dtype=np.int64)
    return settings, tell(settings, RATES, room(settings), numbers)


def room(settings: Settings):
    """Find the programme's capacity, which does not depend on the seed or the effect."""
    return _room(
        settings.years,
        settings.selection,
        settings.drift,
        settings.missing,
        settings.late_entry,
        settings.design,
        settings.programme_share,
        settings.horizon,
        settings.last_year,
    )


@lru_cache(maxsize=64)
def _room(years, selection, drift, missing, late_entry, design, share, horizon, last_year):
    return room_for(
        Settings(
            years=years,
            selection=selection,
            drift=drift,
            missing=missing,
            late_entry=late_entry,
            design=design,
            programme_share=share,
            horizon=horizon,
            last_year=last_year,
        ),
        RATES,
    )
