"""Why a child whom the programme reached was outside the cohort."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from holdfast.change.cohort import CohortRule, meant
from holdfast.change.days import day_number
from holdfast.change.person_trials import Followed, comparison_rows
from holdfast.change.reached import REASONS, standing

RULE = CohortRule(
    stages=("child_in_need", "child_protection_plan"),
    youngest=10,
    oldest=15,
    needs=("N1",),
    first_day=date(2022, 4, 1),
    last_day=date(2023, 3, 31),
)
FOLLOWED = (day_number(date(2021, 4, 1)), day_number(date(2025, 4, 1)))
DAY = day_number(date(2022, 9, 1))
NAMES = ("in", "care", "help", "gone", "old", "need", "unborn", "other", "unsaid")


def test_each_reason_is_given_and_only_the_first(engine, journeys):
    need = ("child_in_need", date(2022, 1, 1), None)
    made = journeys(
        [
            ("in", *need, "N1"),
            ("in", "child_protection_plan", date(2022, 8, 1), date(2022, 10, 1), "NEG"),
            ("care", *need, "N1"),
            ("care", "looked_after", date(2022, 8, 1), None),
            ("help", "early_help", date(2022, 8, 1), None),
            ("gone", "child_in_need", date(2022, 1, 1), date(2022, 9, 1), "N1"),
            ("old", *need, "N1"),
            ("need", *need, "N2"),
            ("unborn", *need, "N1"),
            ("unsaid", *need, "N0"),
        ],
        {
            "in": {}, "care": {}, "help": {}, "gone": {}, "need": {}, "unsaid": {},
            "old": {"birth_month": date(2004, 1, 1)}, "unborn": {"birth_month": None},
        },
    )  # fmt: skip
    days = pl.DataFrame(
        {
            "child": [*NAMES, "in", "in"],
            "day": [DAY] * len(NAMES) + [FOLLOWED[1], DAY - 200],
            "kept": range(len(NAMES) + 2),
        }
    )

    found = standing(engine, made, days, RULE, followed=FOLLOWED)

    assert found["kept"].to_list() == list(range(len(NAMES) + 2))
    assert found["reason"].to_list() == [
        None, "already_in_care", "not_in_stage", "not_in_stage", "not_of_age", "without_need",
        "no_birth_month", "not_in_returns", "need_not_recorded", "not_followed", None,
    ]  # fmt: skip
    assert found["stage"].to_list()[:4] == [
        "child_protection_plan", "looked_after", "early_help", "none",
    ]  # fmt: skip
    assert found["in_dates"].to_list()[-2:] == [False, False]
    assert set(found["reason"].drop_nulls()) == set(REASONS)


@pytest.mark.parametrize("needs", [(), ("N1", "N3")])
def test_reached_and_meant_draw_the_same_line(engine, journeys, needs):
    rng = np.random.default_rng(9)
    spells, people = [], {}
    for number in range(150):
        name = f"c{number:03d}"
        people[name] = {"birth_month": date(int(rng.integers(2003, 2016)), 5, 1)}
        for stage in ("child_in_need", "child_protection_plan", "early_help"):
            start = date(2022, int(rng.integers(1, 13)), 3)
            end = rng.choice([None, date(2023, int(rng.integers(1, 13)), 9)])
            spells.append((name, stage, start, end, f"N{rng.integers(1, 4)}"))
        if number % 4 == 0:
            month = int(rng.integers(1, 12))
            spells.append(
                (name, "looked_after", date(2022, month, 5), date(2022, month + 1, 5))
            )
    rule = CohortRule(
        stages=RULE.stages, youngest=10, oldest=15, needs=needs,
        first_day=RULE.first_day, last_day=RULE.last_day,
    )  # fmt: skip
    made = journeys(spells, people)
    first, end = day_number(rule.first_day), day_number(rule.last_day) + 1
    nobody = pl.DataFrame(schema={"child": pl.String, "day": pl.Int64})

    rows = comparison_rows(
        meant(engine, made, rule, from_day=first, to_day=end),
        nobody,
        followed=Followed(first_day=FOLLOWED[0], end_day=FOLLOWED[1]),
        seed=2,
    )
    drawn = rows_of_everyone(people, first, end)
    found = standing(engine, made, drawn, rule, followed=FOLLOWED)

    assert len(rows) > 50
    assert sorted(
        found.filter(pl.col("reason").is_null()).select("child", "day").rows()
    ) == sorted(rows.select("child", "index_day").rows())


def rows_of_everyone(people, first, end):
    """Draw a day a month for every child, whoever is meant."""
    from holdfast.change.cohort import Meant

    spans = pl.DataFrame({"child": sorted(people)}).with_columns(
        start=pl.lit(first, pl.Int64), end=pl.lit(end, pl.Int64)
    )
    nothing = spans.clear()
    rows = comparison_rows(
        Meant(spans=spans, care=nothing, counts={}),
        pl.DataFrame(schema={"child": pl.String, "day": pl.Int64}),
        followed=Followed(first_day=FOLLOWED[0], end_day=FOLLOWED[1]),
        seed=2,
    )
    return rows.select("child", day="index_day")
