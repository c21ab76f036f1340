"""How does a table stand on a page? With its caption, its heads, and a box to scroll in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast_web.ui.components import component

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    numeric: str = "",
    *,
    grid: bool = False,
) -> SafeString:
    """Draw a table; `numeric` names the columns of numbers by their places from 1: "2 3".

    The first cell of each row heads it. On a phone each row stands as a block, every value
    after the name of its column. A `grid`, whose numbers are read across rows, stays a table
    there and scrolls, as does one with nothing but numbers beside its first column. The box
    around it takes the keyboard's focus, so that a table wider than the window can be moved
    without a finger.
    """
    places = {int(place) - 1 for place in numeric.split()}
    names = [str(word) for word in head]

    def cell(place: int, value: Any) -> dict[str, Any]:
        return text_or_html(value) | ({"format": "numeric"} if place in places else {})

    def named(place: int, value: Any) -> dict[str, Any]:
        return cell(place, value) | {"attributes": {"data-column": names[place]}}

    drawn = component(
        "table",
        caption=caption,
        captionClasses="govuk-table__caption--m",
        firstCellIsHeader=True,
        head=[cell(place, word) for place, word in enumerate(head)],
        rows=[[named(place, value) for place, value in enumerate(row)] for row in rows],
    )
    return format_html(
        '<div class="hf-scroll{}" role="region" aria-label="{}" tabindex="0">{}</div>',
        "" if grid or len(places) == len(names) - 1 > 1 else " hf-rows",
        caption,
        drawn,
    )


def text_or_html(value: Any) -> dict[str, Any]:
    """Give a value to a component: as it stands if it was drawn by us, else as text."""
    return {"html": value} if isinstance(value, SafeString) else {"text": str(value)}
