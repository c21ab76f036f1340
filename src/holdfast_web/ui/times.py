"""How is a time of the day asked for? In one box, typed as people write it.

9:30, 9.30am, 0930, 9am, 1pm and 13:00 are all understood. A box of a browser's own kind for
times sends 13:00, so that one is understood too.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from holdfast.deliver.schedule_changes import written_time

__all__ = ["TimeField", "read_time", "written_time"]

NOON = 12
TYPED = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?", re.I)


class TimeField(forms.Field):
    """A time of the day, typed."""

    widget = forms.TextInput(attrs={"short": 5})
    default_error_messages = {"invalid": "Enter a time, such as 9:30am."}

    def to_python(self, value: Any) -> time | None:
        """Give the time that was typed.

        Raises
        ------
        ValidationError
            Where it is no time of a day.
        """
        if isinstance(value, time) or not value:
            return value or None
        found = read_time(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Give what stands in the box."""
        return f"{value:%H:%M}" if isinstance(value, time) else value


def read_time(typed: str) -> time | None:
    """Read a time as somebody typed it; None where it is none.

    Examples
    --------
    >>> [str(read_time(typed)) for typed in ("9:30", "9.30pm", "0930", "1pm", "12am", "25")]
    ['09:30:00', '21:30:00', '09:30:00', '13:00:00', '00:00:00', 'None']
    """
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "").lower()
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
