"""The pages of one set of returns that was read: no more queries among a thousand rows."""

import polars as pl
from django.urls import reverse
from tests.web.crowd import ASKED_ELSEWHERE, Crowd, asked_among_both, check_same

from holdfast_web.records import places


def test_no_page_asks_more_among_many_rows(northmere, member, client, northmere_returns):
    spells = pl.read_parquet(places.journeys(northmere_returns) / "journeys.parquet")
    child = spells["child"].sort()[0]
    more = {"child": {"pseudonym": child}}
    asked = {"children": {"pseudonym": child[:4]}, "journeys": {"year": "2025"}}

    def addresses():
        return {
            name: (
                reverse(name, kwargs={"key": northmere_returns.key} | more.get(name, {})),
                asked.get(name),
            )
            for name, app in ASKED_ELSEWHERE.items()
            if app == "records"
        }

    few, many = asked_among_both(Crowd(northmere, member), client, addresses)

    check_same(few, many)
    assert {one.status for one in many.values()} == {200}
