"""How many children were meant, by the returns that were read last."""

from datetime import date

import polars as pl
import pytest
from django.utils import timezone

from holdfast_web.deliver.queries.meant import meant_in
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def returns(northmere, lead):
    found = ReturnSet.objects.create(
        organisation=northmere, label="Returns", uploaded_by=lead, read_at=timezone.now(),
        counts={
            "observed": {
                "ssda903": ["2023-04-01", "2026-03-31"], "cin": ["2023-04-01", "2026-03-31"],
            }
        },
    )  # fmt: skip
    folder = places.journeys(found)
    folder.mkdir(parents=True)
    pl.DataFrame(
        {
            "child": ["a", "a", "b"],
            "stage": ["child_protection_plan", "child_in_need", "child_protection_plan"],
            "detail": [None, "N1", None],
            "start": [date(2025, 1, 1), date(2024, 12, 1), date(2025, 1, 1)],
            "end": [date(2025, 3, 1), None, None],
        },
        schema_overrides={"start": pl.Date, "end": pl.Date},
    ).write_parquet(folder / "journeys.parquet")
    pl.DataFrame(
        {"child": ["a", "b"], "birth_month": [date(2011, 1, 1)] * 2, "death_date": [None] * 2},
        schema_overrides={"death_date": pl.Date},
    ).write_parquet(folder / "children.parquet")
    return found


def asked(service, user):
    return meant_in(service, service.criteria_versions.get(), user=user, today=TODAY)


def test_who_met_the_criteria_month_by_month_while_the_returns_cover_it(service, returns, lead):
    found = asked(service, lead)

    assert {month: n for month, n in found.items() if n} == {"2025-01": 1, "2025-02": 1}
    assert (min(found), max(found)) == ("2023-11", "2026-03")


def test_what_nobody_can_say_is_not_nought(service, returns, lead, practitioner):
    assert asked(service, practitioner) is None  # may see no journeys
    assert meant_in(service, None, user=lead, today=TODAY) is None
    version = service.criteria_versions.get()
    version.content = version.content | {"stages": ["looked_after"], "flexibility": None}
    version.save()
    assert asked(service, lead) is None


@pytest.mark.parametrize(
    "observed",
    [
        {"cin": ["2023-04-01", "2026-03-31"]},
        {"cin": ["2023-04-01", "2024-03-31"], "ssda903": ["2025-04-01", "2026-03-31"]},
    ],
    ids=["no SSDA903", "no day in common"],
)
def test_returns_that_cannot_say(service, returns, lead, observed):
    ReturnSet.objects.update(counts={"observed": observed})

    assert asked(service, lead) is None


def test_no_returns_and_journeys_that_are_gone(service, lead, returns):
    (places.journeys(returns) / "children.parquet").unlink()
    assert asked(service, lead) is None
    ReturnSet.objects.all().delete()
    assert asked(service, lead) is None
