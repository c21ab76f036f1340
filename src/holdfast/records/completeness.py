"""Which tables of a return are missing, and what cannot be known without them?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from holdfast.library.return_layout import return_layout
from holdfast.records.batch import TABLE_MISSING, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.records.refusals import Refusals

TABLE_CODE = "records.table-missing"

WITHOUT = {
    "ssda903_header": "sex, ethnicity and birth dates of looked-after children, and so ages",
    "ssda903_episodes": "everything about care: periods of care, placements, legal status, "
    "moves and why care ended",
    "ssda903_reviews": "reviews of looked-after children",
    "ssda903_uasc": "which children came as unaccompanied asylum seekers",
    "ssda903_oc2": "SDQ scores, convictions, substance misuse and health checks",
    "ssda903_oc3": "how care leavers were doing on their birthdays",
    "ssda903_ad1": "adoptions: dates of decision and match, and adopters",
    "ssda903_placed_adoption": "placements for adoption that began, and those that broke down",
    "ssda903_prev_perm": "earlier adoptions and guardianships of children who came back",
    "ssda903_missing": "episodes missing or away from placement",
    "ssda903_sw_episodes": "changes of social worker",
    "ssda903_dolo": "deprivation of liberty orders",
}
"""What cannot be computed without a table. A table of the layout always has a line here."""


def missing_tables(read: Mapping[int, frozenset[str]], refusals: Refusals) -> Iterator[Note]:
    """Name the tables that a year's SSDA903 return should have and does not.

    Parameters
    ----------
    read
        For each collection year with any SSDA903 file, the tables that were read.
    refusals
        Where each missing table is put down.
    """
    for table in return_layout("ssda903"):
        since = max(column.first_year or 0 for column in table.columns.values())
        years = [
            year for year in sorted(read) if year >= since and table.name not in read[year]
        ]
        for year in years:
            refusals.add(
                file=f"SSDA903 {year}",
                table=table.name,
                code=TABLE_CODE,
                consequence=TABLE_MISSING,
            )
        if years:
            listed = ", ".join(map(str, years))
            yield Note(
                TABLE_CODE,
                table.name,
                f"No such table was read for {listed}. Not known: {WITHOUT[table.name]}.",
            )


def missing_years(years: Mapping[str, tuple[int, ...]]) -> Iterator[Note]:
    """Name the years between two returns for which there is none."""
    for kind, read in years.items():
        gaps = [year for a, b in pairwise(read) for year in range(a + 1, b)]
        if gaps and kind != "annex_a":
            listed = ", ".join(map(str, gaps))
            yield Note(
                "records.year-missing",
                kind,
                f"There is no return for {listed}. What began and ended in it is not known.",
            )
