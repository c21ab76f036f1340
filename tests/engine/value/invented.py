"""Invented spells, children and prices for the tests of value."""

from datetime import date, timedelta

import ibis
import polars as pl

from holdfast.library.unit_costs import UnitCosts
from holdfast.value.unit_cost import price_list

SPELLS = {
    "child": pl.String,
    "stage": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "detail": pl.String,
    "end_reason": pl.String,
    "provider": pl.String,
}
CHILDREN = {
    "child": pl.String,
    "birth_month": pl.Date,
    "disabled": pl.Boolean,
    "uasc": pl.Boolean,
}
DAY_0 = date(2022, 1, 1)
ABOUT = {
    "urn": "urn:unit-costs:invented",
    "version": 1,
    "title": "Invented",
    "source": "Made up for a test",
    "licence": "MIT",
    "status": "illustrative",
    "note": "Made up for a test.",
}


class Flat:
    """A deflator by which prices double each year; it reaches to 2022-23."""

    name = "doubling"

    def covers(self, year):
        return int(year[:4]) <= 2022

    def factor(self, from_year, to_year):
        return 2.0 ** (int(to_year[:4]) - int(from_year[:4]))


def day(number):
    """Give the day so many days after `DAY_0`; None stays None."""
    return None if number is None else DAY_0 + timedelta(days=number)


def spell(stage, start, end="point", *, child="a", detail=None, reason=None, provider=None):
    """Give a row of spells, its days counted from `DAY_0`."""
    until = start if end == "point" else end
    return (child, stage, day(start), day(until), detail, reason, provider)


def child(name="a", *, born=date(2010, 1, 1), disabled=None, uasc=False):
    """Give a row of children."""
    return (name, born, disabled, uasc)


def table(rows, schema=None):
    """Give rows as a table; spells unless another schema is named."""
    return ibis.memtable(pl.DataFrame(rows, schema=schema or SPELLS, orient="row"))


def frame(expression):
    """Run an expression on a connection that nothing else uses."""
    return ibis.duckdb.connect().to_polars(expression)


def run(expression, *columns):
    """Run an expression and give its rows, in order of the columns named (or of all)."""
    names = list(columns or expression.columns)
    return frame(expression.select(names)).sort(names).rows()


def cost(code, amount, unit, process=None, *, year="2020-21", includes=(), agency=None):
    """Give one unit cost as the library writes it."""
    written = {
        "code": code,
        "title": f"Cost {code}",
        "amount": amount,
        "unit": unit,
        "process": process,
        "recurring": True,
        "price_year": year,
        "includes": list(includes),
        "source": "Made up for a test",
        "confidence": "illustrative",
    }
    return written | ({"agency": agency} if agency else {})


PROCESS_COSTS = (
    cost("P1", 700, "once", "decide_and_place"),
    cost("P2", 130, "each", "care_planning"),
    cost("P4", 290, "once", "leave_care"),
    cost("P5", 220, "each", "subsequent_placement"),
    cost("P6", 450, "each", "review"),
    cost("P7", 3000, "each", "legal"),
    cost("P8", 1270, "once", "transition"),
    cost("N1", 190, "once", "referral"),
    cost("N2", 270, "once", "assessment"),
    cost("N3", 2, "day", "support"),
    cost("N4", 200, "once", "close_case"),
    cost("N6", 220, "each", "plan_review"),
    cost("N7", 510, "each", "section_47"),
    cost("N8", 2240, "each", "public_law_outline"),
)
FOSTER = cost("F", 70, "day", includes=["placement", "maintain_placement"])
AGENCY = cost("FA", 120, "day", includes=["placement", "maintain_placement"])
HOME = cost("H", 400, "day", includes=["placement"])
PLACEMENTS = (
    {"place": ["U4"], "provider": ["PR1"], "basis": "priced", "cost": "F"},
    {"place": ["U4"], "provider": ["PR4"], "basis": "priced", "cost": "FA"},
    {"place": ["U4"], "basis": "stand-in", "cost": "F", "note": "Stands in"},
    {"place": ["K2"], "basis": "priced", "cost": "H"},
    {"place": ["P1"], "basis": "no fee", "note": "With own parents"},
    {"place": ["T0", "T1"], "basis": "as before", "note": "The other is kept"},
    {"place": ["Z1"], "basis": "not known", "note": "No figure"},
)


def unit_costs(costs=None, placements=PLACEMENTS):
    """Give a set of unit costs."""
    chosen = (*PROCESS_COSTS, FOSTER, AGENCY, HOME) if costs is None else costs
    return UnitCosts.model_validate({**ABOUT, "costs": chosen, "placements": placements})


def prices(library=None, *, year="2020-21", **settings):
    """Give a price list of the invented costs."""
    return price_list(library or unit_costs(), price_year=year, deflator=Flat(), **settings)
