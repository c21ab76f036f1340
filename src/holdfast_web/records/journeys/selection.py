"""Which children and which days is a page about? A choice of age, of need and of year.

Only fixed, non-overlapping bands are offered, and one of each kind at a time: ranges that
anybody could shift by a year would tell of the children in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from holdfast.library.code_list import code_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AGES: Mapping[str, tuple[str, int, int]] = {
    "0": ("Under 1", 0, 0),
    "1-4": ("1 to 4", 1, 4),
    "5-9": ("5 to 9", 5, 9),
    "10-15": ("10 to 15", 10, 15),
    "16": ("16 and over", 16, 200),
}
"""The bands of the published statistics on children looked after: words, from, to."""

NEEDS = "cin/primary_need"
YEAR_BEGINS = (4, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What was chosen; an empty text is everybody.

    Attributes
    ----------
    age
        The band in which the child was when a stay began, or when the year began if that was
        later.
    need
        The primary need, as last recorded.
    year
        The year to 31 March of this year.
    """

    age: str = ""
    need: str = ""
    year: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], counts: Mapping[str, Any]) -> Self:
        """Read it from an address; what is not offered is passed over."""
        offered = options(counts)
        chosen = {
            name: value
            for name in ("age", "need", "year")
            if (value := query.get(name, "")) in dict(offered[name])
        }
        return cls(**chosen)

    def chosen(self) -> Iterator[str]:
        """Name the kinds of choice that were made."""
        return (name for name in ("age", "need", "year") if getattr(self, name))

    def wider(self) -> list[Self]:
        """Give the selections with one choice fewer, of which this is a part."""
        return [replace(self, **{name: ""}) for name in self.chosen()]

    def days(self, counts: Mapping[str, Any]) -> tuple[date, date]:
        """Give the first day, and the day after the last."""
        if self.year:
            end = int(self.year)
            return date(end - 1, *YEAR_BEGINS), date(end, *YEAR_BEGINS)
        spans = counts["observed"].values()
        first = min(date.fromisoformat(span[0]) for span in spans)
        last = max(date.fromisoformat(span[1]) for span in spans)
        return first, last + timedelta(days=1)

    def words(self) -> str:
        """Say it in words.

        Examples
        --------
        >>> Selection(age="1-4", year="2024").words()
        'Children aged 1 to 4, in the year to 31 March 2024'
        """
        said = "Children"
        if self.age:
            said += f" aged {AGES[self.age][0].lower()}"
        if self.need:
            meaning = code_list(NEEDS).meaning(self.need)
            said += f" whose need was last recorded as: {meaning.lower()}"
        if self.year:
            said += f", in the year to 31 March {self.year}"
        return said if said != "Children" else "All children, all years"


def options(counts: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Give what may be chosen: values and words. Needs only where a census holds them."""
    years = sorted(
        {year for kind in ("ssda903", "cin") for year in counts["years"].get(kind, ())}
    )
    needs = code_list(NEEDS)
    return {
        "age": [("", "All ages"), *((key, words) for key, (words, _, _) in AGES.items())],
        "need": [("", "All needs")]
        + (
            [(code, needs.meaning(code)) for code in sorted(needs.codes)]
            if "cin" in counts["years"]
            else []
        ),
        "year": [("", "All years"), *((str(y), f"Year to 31 March {y}") for y in years)],
    }
