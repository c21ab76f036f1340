"""Charts of the journey pages are such as their schema allows, and short stays can be seen."""

from datetime import date

import pytest
import vl_convert

from holdfast.evaluation.report.palette import NARROW, WIDE
from holdfast_web.records.journeys import charts

DAYS = [{"kind": kind, "day": "2024-04-01", "children": 10} for kind in charts.KINDS]
LENGTHS = [{"stage": "Looked after", "low": 90, "half": 255, "high": None}]
KINDS = [{"kind": "In children's homes and schools", "children": 40}]
STAYS = [
    {"stage": "Looked after", "start": "2023-04-01", "end": "2026-04-01", "point": False,
     "open": "Not over when last seen"},
    {"stage": "Missing or away", "start": "2025-07-01", "end": "2025-07-02", "point": False,
     "open": "Over"},
    {"stage": "Referral", "start": "2023-04-01", "end": "2023-04-01", "point": True,
     "open": "Over"},
]  # fmt: skip
SEEN = {"first": "2023-04-01", "last": "2026-03-31"}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "chart",
    [
        lambda width: charts.comings_and_goings(DAYS, period="month", width=width),
        lambda width: charts.lengths(LENGTHS, width=width),
        lambda width: charts.bars(KINDS, width=width),
        lambda width: charts.timeline(STAYS, **SEEN, width=width),
    ],
    ids=["comings and goings", "lengths", "bars", "timeline"],
)
def test_a_chart_is_one_that_the_schema_allows_and_that_can_be_drawn(chart, width):
    spec = chart(width).to_dict()

    assert vl_convert.vegalite_to_svg(spec).startswith("<svg")


def test_a_stay_of_one_night_is_drawn_longer_than_its_white_edge():
    drawn = charts.timeline(STAYS, **SEEN, width=WIDE).to_dict()
    stays, missing, _ = next(iter(drawn["datasets"].values()))

    whole = (date(2026, 3, 31) - date(2023, 4, 1)).days
    days = (date.fromisoformat(missing["end"]) - date.fromisoformat(missing["start"])).days
    assert days * (WIDE - 180) / whole >= charts.SHORTEST
    assert stays["end"] == "2026-04-01"
