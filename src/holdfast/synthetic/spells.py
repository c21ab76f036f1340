"""What happened, as dated spells: what the returns are written from.

A recorder is told of each spell as it ends; `Spells` keeps them in columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from holdfast.synthetic.dice import Ints

COLUMNS = {
    "cases": ("opened", "closed", "reason"),
    "refusals": ("day",),
    "plans": ("began", "ended", "opened"),
    "pre_proceedings": ("began", "ended", "opened"),
    "care": ("began", "ended", "way_out"),
}


@dataclass(frozen=True)
class Spells:
    """Spells by kind, in columns. `place` is the child's place among the people of the chunk.

    An end that has not come is NEVER.
    """

    cases: dict[str, Ints]
    refusals: dict[str, Ints]
    plans: dict[str, Ints]
    pre_proceedings: dict[str, Ints]
    care: dict[str, Ints]


class Diary:
    """A recorder that keeps everything."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[Ints, ...]]] = {kind: [] for kind in COLUMNS}

    def case(self, places: Ints, opened: Ints, closed: Ints, reason: Ints) -> None:
        """Keep cases that closed."""
        self._kept["cases"].append((places, opened, closed, reason))

    def refused(self, places: Ints, day: Ints) -> None:
        """Keep referrals with no further action."""
        self._kept["refusals"].append((places, day))

    def plan(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Keep child protection plans that ended."""
        self._kept["plans"].append((places, began, ended, opened))

    def pre_proceedings(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Keep pre-proceedings that ended."""
        self._kept["pre_proceedings"].append((places, began, ended, opened))

    def care(self, places: Ints, began: Ints, ended: Ints, way_out: Ints) -> None:
        """Keep periods of care that ended."""
        self._kept["care"].append((places, began, ended, way_out))

    def spells(self) -> Spells:
        """Give what was kept, by child and then by day."""
        return Spells(**{kind: _table(kind, rows) for kind, rows in self._kept.items()})


def retold(first: Spells, again: Spells, places: Ints) -> Spells:
    """Put the second telling of some children's lives in place of the first.

    Parameters
    ----------
    places
        Where the children of the second telling stand among those of the first.
    """
    return Spells(
        **{
            kind: _joined(getattr(first, kind), getattr(again, kind), places)
            for kind in COLUMNS
        }
    )


def _joined(first: dict[str, Ints], again: dict[str, Ints], places: Ints) -> dict[str, Ints]:
    kept = ~np.isin(first["place"], places)
    moved = again | {"place": places[again["place"]]}
    return _sorted({name: np.concatenate([first[name][kept], moved[name]]) for name in first})


def _table(kind: str, rows: list[tuple[Ints, ...]]) -> dict[str, Ints]:
    names = ("place", *COLUMNS[kind])
    empty = np.empty(0, dtype=np.int64)
    columns = zip(*rows, strict=True) if rows else ((empty,),) * len(names)
    return _sorted(
        {name: np.concatenate(parts) for name, parts in zip(names, columns, strict=True)}
    )


def _sorted(table: dict[str, Ints]) -> dict[str, Ints]:
    day = table[next(name for name in table if name != "place")]
    order = np.lexsort((day, table["place"]))
    return {name: column[order] for name, column in table.items()}
