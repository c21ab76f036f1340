"""Which tables and years are missing, and what cannot be known without them."""

from tests.engine.records.made_returns import LAYOUT

from holdfast.records.completeness import WITHOUT, missing_tables, missing_years
from holdfast.records.refusals import Refusals

ALL = frozenset(LAYOUT)


def test_every_table_has_a_line_on_what_it_is_for():
    assert set(WITHOUT) == set(LAYOUT)


def test_missing_table_is_named_with_its_years_and_what_is_not_known():
    refusals = Refusals()
    read = {2027: ALL, 2026: ALL - {"ssda903_oc2"}, 2025: ALL - {"ssda903_oc2"}}

    (note,) = missing_tables(read, refusals)

    assert (note.code, note.where) == ("records.table-missing", "ssda903_oc2")
    assert note.text == (
        "No such table was read for 2025, 2026. Not known: SDQ scores, convictions, substance "
        "misuse and health checks."
    )
    assert refusals.frame().select("file", "table", "code", "consequence").rows() == [
        ("SSDA903 2025", "ssda903_oc2", "records.table-missing", "table missing"),
        ("SSDA903 2026", "ssda903_oc2", "records.table-missing", "table missing"),
    ]


def test_table_that_did_not_exist_yet_is_not_missing():
    read = {year: ALL - {"ssda903_sw_episodes", "ssda903_dolo"} for year in (2023, 2024)}

    notes = list(missing_tables(read, Refusals()))

    assert [note.text.partition(". ")[0] for note in notes] == [
        "No such table was read for 2024"
    ]


def test_nothing_read_is_nothing_missing():
    assert list(missing_tables({}, Refusals())) == []


def test_years_between_two_returns_are_named():
    years = {"ssda903": (2018, 2021, 2022), "cin": (2021,), "annex_a": (2018, 2021)}

    (note,) = missing_years(years)

    assert (note.code, note.where) == ("records.year-missing", "ssda903")
    assert note.text.startswith("There is no return for 2019, 2020.")
