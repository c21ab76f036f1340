"""Who met the criteria on the first of each month: the rule of the cohort, on one day."""

from datetime import date

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.change.cohort import CohortRule, meant
from holdfast.change.days import day_number
from holdfast.change.meant_by_month import meant_by_month

SPELLS = {
    "child": pl.String, "stage": pl.String, "start": pl.Date, "end": pl.Date,
    "detail": pl.String,
}  # fmt: skip
CHILDREN = {"child": pl.String, "birth_month": pl.Date, "death_date": pl.Date}


def rule(needs=(), first=date(2022, 4, 1), last=date(2022, 7, 1)):
    return CohortRule(
        stages=("child_in_need", "child_protection_plan"), youngest=10, oldest=15, needs=needs,
        first_day=first, last_day=last,
    )  # fmt: skip


def frames(spells, children):
    return (
        pl.DataFrame(spells, schema=SPELLS, orient="row"),
        pl.DataFrame(children, schema=CHILDREN, orient="row"),
    )


def test_each_month_counts_the_children_who_are_meant_on_its_first_day():
    spells, children = frames(
        [
            ("a", "child_in_need", date(2022, 4, 1), date(2022, 6, 1), "N1"),
            ("a", "child_protection_plan", date(2022, 4, 20), None, None),
            ("b", "child_in_need", date(2022, 4, 2), None, "N2"),
            ("in care", "child_in_need", date(2022, 1, 1), None, "N1"),
            ("in care", "looked_after", date(2022, 1, 1), date(2022, 6, 1), None),
            ("too old", "child_in_need", date(2022, 1, 1), None, "N1"),
            ("unborn", "child_in_need", date(2022, 1, 1), None, "N1"),
            ("died", "child_in_need", date(2022, 1, 1), None, "N1"),
        ],
        [
            ("a", date(2012, 4, 1), None),
            ("b", date(2012, 4, 1), None),
            ("in care", date(2010, 4, 1), None),
            ("too old", date(2006, 5, 1), None),
            ("unborn", None, None),
            ("died", date(2010, 4, 1), date(2022, 4, 1)),
        ],
    )

    assert meant_by_month(spells, children, rule()) == {
        "2022-04": 2, "2022-05": 2, "2022-06": 3,
    }  # fmt: skip
    assert meant_by_month(spells, children, rule(needs=("N1",)))["2022-05"] == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from(["child_in_need", "child_protection_plan", "looked_after"]),
            st.dates(date(2022, 1, 1), date(2022, 12, 31)),
            st.none() | st.integers(1, 200),
            st.sampled_from(["N1", "N2"]),
        ),
        min_size=1,
        max_size=12,
    ),
    st.lists(st.dates(date(2004, 1, 1), date(2014, 1, 1)), min_size=4, max_size=4),
    st.sampled_from([(), ("N2",)]),
)
def test_it_is_the_cohort_of_that_day(engine, journeys, drawn, born, needs):
    care = set()
    spells = []
    for child, stage, start, length, need in drawn:
        if stage == "looked_after":
            if child in care:
                continue  # periods of care of one child do not overlap
            care.add(child)
        end = length and date.fromordinal(start.toordinal() + length)
        spells.append((child, stage, start, end, need if stage == "child_in_need" else None))
    children = {
        child: {"birth_month": day.replace(day=1)}
        for child, day in zip("abcd", born, strict=True)
    }
    made = journeys(spells, children)
    held = frames(spells, [(c, one["birth_month"], None) for c, one in children.items()])

    found = meant_by_month(*held, rule(needs, date(2022, 8, 1), date(2022, 9, 1)))

    day = day_number(date(2022, 8, 1))
    cohort = meant(engine, made, rule(needs), from_day=day, to_day=day + 1)
    assert found == {"2022-08": cohort.counts["meant"]}
