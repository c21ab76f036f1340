"""The picture of shares: its points, what stands beneath, and that it is plain SVG."""

from xml.etree import ElementTree

import pytest

from holdfast_web.deliver.share_svg import LEFT, PLOT, RIGHT, TOP, Band, Line, shares_svg
from holdfast_web.ui.charts import UNWELCOME

SVG = "{http://www.w3.org/2000/svg}"


def line(points, *, name="The team", mark="circle"):
    return Line(name=name, colour="#00585f", mark=mark, size=3, points=tuple(points))


def drawn(lines, *, places=(0, 6, 12), width=640, band=None):
    text = shares_svg(
        lines, places=places, beneath="Months", beside="Had it", width=width, band=band
    )
    assert UNWELCOME.search(text) is None
    return ElementTree.fromstring(text)  # noqa: S314  (made a moment ago)


def words(svg):
    return [one.text for one in svg.iter(f"{SVG}text")]


def test_points_stand_where_their_shares_are():
    svg = drawn([line([(0, 1.0), (6, 0.5), (12, 0.0)])])

    marks = [(float(c.get("cx")), float(c.get("cy"))) for c in svg.iter(f"{SVG}circle")]
    middle = (LEFT + 640 - RIGHT) / 2
    assert marks == [(LEFT, TOP), (middle, TOP + PLOT / 2), (640 - RIGHT, TOP + PLOT)]
    assert words(svg)[:6] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert words(svg)[6:] == ["0", "6", "12", "Months", "Had it"]


@pytest.mark.parametrize(("width", "rows"), [(640, 1), (320, 3)])
def test_several_lines_are_named_above_in_as_many_rows_as_they_need(width, rows):
    lines = [
        line([(1, 0.5)], name=f"<Team {number}>", mark=mark)
        for number, mark in enumerate(("diamond", "square", "circle"), 1)
    ]

    svg = drawn(lines, places=(1, 2), width=width)

    names = [one for one in svg.iter(f"{SVG}text") if one.text.startswith("<Team")]
    assert [one.text for one in names] == ["<Team 1>", "<Team 2>", "<Team 3>"]
    assert len({one.get("y") for one in names}) == rows
    assert [one.get("transform") is not None for one in svg.iter(f"{SVG}rect")] == [
        True, False, True, False,
    ]  # fmt: skip


def test_numbers_that_would_stand_too_close_are_left_out():
    svg = drawn([line([(n, 0.5) for n in range(1, 41)])], places=range(1, 41), width=320)

    numbers = [int(word) for word in words(svg) if word.isdigit()]
    assert numbers == list(range(1, 41, 4))


def test_an_interval_is_a_band_about_the_line():
    band = Band(colour="#00585f", points=((0, 0.5, 0.5), (12, 0.2, 0.8)))

    svg = drawn([line([(0, 0.5), (12, 0.5)])], band=band)

    area, course = svg.iter(f"{SVG}path")
    assert area.get("d").startswith(f"M{LEFT}.0 ")
    assert (area.get("d")[-1], course.get("fill")) == ("Z", "none")


def test_one_session_alone_is_drawn():
    svg = drawn([line([(1, 0.5)])], places=(1,))

    assert [word for word in words(svg) if word == "1"] == ["1"]
