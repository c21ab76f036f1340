"""The journey pages: what they show of many children and of one, and to whom."""

import re

import polars as pl
import pytest
from django.urls import reverse

from holdfast_web.people.models import AuditEvent
from holdfast_web.records import places
from holdfast_web.records.journeys import pages


def page(client, returns, **query):
    return client.get(reverse("journeys", args=[returns.key]), query)


@pytest.fixture
def pseudonym(northmere_returns):
    """Give a child who was looked after."""
    spells = pl.read_parquet(places.journeys(northmere_returns) / "journeys.parquet")
    return spells.filter(pl.col("stage") == "looked_after")["child"].sort()[0]


def test_each_picture_has_its_title_its_description_and_its_table(
    client, analyst, northmere_returns
):
    client.force_login(analyst)

    text = page(client, northmere_returns).content.decode()

    for name in ("ways", "entries-and-exits", "time-in-stages", "placement-mix", "moves"):
        assert f'id="{name}' in text
    assert text.count("<svg") == 10
    assert "The most frequent way into care was from child in need" in text
    assert "Periods of care that began and ended, by month" in text


def test_no_count_from_1_to_5_is_on_any_page(client, analyst, northmere_returns):
    client.force_login(analyst)

    for query in ({}, {"age": "10-15"}, {"year": "2025"}, {"age": "0", "year": "2024"},
                  {"need": "N1", "age": "16"}):  # fmt: skip
        assert page(client, northmere_returns, **query).status_code == 200
    kept = (places.kept(northmere_returns) / pages.PAGES).glob("*.json.gz")
    from gzip import decompress
    from json import loads

    seen = 0
    for path in kept:
        for figure in loads(decompress(path.read_bytes()))["figures"]:
            if figure["id"] == "time-in-stages":
                continue  # days, not counts
            for table in (figure["table"], figure["second"]):
                for row in table["rows"] if table else ():
                    for cell in row[1:]:
                        if re.fullmatch(r"[\d,]+", cell):
                            number = int(cell.replace(",", ""))
                            assert number % 5 == 0
                            seen += 1
    assert seen > 200


def test_a_selection_of_few_children_is_not_shown(client, analyst, northmere_returns):
    client.force_login(analyst)

    text = page(client, northmere_returns, age="0", need="N7", year="2022").content.decode()

    assert "Too few children are in this selection" in text
    assert "<svg" not in text.split("<main")[1]


def test_what_is_not_offered_is_passed_over(client, analyst, northmere_returns):
    client.force_login(analyst)

    text = page(client, northmere_returns, age="13' OR 1=1 --", year="1999").content.decode()

    assert "All children, all years" in text


def test_a_page_is_worked_out_once(client, analyst, northmere_returns, monkeypatch):
    client.force_login(analyst)
    first = page(client, northmere_returns, year="2025").content
    monkeypatch.setattr(pages.counting, "count", lambda *_: pytest.fail("counted again"))

    again = page(client, northmere_returns, year="2025").content

    nonce = re.compile(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
    assert nonce.sub(b"", again) == nonce.sub(b"", first)


def test_one_child_is_shown_by_pseudonym_and_each_reading_is_noted(
    client, analyst, northmere_returns, pseudonym
):
    client.force_login(analyst)
    href = reverse("child", args=[northmere_returns.key, pseudonym])

    text = client.get(href).content.decode()
    client.get(href)

    fours = [pseudonym[at : at + 4] for at in range(0, 16, 4)]
    assert "Child " + "\N{NO-BREAK SPACE}".join(fours) in text
    assert "What happened, in order" in text
    events = AuditEvent.objects.filter(action="child's journey read")
    assert [event.detail for event in events] == [{"pseudonym": pseudonym}] * 2
    assert {event.user_key for event in events} == {analyst.key}
    assert {event.address for event in events} == {"127.0.0.1"}


def test_a_child_is_found_by_how_its_pseudonym_begins(
    client, analyst, northmere_returns, pseudonym
):
    client.force_login(analyst)
    href = reverse("children", args=[northmere_returns.key])

    found = client.get(href, {"pseudonym": f" {pseudonym[:4].lower()}-{pseudonym[4:8]}"})
    whole = client.get(href, {"pseudonym": pseudonym})
    wrong = client.get(href, {"pseudonym": "abc"})
    nobody = client.get(href, {"pseudonym": "ZZZZZZZZ"})

    child = reverse("child", args=[northmere_returns.key, pseudonym])
    assert f'href="{child}"' in found.content.decode()
    assert (whole.status_code, whole.url) == (302, child)
    assert "A pseudonym has 4 to 16" in wrong.content.decode()
    assert "No child of these returns" in nobody.content.decode()
    assert AuditEvent.objects.filter(action="children looked for").count() == 3


@pytest.mark.parametrize("role", ["programme_lead", "commissioner", "reader"])
def test_who_may_not_see_a_child_does_not_and_nothing_is_noted(
    client, member, northmere, northmere_returns, pseudonym, role
):
    client.force_login(member(northmere, role))

    answer = client.get(reverse("child", args=[northmere_returns.key, pseudonym]))

    assert answer.status_code == 404
    assert not AuditEvent.objects.filter(action="child's journey read").exists()


def test_a_child_who_is_not_there_is_not_found(client, analyst, northmere_returns):
    client.force_login(analyst)

    for name in ("0" * 16, "x", "' OR 1=1"):
        href = reverse("child", args=[northmere_returns.key, name])
        assert client.get(href).status_code == 404
