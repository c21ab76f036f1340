"""A published year of care, priced again from dated spells.

The low-cost scenario of the GMCA unit cost database v1.4, entries SS1.1: 52 weeks in one
placement at £540, care planning, reviews and legal work, and beside them a transition to
leaving care that the yearly total leaves out. How often each happened is supposed here: two
reviews and one set of proceedings, at the yearly amount shared between them.
"""

from datetime import date

import polars as pl
import pytest
from tests.engine.value.invented import (
    CHILDREN,
    child,
    cost,
    day,
    prices,
    run,
    spell,
    table,
    unit_costs,
)
from tests.published.value_facts import FACTS

from holdfast.value.timeline import cost_lines


def test_a_published_year_of_care_from_its_spells():
    fact = FACTS["low_scenario"]
    yearly = fact.inputs["annual_process_costs_gbp"]
    weekly = FACTS["weekly_maintenance"].expected["per_week_gbp"]
    once = fact.inputs["one_off_not_in_total_gbp"]["transition_to_leaving_care"]
    library = unit_costs(
        costs=(
            cost("A", weekly, "week", includes=["placement", "maintain_placement"]),
            cost("B", yearly["care_planning"] / 2, "each", "care_planning"),
            cost("C", yearly["review"] / 2, "each", "review"),
            cost("D", yearly["legal"], "each", "legal"),
            cost("E", once, "once", "transition"),
        ),
        placements=({"place": ["U4"], "basis": "priced", "cost": "A"},),
    )
    spells = [
        spell("looked_after", 0, None),
        spell("placement", 0, None, detail="U4"),
        spell("proceedings", 20, 200),
        spell("review", 28),
        spell("review", 210),
    ]

    lines = cost_lines(
        table(spells),
        table([child(born=date(2006, 3, 1))], CHILDREN),
        prices(library),
        until=day(52 * 7),
    ).lines

    rows = run(lines, "recurring", "start", "end", "per_day", "amount")
    frame = pl.DataFrame(
        rows, schema=["recurring", "start", "end", "per_day", "amount"], orient="row"
    )
    days = (pl.col("end") - pl.col("start")).dt.total_days()
    totals = frame.group_by("recurring").agg(
        (days * pl.col("per_day") + pl.col("amount")).sum()
    )
    assert dict(totals.rows()) == pytest.approx(
        {True: fact.expected["annual_total_gbp"], False: once}
    )
