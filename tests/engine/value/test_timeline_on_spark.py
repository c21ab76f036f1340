"""The same spells give the same cost lines on DuckDB and on Spark."""

from datetime import date

import polars as pl
import pytest
from tests.engine.value.invented import (
    CHILDREN,
    FOSTER,
    PLACEMENTS,
    PROCESS_COSTS,
    SPELLS,
    child,
    cost,
    day,
    prices,
    spell,
    unit_costs,
)

from holdfast.records.engine import open_engine
from holdfast.value.process import MAINTAIN
from holdfast.value.timeline import cost_lines

ROWS = [
    spell("referral", 0),
    spell("assessment", 1, 30),
    spell("child_in_need", 0, 100),
    spell("child_in_need", 90, 420),
    spell("section_47", 2, 9),
    spell("child_protection_review", 40),
    spell("pre_proceedings", 50, None),
    spell("looked_after", 60, 200, reason="E4A"),
    spell("placement", 60, 80, detail="U4", provider="PR1"),
    spell("placement", 80, 84, detail="T1"),
    spell("placement", 84, 90, detail="U4", provider="PR1"),
    spell("placement", 90, 150, detail="K2", provider="PR4"),
    spell("placement", 150, 200, detail="Z1"),
    *(spell("move", one) for one in (80, 84, 90, 150)),
    *(spell("review", one) for one in (88, 95, 95)),
    *(spell("proceedings", one, None) for one in (61, 70, 400)),
    spell("short_break", 300, 303),
    spell("looked_after", 10, None, child="b"),
    spell("placement", 10, None, child="b", detail="K2"),
]
BORN = [child("a", born=date(2006, 3, 1)), child("b", born=date(2005, 3, 1), disabled=True)]


def _found(name, folder):
    includes = ["placement", MAINTAIN, "review"]
    library = unit_costs(
        (
            *PROCESS_COSTS,
            FOSTER,
            cost("P3", 5, "day", MAINTAIN),
            cost("FA", 120, "day"),
            cost("H", 400, "day", includes=includes),
        ),
        PLACEMENTS,
    )
    folder.mkdir()
    with open_engine(name, workspace=folder) as engine:
        timeline = cost_lines(
            engine.table(pl.DataFrame(ROWS, schema=SPELLS, orient="row"), "spells"),
            engine.table(pl.DataFrame(BORN, schema=CHILDREN, orient="row"), "children"),
            prices(library),
            until=day(500),
            no_transition_for=["disabled"],
        )
        frames = [engine.frame(timeline.lines), engine.frame(timeline.unpriced)]
    return [frame.sort(frame.columns) for frame in frames]


@pytest.mark.spark
def test_spark_prices_spells_as_duckdb_does(tmp_path):
    on_duckdb, on_spark = (_found(name, tmp_path / name) for name in ("duckdb", "spark"))

    assert on_duckdb[0].height > 20
    for ours, theirs in zip(on_duckdb, on_spark, strict=True):
        assert ours.equals(theirs)
