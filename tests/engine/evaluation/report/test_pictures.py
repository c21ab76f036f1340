"""Every chart of the report is one that its schema allows, and journeys can be read."""

import re

import altair as alt
import pytest
import vl_convert
from tests.engine.evaluation.report.invented import findings

from holdfast.evaluation.report import html_page
from holdfast.evaluation.report.journey_picture import Move, Stop, journey_svg
from holdfast.evaluation.report.palette import NARROW, WIDE, data, picture, svg

STOPS = (
    Stop(name="Child in need", children="755 children"),
    Stop(name="Section 47 enquiry", children="295 children"),
    Stop(name="Child protection plan (cohort)", children="155 children"),
    Stop(name="An invented programme with a very long name", children="", of_programme=True),
    Stop(name="Looked after", children="240 children"),
)
MOVES = (
    Move(start=1, end=2, children=1_135),
    Move(start=2, end=1, children=1_045),
    Move(start=0, end=4, children=125),
    Move(start=4, end=0, children=40),
    Move(start=1, end=4, children=40),
)


def test_every_chart_of_the_report_is_one_that_the_schema_allows(monkeypatch):
    draw, drawn = vl_convert.vegalite_to_svg, []

    def check_and_draw(spec):
        alt.Chart.from_dict(spec)
        drawn.append(spec)
        return draw(spec)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", check_and_draw)
    html_page(findings())

    assert len(drawn) == 14


def bars(rows, *, width):
    return alt.Chart(data(rows)).mark_bar().encode(x="at:Q").properties(width=width)


def test_a_picture_is_drawn_once_for_what_it_shows(monkeypatch):
    draw, drawn = vl_convert.vegalite_to_svg, []
    monkeypatch.setattr(
        vl_convert, "vegalite_to_svg", lambda spec: drawn.append(spec) or draw(spec)
    )

    first = picture(bars, [{"at": 7319}], width=WIDE)
    assert (
        picture(bars, [{"at": 7319}], width=WIDE)
        == first
        == svg(bars([{"at": 7319}], width=WIDE))
    )
    assert len(drawn) == 2
    assert picture(bars, [{"at": 7320}], width=WIDE) != first
    assert picture(bars, [{"at": 7319}], width=NARROW) != first


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_number_beside_an_arc_covers_another(width):
    spots = [
        (float(x), float(y), 8 * len(said))
        for x, y, said in re.findall(
            r'<text x="(\d+)" y="(\d+)" [^>]*middle[^>]*>([\d,]+)<',
            journey_svg(STOPS, MOVES, width=width),
        )
    ]

    assert len(spots) == len(MOVES)
    for at, (x, y, wide) in enumerate(spots):
        for other_x, other_y, other_wide in spots[at + 1 :]:
            apart = abs(x - other_x) >= (wide + other_wide) / 2 - 1 or abs(y - other_y) >= 13
            assert apart


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (WIDE, ["Child protection plan (cohort)", "155 children"]),
        (NARROW, ["Child protection plan", "(cohort), 155 children"]),
        (WIDE, ["An invented programme with a", "very long name"]),
        (NARROW, ["An invented programme", "with a very long name"]),
    ],
)
def test_a_name_that_is_too_long_for_its_box_goes_on_beneath(width, lines):
    said = re.findall(r">([^<>]+)</text>", journey_svg(STOPS, MOVES, width=width))

    assert "\n".join(lines) in "\n".join(said)
