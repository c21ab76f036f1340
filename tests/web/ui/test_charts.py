"""Pictures of the engine on pages of the service."""

import dataclasses

import altair as alt
import pytest
from lxml import html

from holdfast.evaluation.report.palette import NARROW, WIDE, data, svg
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.ui.charts import figure


def chart(width):
    rows = [{"month": 1, "children": 12}, {"month": 2, "children": 17}]
    marks = alt.Chart(data(rows)).mark_line(clip=True)
    return svg(marks.encode(x="month:Q", y="children:Q").properties(width=width, height=90))


@pytest.fixture(scope="module")
def drawn():
    return Figure(
        id="entries",
        title="Entries rose <fast>",
        description="Children who came in, by month.",
        wide=chart(WIDE),
        narrow=chart(NARROW),
        table=Table(
            caption="Entries by month", headings=("Month", "Children"), rows=(("April", "12"),)
        ),
        second=Table(caption="Exits by month", headings=("Month", "Children"), rows=()),
    )


def tree(one, **options):
    return html.fragment_fromstring(str(figure(one, **options)))


def test_a_figure_has_its_title_words_both_widths_and_table(drawn):
    found = tree(drawn, level=3)

    assert found.get("aria-labelledby") == "entries-title"
    assert found.xpath(".//h3[@id='entries-title']")[0].text == "Entries rose <fast>"
    assert len(found.xpath(".//svg[@aria-hidden='true']")) == 2
    assert [one.text.strip() for one in found.xpath(".//details//caption")] == [
        "Entries by month"
    ]


def test_two_drawings_on_a_page_share_no_name(drawn):
    twice = str(figure(drawn)) + str(figure(dataclasses.replace(drawn, id="exits")))
    names = html.fragment_fromstring(twice, create_parent="div").xpath(".//@id")

    assert 'clip-path="url(#entries-wide-' in twice
    assert len(names) == len(set(names))


def test_drawings_carry_no_style_that_the_policy_would_refuse(drawn):
    assert tree(drawn).xpath(".//style | .//@style | .//script") == []


def test_a_figure_without_a_drawing_says_why(drawn):
    nothing = dataclasses.replace(drawn, wide=None, narrow=None, missing="Too few children.")

    assert tree(nothing).xpath(".//svg") == []
    assert "No picture. Too few children." in tree(nothing).text_content()


@pytest.mark.parametrize(
    "unwelcome",
    [
        "<svg ><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg ><image xlink:href="https://elsewhere.example/x.png"/></svg>',
        '<svg ><g style="color: red"></g></svg>',
        "<p>no drawing</p>",
    ],
)
def test_what_is_no_drawing_of_ours_is_refused(drawn, unwelcome):
    with pytest.raises(ValueError, match="without script, style or address"):
        figure(dataclasses.replace(drawn, wide=unwelcome))
