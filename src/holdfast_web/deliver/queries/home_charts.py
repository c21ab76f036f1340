"""What do the process charts of one home hold? Fetched once, drawn as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.home_series import Shown, series
from holdfast.deliver.process_chart import ProcessChart, TooFewToTell, process_chart
from holdfast_web.deliver.home_pictures import highest
from holdfast_web.deliver.queries.home_months import (
    exposures_of,
    first_month,
    last_whole,
    records_of,
    trainings,
)

if TYPE_CHECKING:
    from datetime import date

    from holdfast.deliver.home_month import HomeMonth
    from holdfast_web.deliver.queries.home_months import Training
    from holdfast_web.people.models import Organisation


class HomeCharts:
    """The charts of one home up to the last whole month: fetched once, drawn as asked for."""

    def __init__(self, home: Organisation, *, today: date, until: date | None = None) -> None:
        self.home = home
        self.last = until or last_whole(today)
        self.records: list[HomeMonth] = records_of([home], last=self.last).get(home.pk, [])
        self.first = min(
            (one.month for one in self.records),
            default=first_month(home, (), last=self.last),
        )
        self.training: Training | None = trainings([home], today=today).get(home.pk)
        self._around = exposures_of([home], first=self.first, last=self.last)[home.pk]

    def chart(self, measure: str, shown: Shown) -> ProcessChart | TooFewToTell:
        """Give the chart of one measure."""
        points = series(
            self.records,
            measure,
            shown=shown,
            first=self.first,
            last=self.last,
            exposures=self._around,
        )
        starts = [self.training.starts] if self.training is not None else []
        return process_chart(points, trainings=starts, highest=highest(shown))
