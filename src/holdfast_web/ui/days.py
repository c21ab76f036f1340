"""How is a day asked for, and how is it written? In three boxes, and as people write days.

A day that somebody knows is typed, not picked from a calendar: day, month and year, each in
its own box, the month as a number or a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NOON = 12
SHORTEST_MONTH_WORD = 3
DIGITS_OF_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the three boxes, as it was typed."""

    day: str
    month: str
    year: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.day, self.month, self.year) if part)


class DayInput(forms.Widget):
    """Three boxes; the form renderer draws them."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Typed | str | None:
        """Read the boxes, or one text as programs send it: 2026-04-03."""
        del files
        if data.get(name):
            return str(data[name]).strip()
        typed = Typed(*(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS))
        return typed if str(typed) else None

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        """Say whether none of the boxes was sent."""
        del files
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)


class DayField(forms.DateField):
    """A day in three boxes. An error names the boxes that are wrong."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Give the day that was typed.

        Raises
        ------
        ValidationError
            Where a part is missing or there is no such day; `params["parts"]` names the boxes.
        """
        if not isinstance(value, Typed):
            found: date | None = super().to_python(value)
            return found
        missing = [part for part in PARTS if not getattr(value, part)]
        if missing:
            raise ValidationError(
                f"{self.name_of()} must include a {' and a '.join(missing)}.",
                code="incomplete", params={"parts": missing},
            )  # fmt: skip
        month = _month(value.month)
        if month is None:
            raise self._not_real(["month"])
        if not (value.year.isdigit() and len(value.year) == DIGITS_OF_A_YEAR):
            raise ValidationError(
                "The year must be four digits, such as 2026.",
                code="year", params={"parts": ["year"]},
            )  # fmt: skip
        try:
            return date(int(value.year), month, int(value.day))
        except ValueError:
            raise self._not_real(["day"]) from None

    def name_of(self) -> str:
        """Give the words that an error calls this day by."""
        return str(self.label) if self.label else "The date"

    def _not_real(self, parts: list[str]) -> ValidationError:
        return ValidationError(
            f"{self.name_of()} must be a real date, such as 27 3 2026.",
            code="invalid", params={"parts": parts},
        )  # fmt: skip


def boxes(value: Any) -> Typed:
    """Give what stands in the three boxes for a value of any kind."""
    if isinstance(value, Typed):
        return value
    if isinstance(value, date):
        return Typed(str(value.day), str(value.month), str(value.year))
    if isinstance(value, str) and value:
        try:
            return boxes(date.fromisoformat(value))
        except ValueError:
            return Typed(value, "", "")
    return Typed("", "", "")


def written_day(value: date | datetime | None) -> str:
    """Write a day as people do: 3 April 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "j F Y")


def written_moment(value: datetime | None) -> str:
    """Write a moment as people do: 3 April 2026 at 2:05pm."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    half = "am" if local.hour < NOON else "pm"
    return f"{date_format(local, 'j F Y')} at {date_format(local, 'g:i')}{half}"


def _month(typed: str) -> int | None:
    if typed.isdigit():
        return int(typed) if 1 <= int(typed) <= len(MONTHS) else None
    word = typed.lower()
    if len(word) < SHORTEST_MONTH_WORD:
        return None
    return next((place for place, name in enumerate(MONTHS, 1) if name.startswith(word)), None)
