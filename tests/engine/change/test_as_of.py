"""What was known on a day, and nothing from a later one."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from holdfast.change.as_of import covariates
from holdfast.change.covariates import VOCABULARY, columns_of
from holdfast.change.days import day_number

DAY = date(2023, 6, 10)


def days(*names, day=DAY):
    return pl.DataFrame({"child": list(names), "index_day": [day_number(day)] * len(names)})


def known(engine, made, rows, *names):
    values, columns = covariates(engine, made, rows, names)
    assert columns == columns_of(names)
    return {name: values[:, place].tolist() for place, name in enumerate(columns)}


def test_what_a_child_is(engine, journeys):
    made = journeys(
        [],
        {
            "a": {
                "birth_month": date(2011, 6, 1),
                "sex": "M",
                "ethnicity": "MOTH",
                "uasc": True,
            },
            "b": {"ethnicity": "CHNE", "sex": "U", "disabled": True},
            "c": {"ethnicity": None, "disabled": None},
        },
    )

    found = known(
        engine, made, days("a", "b", "c"),
        "age", "age_squared", "age_band", "sex", "ethnicity", "disabled", "unaccompanied",
    )  # fmt: skip

    assert found["age"] == pytest.approx([12.025, 13.437, 13.437], abs=1e-3)
    assert found["age_squared"] == pytest.approx(np.square(found["age"]))
    assert found["age_10_to_12"] == [1, 0, 0]
    assert found["age_13_to_15"] == [0, 1, 1]
    assert found["female"] == [0, 0, 1]
    assert found["sex_unknown"] == [0, 1, 0]
    assert found["ethnicity_mixed"] == [1, 0, 0]
    assert found["ethnicity_asian"] == [0, 1, 0]
    assert found["ethnicity_unknown"] == [0, 0, 1]
    assert found["disabled"] == [0, 1, 0]
    assert found["unaccompanied"] == [1, 0, 0]


def test_what_had_happened_by_the_day(engine, journeys):
    made = journeys(
        [
            ("a", "referral", date(2022, 1, 1), date(2022, 1, 1), "1A", "NFA"),
            ("a", "referral", date(2023, 3, 10), date(2023, 3, 10), "2A"),
            ("a", "child_in_need", date(2023, 3, 10), None, "N4"),
            ("a", "assessment", date(2023, 3, 10), date(2023, 4, 20), "3B;11A"),
            ("a", "assessment", date(2023, 6, 1), date(2023, 6, 11), "14A"),
            ("a", "section_47", date(2023, 4, 1), date(2023, 4, 9), "conference"),
            ("a", "child_protection_plan", date(2020, 1, 1), date(2020, 9, 1), "NEG"),
            ("a", "child_protection_plan", date(2023, 4, 9), None, "EMO"),
            ("a", "pre_proceedings", date(2023, 6, 11), None),
            ("a", "looked_after", date(2020, 9, 1), date(2021, 1, 1), "V2"),
            ("a", "missing", date(2020, 10, 1), date(2020, 10, 2), "M"),
            ("a", "missing", date(2023, 6, 10), date(2023, 6, 12), "M"),
            ("b", "child_in_need", DAY, None, "N0"),
            ("b", "referral", DAY, DAY, "1A"),
            ("c", "child_in_need", date(2022, 1, 1), DAY, "N2"),
        ]
    )

    found = known(
        engine, made, days("a", "b", "c"),
        "stage", "primary_need", "assessment_factors", "months_since_referral",
        "earlier_referrals", "earlier_plans", "earlier_enquiries", "looked_after_before",
        "missing_before",
    )  # fmt: skip

    assert {name for name, values in found.items() if values[0]} == {
        "stage_child_protection_plan", "need_N4", "factor_domestic_abuse",
        "factor_exploitation", "months_since_referral", "earlier_referrals", "earlier_plans",
        "earlier_enquiries", "looked_after_before", "missing_before",
    }  # fmt: skip
    assert {name for name, values in found.items() if values[1]} == {"need_not_stated"}
    assert {name for name, values in found.items() if values[2]} == set()
    assert found["months_since_referral"][0] == pytest.approx(92 / 30.4375)
    assert (found["earlier_referrals"][0], found["missing_before"][0]) == (1, 1)


@pytest.mark.parametrize("name", ["stage", "months_since_referral", "earlier_referrals"])
def test_a_covariate_is_the_same_alone_as_among_others(engine, journeys, name):
    made = journeys(
        [
            ("a", "referral", date(2022, 1, 1), date(2022, 1, 1), "1A"),
            ("a", "child_in_need", date(2022, 1, 1), None, "N1"),
            ("a", "cin_plan", date(2022, 1, 1), None),
        ]
    )

    alone = known(engine, made, days("a"), name)
    among = known(engine, made, days("a"), *VOCABULARY)

    assert alone == {column: among[column] for column in alone}


def test_counts_have_a_ceiling(engine, journeys):
    made = journeys(
        [("a", "child_in_need", date(2015, 1, 1), None, "N1")]
        + [
            ("a", stage, date(2016, 1, 1) + timedelta(days=n), date(2016, 2, 1))
            for stage in ("referral", "section_47", "missing", "child_protection_plan")
            for n in range(20)
        ]
    )

    found = known(
        engine, made, days("a"), "earlier_referrals", "earlier_plans", "earlier_enquiries",
        "missing_before", "months_since_referral",
    )  # fmt: skip

    assert {name: values[0] for name, values in found.items()} == {
        "earlier_referrals": 5, "earlier_plans": 3, "earlier_enquiries": 5,
        "missing_before": 5, "months_since_referral": 36,
    }  # fmt: skip


def test_the_calendar(engine, journeys):
    made = journeys([], {"a": {}})
    rows = pl.concat([days("a", day=date(2023, 2, 1)), days("a", day=date(2023, 8, 1))])

    found = known(engine, made, rows, "calendar_quarter", "calendar_time")

    assert found["quarter_3"] == [0, 1]
    assert found["quarter_2"] == found["quarter_4"] == [0, 0]
    assert found["calendar_time"] == pytest.approx([0, 181 / 365.25])


def test_no_covariates_is_an_empty_table_of_the_right_length(engine, journeys):
    values, columns = covariates(engine, journeys([], {"a": {}}), days("a", "a"), [])

    assert (values.shape, columns) == ((2, 0), ())


@pytest.mark.parametrize("seed", range(4))
def test_changing_the_future_changes_nothing(engine, journeys, seed):
    rng = np.random.default_rng(seed)
    stages = (
        "referral", "child_in_need", "assessment", "section_47", "child_protection_plan",
        "pre_proceedings", "looked_after", "missing", "cin_plan", "proceedings",
    )  # fmt: skip
    names = [f"c{number:03d}" for number in range(120)]
    index = {name: date(2022, 1, 1) + timedelta(days=int(rng.integers(900))) for name in names}
    past, changed = [], []
    for name in names:
        for _ in range(int(rng.integers(1, 12))):
            start = date(2021, 1, 1) + timedelta(days=int(rng.integers(1400)))
            end = start + timedelta(days=int(rng.integers(0, 300)))
            spell = [name, rng.choice(stages), start, end, rng.choice(["N1", "N2", "1A;3A"])]
            past.append(tuple(spell))
            if start > index[name]:
                continue  # it never happens in the other future
            if end > index[name]:
                spell[3] = rng.choice([None, index[name] + timedelta(days=1)])
            changed.append(tuple(spell))
        changed.append((name, "looked_after", index[name] + timedelta(days=1), None, "V2"))
    people = {name: {} for name in names}
    rows = pl.DataFrame(
        {"child": names, "index_day": [day_number(index[name]) for name in names]}
    )

    one, _ = covariates(engine, journeys(past, people), rows, list(VOCABULARY))
    other, _ = covariates(engine, journeys(changed, people), rows, list(VOCABULARY))

    np.testing.assert_array_equal(one, other)
    assert one.std(axis=0).astype(bool).sum() > 20
