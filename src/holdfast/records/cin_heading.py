"""Which census is this file, and up to which day is it complete?

The header names both a year and a reference date, and real files contradict themselves (a file
copied from last year's with one of the two left as it was). The reference date wins, because
everything counted up to a day depends on it, and the contradiction is said.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from holdfast.kernel.dates import collection_year, year_end
from holdfast.kernel.errors import InputError
from holdfast.records.batch import Heading, Note
from holdfast.records.xml_safety import local_name

COLLECTION = "CIN"
FIRST_CENSUS = 2009
LAST_CENSUS = 2099
"""Years outside these are slips of the keyboard: the census began in 2008-09."""


def read_heading(header: Any, name: str) -> tuple[Heading, list[Note]]:  # noqa: ANN401
    """Read the `Header` element of a file called `name`.

    Raises
    ------
    InputError
        `records.cin-other-collection`: DfE's other collections begin with `Message` too.
    """
    said: dict[str, str] = {}
    for element in header.iter():
        said.setdefault(local_name(element.tag), (element.text or "").strip())
    if said.get("Collection", COLLECTION).upper() != COLLECTION:
        raise InputError(
            "The header of this file names another collection than the CIN census.",
            code="records.cin-other-collection",
            where=f"{name}, Header/CollectionDetails/Collection",
            fix="Leave the file out, or export the CIN census in its place.",
        )
    year = _year(said.get("Year", ""))
    until = _day(said.get("ReferenceDate", ""))
    if until is None:
        return _without_date(year, name)
    census = collection_year(until)
    notes = []
    if year is not None and year != census:
        text = (
            f"The header says {year}, but its reference date lies in the year that ends on 31 "
            f"March {census}. The reference date was followed."
        )
        notes.append(Note("records.cin-year-contradicted", f"{name}, Header", text))
    if until != year_end(census):
        text = (
            "The reference date is not a 31 March, so this is a part of a year: what happened "
            f"after {until:%d/%m/%Y} is not known from it."
        )
        notes.append(Note("records.cin-part-of-a-year", f"{name}, Header", text))
    return Heading(year=census, reference_date=until), notes


def _without_date(year: int | None, name: str) -> tuple[Heading, list[Note]]:
    if year is None:
        text = "The header gives neither a year nor a reference date that can be read."
        return Heading(), [Note("records.cin-year-missing", f"{name}, Header", text)]
    text = f"The header gives no reference date that can be read; 31 March {year} was taken."
    note = Note("records.cin-reference-date-missing", f"{name}, Header", text)
    return Heading(year=year, reference_date=year_end(year)), [note]


def _year(text: str) -> int | None:
    return int(text) if text in _YEARS else None


_YEARS = frozenset(str(year) for year in range(FIRST_CENSUS, LAST_CENSUS + 1))


def _day(text: str) -> date | None:
    """Read an ISO date, with or without a time after it."""
    with suppress(ValueError):
        day = date.fromisoformat(text[:10])
        if FIRST_CENSUS <= collection_year(day) <= LAST_CENSUS:
            return day
    return None
