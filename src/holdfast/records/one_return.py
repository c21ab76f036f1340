"""Which files together are one return, and for which collection year?

The SSDA903 files of one folder that say the same year (or none) are one return. A CIN census
and an Annex A workbook are each one by themselves. The year of a return follows from what it
states itself, else from its name, corrected by its dates where those speak against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from holdfast.records.batch import Note
from holdfast.records.forms import Form
from holdfast.records.spans import SPANS
from holdfast.records.year_labels import named_by_its_start, year_in_name, year_of_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.records.forms import Recognised
    from holdfast.records.sources import Source


@dataclass(kw_only=True, slots=True)
class OneReturn:
    """The files of one return, and what is known of its year.

    `files` are in the order in which they should be read: first those whose dates tell the
    year. `label` is the year in its name, `stated` the one in its header, `dates` counts the
    dates of events by collection year.
    """

    kind: str
    place: str
    label: int | None
    files: list[int] = field(default_factory=list)
    stated: int | None = None
    dates: Counter[int] = field(default_factory=Counter)

    @property
    def year(self) -> int | None:
        """Which collection year is it for, as far as is known now?"""
        if self.stated is not None:
            return self.stated
        if self.label is None or self._contradicted:
            return year_of_dates(self.dates)
        return self.label + self.shifted

    @property
    def year_to_read_by(self) -> int | None:
        """Which year says what dates are plausible, before all of them are known?

        A label that no date has confirmed yet may be that of the year's start, and nothing
        may be lost to that.
        """
        if self.stated is None and self.label is not None and not self.dates:
            return self.label + 1
        return self.year

    @property
    def shifted(self) -> bool:
        """Is it labelled with the year in which it begins?"""
        return (
            self.stated is None
            and self.label is not None
            and named_by_its_start(self.dates, self.label)
        )

    @property
    def _contradicted(self) -> bool:
        """Are there dates, and none in the year of its label or the next?"""
        near = (self.label, (self.label or 0) + 1)
        return self.dates.total() > 0 and not any(self.dates[year] for year in near if year)

    def note(self) -> Note | None:
        """Say where the year is another than the name says, or only a guess."""
        if self.stated is not None or self.year == self.label:
            return None
        within = self.dates[self.year] if self.year else 0
        dates = f"{within:,} of its {self.dates.total():,} dates"
        if self.label is None:
            return Note(
                "records.year-from-dates",
                self.place,
                f"The name says no year. Read as the return of {self.year}, the last year with "
                f"more than a few of its dates ({dates}).",
            )
        if self.shifted:
            return Note(
                "records.year-label-shifted",
                self.place,
                f"The name says {self.label}, but {dates} fall in the year that ends on 31 "
                f"March {self.year}, so it was read as the return of {self.year}.",
            )
        return Note(
            "records.year-label-contradicted",
            self.place,
            f"The name says {self.label}, but no date falls in that year or the next. Read as "
            f"the return of {self.year} ({dates}).",
        )


def sort_into_returns(files: Sequence[tuple[Source, Recognised]]) -> list[OneReturn]:
    """Put the files together that make one return, in order of kind, year and name."""
    found: dict[tuple[str, str, int], OneReturn] = {}
    for at, (source, what) in enumerate(files):
        label = year_in_name(source.label)
        alone = what.kind != "ssda903"
        place = source.name if alone else PurePosixPath(source.name).parent.as_posix()
        key = (what.kind, place, label or 0)
        found.setdefault(key, OneReturn(kind=what.kind, place=place, label=label)).files.append(
            at
        )
    for one in found.values():
        one.files.sort(key=lambda at: (_silence(files[at][1]), at))
    return [found[key] for key in sorted(found, key=lambda key: (key[0], key[2], key[1]))]


def follow_the_others(returns: Iterable[OneReturn]) -> None:
    """Shift the labels of returns without dates where all others are shifted."""
    by_kind: defaultdict[str, list[OneReturn]] = defaultdict(list)
    for one in returns:
        if one.label is not None and one.stated is None:
            by_kind[one.kind].append(one)
    for those in by_kind.values():
        telling = [one for one in those if one.dates]
        if telling and all(one.shifted for one in telling):
            for one in those:
                if not one.dates and one.label is not None:
                    one.stated = one.label + 1


def given_twice(returns: Iterable[OneReturn]) -> list[Note]:
    """Name the years of which more than one return was given."""
    places: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for one in returns:
        if one.kind != "annex_a" and one.year is not None:
            places[one.kind, one.year].append(one.place)
    return [
        Note(
            "records.year-given-twice",
            ", ".join(sorted(those)),
            f"More than one return was given for {year}, and all were read. Repairs settle "
            "where their rows contradict each other.",
        )
        for (_, year), those in sorted(places.items())
        if len(those) > 1
    ]


def tables_given_twice(
    returns: Iterable[OneReturn], files: Sequence[tuple[Source, Recognised]]
) -> list[Note]:
    """Name the tables that more than one file of a return holds."""
    notes = []
    for one in returns:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for at in one.files:
            source, what = files[at]
            if what.table is not None:
                names[what.table].append(source.name)
        notes += [
            Note(
                "records.table-given-twice",
                ", ".join(sorted(those)),
                f"More than one file of one return holds the table {table}. All were read.",
            )
            for table, those in sorted(names.items())
            if len(those) > 1
        ]
    return notes


def _silence(what: Recognised) -> int:
    """How little does a file tell of its year?"""
    if what.form is not Form.SSDA903_CSV or what.table == "ssda903_episodes":
        return 0
    return 1 if SPANS[what.table or ""].start else 2


def kinds_read(returns: Iterable[OneReturn]) -> Mapping[str, tuple[int, ...]]:
    """Which collection years were read of each kind of return?"""
    years: defaultdict[str, set[int]] = defaultdict(set)
    for one in returns:
        if one.year is not None:
            years[one.kind].add(one.year)
    return {kind: tuple(sorted(those)) for kind, those in sorted(years.items())}
