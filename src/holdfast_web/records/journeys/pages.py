"""What does the page of one selection show? Worked out once, and kept beside the journeys.

Returns that were read do not change, so a page does not either: what it shows after disclosure
control is kept, packed, in the folder of the set, and goes with it when that is deleted.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.evaluation.report.wording import count as in_words
from holdfast_web.records import places
from holdfast_web.records.journeys import counting
from holdfast_web.records.journeys.figures import figures
from holdfast_web.records.journeys.kept_pages import PAGES, figure_from, keep, kept
from holdfast_web.records.journeys.protecting import protect, too_few

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.evaluation.report.table import Figure
    from holdfast_web.records.journeys.selection import Selection
    from holdfast_web.records.models import ReturnSet

EDITION = 3
"""Goes up whenever a page would show something else of the same journeys."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyPage:
    """What is shown of a selection; without figures where that would tell of few children."""

    children: str
    figures: tuple[Figure, ...]

    @property
    def too_few(self) -> bool:
        """Say whether nothing is shown."""
        return not self.figures


def page_of(returns: ReturnSet, selection: Selection) -> JourneyPage:
    """Give the page of a selection, kept or worked out now."""
    path = _path(returns, selection)
    if (held := kept(path)) is not None:
        drawn = tuple(figure_from(one) for one in held["figures"])
        return JourneyPage(children=held["children"], figures=drawn)
    page = _worked_out(returns, selection)
    keep(path, asdict(page))
    return page


def _worked_out(returns: ReturnSet, selection: Selection) -> JourneyPage:
    folder = places.journeys(returns)
    days = selection.days(returns.counted)
    counts = counting.count(folder, selection, days)
    wider = [
        counting.count_children(folder, one, one.days(returns.counted))
        for one in selection.wider()
    ]
    if counts.children == 0 or too_few(counts.children, wider):
        return JourneyPage(children="", figures=())
    shown = protect(counts, days)
    drawn = figures(shown, days[1] - timedelta(days=1))
    return JourneyPage(children=in_words(shown.children), figures=tuple(drawn))


def _path(returns: ReturnSet, selection: Selection) -> Path:
    chosen = "_".join((selection.age, selection.need, selection.year)) or "all"
    return places.kept(returns) / PAGES / f"{EDITION}_{chosen}.json.gz"
