"""What a reader of `report.html` sees, and what it must not hold."""

import itertools
import re
from dataclasses import replace

import pytest
from lxml import html
from tests.engine.evaluation.report.invented import UNKNOWN, around, describing, findings

from holdfast.evaluation.findings import FEW
from holdfast.evaluation.report import html_page, write_report


@pytest.fixture(scope="module")
def full():
    return html.fromstring(html_page(findings()))


def words(element) -> str:
    return " ".join(element.text_content().split())


def test_page_needs_nothing_beside_it():
    text = html_page(findings())

    assert re.findall(r"<script|<link|@import|url\((?!#)|src=|href=\"(?!#)", text) == []
    assert re.sub(r"http://www\.w3\.org/[0-9a-z/]+", "", text).count("http://") == 0


def test_every_picture_has_a_title_a_description_and_a_table(full):
    figures = full.xpath("//figure")

    assert [figure.get("id") for figure in figures] == [
        "journey", "drift", "balance", "incidence", "split", "cost-timeline", "net-value",
        "acceptability",
    ]  # fmt: skip
    for figure in figures:
        assert words(figure.xpath(".//h3")[0])
        assert words(figure.xpath(".//figcaption/p")[0])
        assert figure.xpath(".//table/caption")
        assert len(figure.xpath(".//svg")) == 2


def test_drift_tells_counted_shares_from_fitted_ones(full):
    without = replace(findings(), drift=replace(findings().drift, course=()))
    told = [
        words(page.xpath("//figure[@id='drift']//figcaption/p")[0])
        for page in (full, html.fromstring(html_page(without)))
    ]

    assert ["month by month" in text for text in told] == [True, False]
    assert [words(one) for one in full.xpath("//figure[@id='drift']//caption")] == [
        "Referred, accepted and served, and the share outside the stated cohort",
        "Share outside the stated cohort, fitted month by month",
    ]
    assert all(text.startswith("Points: share of the children served in each") for text in told)


def test_an_outcome_that_is_held_back_says_so_and_notes_stand_below(full):
    one = findings().outcomes.secondary["sdq"]
    hidden = replace(one, note=f"Of all children. {FEW}")
    outcomes = replace(findings().outcomes, secondary={"sdq": one, "other": hidden})
    page = html.fromstring(html_page(replace(findings(), outcomes=outcomes)))

    rows = page.xpath("//section[@aria-labelledby='changed']/div/table/tbody/tr")
    assert [[words(cell) for cell in row][1:] for row in rows] == [
        ["not known"] * 3, ["not shown"] * 3,
    ]  # fmt: skip
    notes = page.xpath("//section[@aria-labelledby='changed']/ul[@class='said']/li")
    assert [words(note) for note in notes] == [
        "Strengths and difficulties. Too few scores.",
        f"Strengths and difficulties. Of all children. {FEW}",
    ]
    assert full.xpath("//section[@aria-labelledby='changed']/ul[@class='said']/li")


def test_intervals_are_called_by_the_level_that_the_protocol_asked_for(full):
    mark = findings().protocol
    asked = replace(mark, settings=mark.settings | {"bootstrap": {"level": 0.9}})
    page = words(html.fromstring(html_page(replace(findings(), protocol=asked))))

    assert "95%" not in page
    assert page.count("90% interval") == words(full).count("95% interval") > 6


def test_titles_say_the_finding(full):
    titles = {
        figure.get("id"): words(figure.xpath(".//h3")[0]) for figure in full.xpath("//figure")
    }

    assert titles["incidence"] == (
        "After 548 days 18.0% of the programme's children had entered care, "
        "and 30.0% of the comparison's"
    )
    assert titles["split"] == "31.0 days out of care gained for each child within 548 days"
    assert titles["journey"] == "The programme stands between child in need and looked after"
    assert titles["net-value"] == (
        "The net saving is £2,000 (−£1,000 to £5,000) for each child: "
        "the interval includes a loss and a saving"
    )
    assert titles["balance"] == (
        "The largest recorded difference between the groups fell from 0.50 to 0.00 "
        "standard deviations"
    )


def test_suppressed_counts_are_said_not_shown(full):
    boxes = full.xpath("//ol[@class='hf-flow']//div[@class='hf-flow__box']")
    flow = [words(box) for box in boxes]

    assert flow == [
        "In the returns2,000 children",
        "Left out: Too young800 children",
        "In the cohort1,200 children",
        "Servednot shown",
    ]


def test_ids_are_unique_and_headings_step_by_one(full):
    ids = full.xpath("//@id")
    levels = [int(heading.tag[1]) for heading in full.xpath("//h1|//h2|//h3|//h4")]

    assert sorted(set(ids)) == sorted(ids)
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_link_inside_the_page_arrives(full):
    ids = set(full.xpath("//@id"))

    assert {link[1:] for link in full.xpath("//a/@href")} <= ids


def test_a_design_that_describes_shows_no_curves_and_claims_no_saving():
    shown = html.fromstring(html_page(describing()))
    titles = {
        figure.get("id"): words(figure.xpath(".//h3")[0]) for figure in shown.xpath("//figure")
    }

    assert titles["net-value"] == "A net saving cannot be worked out"
    assert "incidence" not in titles
    assert words(shown.xpath("//*[@id='net-value']//p[@class='hf-missing']")[0]) == (
        "No picture. This design does not permit a claim about savings."
    )
    assert shown.xpath("//dl[@class='hf-numbers']/div") == []


@pytest.mark.parametrize(
    ("net", "title"),
    [
        (around(3000.0, 500.0), "The net saving is £3,000 (£2,500 to £3,500)"),
        (around(-3000.0, 500.0), "The net saving (a loss) is −£3,000 (−£3,500 to −£2,500)"),
    ],
)
def test_a_clear_saving_and_a_clear_loss_are_told_apart(net, title):
    found = findings()

    shown = html.fromstring(
        html_page(replace(found, value=replace(found.value, net_saving=net)))
    )

    assert words(shown.xpath("//*[@id='net-value']//h3")[0]) == f"{title} for each child served"


def test_words_of_a_protocol_are_text_not_markup():
    found = findings()
    hostile = replace(found.protocol, title="<script>alert(1)</script>", programme="<b>x</b>")

    text = html_page(replace(found, protocol=hostile))

    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_more_entries_in_the_programme_are_drawn_as_added():
    found = findings()
    entry = found.outcomes.entry_to_care
    turned = tuple(
        replace(cut, day_programme=cut.day_comparison, day_comparison=cut.day_programme)
        for cut in entry.slices
    )

    text = html_page(
        replace(
            found, outcomes=replace(found.outcomes, entry_to_care=replace(entry, slices=turned))
        )
    )

    assert "Added entry" in text
    assert "Earlier entry" in text


def test_risks_that_cannot_be_shown_leave_a_sentence():
    found = findings()
    entry = replace(found.outcomes.entry_to_care, risk_programme=UNKNOWN, days_gained=UNKNOWN)

    shown = html.fromstring(
        html_page(replace(found, outcomes=replace(found.outcomes, entry_to_care=entry)))
    )

    assert words(shown.xpath("//*[@id='incidence']//h3")[0]) == (
        "How many entered care cannot be shown"
    )
    assert words(shown.xpath("//*[@id='split']//h3")[0]) == (
        "Days out of care gained cannot be shown"
    )


def test_the_same_findings_make_the_same_page(tmp_path):
    path = write_report(findings(), tmp_path)

    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8") == html_page(findings())
