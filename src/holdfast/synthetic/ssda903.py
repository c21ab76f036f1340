"""Which tables does each year's SSDA903 have, in which files?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from holdfast.library.return_layout import return_layout
from holdfast.synthetic import ssda903_episodes as care
from holdfast.synthetic import ssda903_outcomes as outcomes
from holdfast.synthetic.care_records import CareYear

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.synthetic.care_records import CareRecords

    Writer = Callable[[CareYear], pl.DataFrame]

FILES = {
    "ssda903_header": "header",
    "ssda903_episodes": "episodes",
    "ssda903_reviews": "reviews",
    "ssda903_uasc": "uasc",
    "ssda903_oc2": "oc2",
    "ssda903_oc3": "oc3",
    "ssda903_ad1": "ad1",
    "ssda903_placed_adoption": "placed_adoption",
    "ssda903_prev_perm": "previous_permanence",
    "ssda903_missing": "missing",
    "ssda903_sw_episodes": "sw_episodes",
    "ssda903_dolo": "dolo",
}
WRITERS: dict[str, Writer] = {
    "ssda903_header": care.header,
    "ssda903_episodes": care.episodes,
    "ssda903_reviews": care.reviews,
    "ssda903_uasc": care.unaccompanied,
    "ssda903_oc2": outcomes.looked_after_twelve_months,
    "ssda903_oc3": outcomes.care_leavers,
    "ssda903_ad1": outcomes.adopted,
    "ssda903_placed_adoption": outcomes.to_be_adopted,
    "ssda903_prev_perm": outcomes.orders_before,
    "ssda903_missing": care.missing,
    "ssda903_sw_episodes": care.workers,
    "ssda903_dolo": care.deprivations,
}


def tables_in(year: int) -> tuple[str, ...]:
    """Which tables did the return of this year have?

    Examples
    --------
    >>> [table for table in FILES if table not in tables_in(2023)]
    ['ssda903_sw_episodes', 'ssda903_dolo']
    """
    first = {
        table.name: next(iter(table.columns.values())).first_year or year
        for table in return_layout("ssda903")
    }
    return tuple(name for name in FILES if first[name] <= year)


def ssda903(records: CareRecords, year: int) -> dict[str, pl.DataFrame]:
    """Give the tables of one collection year, with the headings of the real files."""
    layout, of = return_layout("ssda903"), CareYear(records, year)
    return {
        name: WRITERS[name](of).select(
            pl.col(column.name).alias(column.heading)
            for column in layout.tables[name].columns.values()
        )
        for name in tables_in(year)
    }
