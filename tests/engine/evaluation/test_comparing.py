"""From plan, journeys and enrolments to rows: each design, every exclusion counted."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from holdfast.change.days import day_number
from holdfast.change.enrolments import SCHEMA, Enrolments
from holdfast.evaluation.comparing import compared
from holdfast.evaluation.flow import sums
from holdfast.evaluation.protocol import Protocol
from holdfast.kernel.errors import DesignError


def enrolments(rows):
    table = pl.DataFrame(
        [
            {"row": number, "team": "north", "decision": "accepted", **row}
            for number, row in enumerate(rows, start=2)
        ],
        schema=SCHEMA,
    )
    return Enrolments(table=table.sort("child", "enrolled", nulls_last=True), set_aside={})


def town(number=60):
    """Give children in need all through 2022, some of whom are something else besides."""
    spells, people = [], {}
    for child in range(number):
        name = f"c{child:03d}"
        people[name] = {"birth_month": date(1999 if child % 10 == 9 else 2009, 3, 1)}
        if child % 10 != 8:
            spells.append((name, "child_in_need", date(2021, 6, 1), None, "N1"))
        if child % 10 == 7:
            spells.append((name, "looked_after", date(2021, 9, 1), None, "C2"))
    return spells, people


def served(children, day=date(2022, 9, 14)):
    return [
        {"child": child, "referred": date(2022, 8, 1), "enrolled": day} for child in children
    ]


def counts(found):
    return {node.id: node.count for node in found.nodes}


def adds_up(found):
    values = {node.key: node.count for node in found.nodes}
    return [
        values[total] - sum(values[part] for part in parts)
        for total, parts in sums(found.nodes)
    ]


def test_monthly_trials_compare_those_who_enrol_with_those_who_could(engine, journeys, plan):
    made = journeys(*town())
    programme = [f"c{child:03d}" for child in range(0, 60, 3)]

    found = compared(
        engine, made, enrolments(served(programme)), Protocol.model_validate(plan())
    )

    rows = found.rows
    inside = {child for child in programme if int(child[-1]) < 7}
    assert set(rows.filter("programme")["child"]) == inside
    assert set(rows.filter("programme")["index_day"]) == {day_number(date(2022, 9, 14))}
    assert rows.filter(~pl.col("programme"))["child"].n_unique() == 42
    assert rows["trial"].min() == 0
    assert found.served == 20
    assert rows.filter(pl.col("left_by_enrolment"))["child"].is_in(list(inside)).all()
    assert set(adds_up(found)) == {0}
    assert counts(found)["served_already_in_care"] == 2
    assert counts(found)["served_not_in_stage"] == 2
    assert counts(found)["served_not_of_age"] == 2
    assert counts(found)["meant_programme"] == counts(found)["served_in_cohort"] == 14
    assert counts(found)["meant_comparison"] == 28
    assert (found.drift.served, found.drift.outside) == (20, 6)


def test_no_row_follows_enrolment_and_no_comparison_is_chosen_by_it(engine, journeys, plan):
    made = journeys(*town())
    protocol = Protocol.model_validate(plan())
    early = compared(engine, made, enrolments(served(["c000", "c001"])), protocol).rows
    late_day = date(2023, 2, 10)
    late = compared(engine, made, enrolments(served(["c000"], late_day)), protocol).rows

    before = pl.col("index_day") < day_number(date(2022, 9, 14))
    mine = pl.col("child") == "c000"
    assert (
        early.filter(before & mine)["index_day"].to_list()
        == late.filter(before & mine)["index_day"].to_list()
    )
    assert early.filter(~before & mine & ~pl.col("programme")).is_empty()


def test_referrals_that_came_to_nothing_are_counted_by_why(engine, journeys, plan):
    made = journeys(*town())
    rows = [
        *served(["c000", "c001", "zzz"]),
        {"child": "c002", "decision": "declined"},
        {"child": "c003", "decision": "never engaged"},
        {"child": "c004"},
        {"child": "c005", "decision": None},
        *served(["c006"], date(2024, 1, 1)),
        *served(["c010"], date(2030, 1, 1)),
        {"child": "c000", "enrolled": date(2022, 11, 1)},
    ]

    found = compared(engine, made, enrolments(rows), Protocol.model_validate(plan()))

    assert {name: number for name, number in counts(found).items() if "referred" in name} == {
        "referred": 9, "referred_declined": 1, "referred_never_engaged": 1,
        "referred_accepted": 1, "referred_undecided": 1,
    }  # fmt: skip
    assert counts(found)["served"] == 5
    assert counts(found)["served_not_in_returns"] == 1
    assert counts(found)["served_outside_dates"] == 1
    assert counts(found)["served_not_followed"] == 1
    assert set(adds_up(found)) == {0}
    # Nobody can say how a child stood after the returns end.
    assert (found.drift.served, found.drift.judged) == (5, 4)


def test_needs_add_a_step_to_the_flow(engine, journeys, plan):
    made = journeys(*town())
    protocol = Protocol.model_validate(plan(cohort__needs=["N1"]))

    found = compared(engine, made, enrolments(served(["c000"])), protocol)

    assert counts(found)["with_need"] == counts(found)["of_age"] == 48
    assert set(adds_up(found)) == {0}


def test_randomised_arms_are_compared_as_allotted(engine, journeys, plan):
    made = journeys(*town())
    rng = np.random.default_rng(3)
    rows = [
        {
            "child": f"c{child:03d}",
            "arm": "programme" if rng.random() < 0.5 else "comparison",
            "randomised": date(2022, 7, 1),
            "enrolled": date(2022, 8, 1) if child % 2 else None,
        }
        for child in range(40)
    ] + [{"child": "c055", "arm": "programme"}]
    protocol = Protocol.model_validate(plan(design="randomised", bootstrap__by="team"))

    found = compared(engine, made, enrolments(rows), protocol)

    assert len(found.rows) == found.rows["child"].n_unique() == 28
    assert set(found.rows["index_day"]) == {day_number(date(2022, 7, 1))}
    assert not found.rows["left_by_enrolment"].any()
    assert counts(found)["not_randomised"] == 1
    assert counts(found)["meant_neither"] == 42 - 28
    assert set(adds_up(found)) == {0}
    # Some of the arm's children took it up; the others were offered it too.
    arm = {row["child"] for row in rows if row.get("arm") == "programme"} & set(
        found.rows["child"]
    )
    taken = {child for child in arm if int(child[1:]) % 2}
    assert (found.served, found.sharing) == (20, round(20 * len(arm) / len(taken)))


def test_a_trial_without_days_of_enrolment_shares_the_cost_among_its_arm(
    engine, journeys, plan
):
    made = journeys(*town())
    rows = [
        {"child": f"c{child:03d}", "arm": arm, "randomised": date(2022, 7, 1)}
        for child, arm in enumerate(["programme", "comparison"] * 3)
    ]

    found = compared(
        engine, made, enrolments(rows), Protocol.model_validate(plan(design="randomised"))
    )

    assert (found.served, found.sharing) == (0, 3)


def test_before_after_describes_the_time_before_the_first_enrolment(engine, journeys, plan):
    made = journeys(*town())
    protocol = Protocol.model_validate(plan(design="before-after", comparison__before_days=200))

    found = compared(engine, made, enrolments(served(["c000", "c001"])), protocol)

    before = found.rows.filter(~pl.col("programme"))
    start = day_number(date(2022, 9, 14))
    assert before["index_day"].is_between(start - 200, start - 1).all()
    assert not before["left_by_enrolment"].any()
    assert counts(found)["period_before"] == 42
    assert set(adds_up(found)) == {0}


@pytest.mark.parametrize(
    ("changes", "rows", "code"),
    [
        ({"cohort__dates": {"from": "2030-01-01", "to": "2030-06-01"}}, served(["c000"]),
         "evaluation.dates-not-covered"),
        ({}, served(["zzz"]), "evaluation.nobody-in-programme"),
        ({}, [], "evaluation.nobody-in-programme"),
        ({"design": "randomised"}, [
            {"child": "c000", "arm": "programme", "randomised": date(2022, 7, 1)}
        ], "evaluation.no-comparison"),
        ({"design": "before-after"}, served(["c000"], date(2021, 4, 1)),
         "evaluation.no-comparison"),
        ({"design": "before-after"}, [], "evaluation.no-comparison"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(engine, journeys, plan, changes, rows, code):
    made = journeys(*town())

    with pytest.raises(DesignError) as caught:
        compared(engine, made, enrolments(rows), Protocol.model_validate(plan(**changes)))

    assert caught.value.code == code
