"""Small journeys made by hand, on both engines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis.expr.types as ir
import polars as pl
import pytest

from holdfast.records.engine import Engine, open_engine

SPELLS = {
    "child": pl.String, "stage": pl.String, "start": pl.Date, "end": pl.Date,
    "detail": pl.String, "end_reason": pl.String,
}  # fmt: skip
CHILDREN = {
    "child": pl.String, "birth_month": pl.Date, "sex": pl.String, "ethnicity": pl.String,
    "disabled": pl.Boolean, "uasc": pl.Boolean, "death_date": pl.Date,
}  # fmt: skip
OBSERVED = {
    "ssda903": (date(2021, 4, 1), date(2025, 3, 31)),
    "cin": (date(2021, 4, 1), date(2025, 3, 31)),
}


@dataclass(frozen=True)
class SmallJourneys:
    """What `change` reads of `records.journey.Journeys`."""

    spells: ir.Table
    children: ir.Table
    observed: dict[str, tuple[date, date]]


@pytest.fixture(
    scope="session",
    params=["duckdb", pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.slow])],
)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One engine for all: Spark takes seconds to start, and every table has its own name."""
    with open_engine(request.param, workspace=tmp_path_factory.mktemp("work")) as opened:
        yield opened


@pytest.fixture(scope="session")
def journeys(engine: Engine) -> Callable[..., SmallJourneys]:
    """Give a function from spells and children, as tuples and dicts, to journeys."""

    def made(
        spells: list[tuple[Any, ...]],
        children: dict[str, dict[str, Any]] | None = None,
        observed: dict[str, tuple[date, date]] = OBSERVED,
    ) -> SmallJourneys:
        rows = [(*spell, *[None] * (6 - len(spell))) for spell in spells]
        known = {name: {} for name, *_ in spells} if children is None else children
        default = {
            "birth_month": date(2010, 1, 1), "sex": "F", "ethnicity": "WBRI",
            "disabled": False, "uasc": False, "death_date": None,
        }  # fmt: skip
        people = [{"child": name} | default | given for name, given in known.items()]
        return SmallJourneys(
            spells=engine.table(pl.DataFrame(rows, schema=SPELLS, orient="row"), "spells"),
            children=engine.table(pl.DataFrame(people, schema=CHILDREN), "children"),
            observed=observed,
        )

    return made
