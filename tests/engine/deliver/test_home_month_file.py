"""Lists of homes' months: what they would change, and what is refused by row and column."""

from datetime import date

import pytest

from holdfast.deliver.home_measures import MEASURES
from holdfast.deliver.home_month import Doubt, HomeMonth
from holdfast.deliver.home_month_file import (
    MonthRow,
    NumberChange,
    month_changes,
    read_month,
    read_months,
)
from holdfast.deliver.list_file import RefusedCell
from holdfast.kernel.errors import InputError
from holdfast.library.list_layout import list_layout

HOMES = {"Alder House": "A", "SC400001": "A", "Birch House": "B"}
TODAY = date(2026, 6, 10)
MARCH = date(2026, 3, 1)


def read(text, **said):
    return read_months(text.encode(), "months.csv", **({"homes": HOMES} | said))


def changes(text, kept=(), **said):
    by_month = {(one.home, one.month): one for one in kept}
    return month_changes(read(text), by_month, **({"today": TODAY} | said))


def record(home="A", month=MARCH, **values):
    return HomeMonth(home=home, month=month, values=values)


def test_the_columns_are_the_measures():
    columns = {one.name: one.heading for one in list_layout("home-months").columns}

    assert columns == {"home": "Home", "month": "Month"} | {
        one.name: one.title for one in MEASURES
    }


@pytest.mark.parametrize(
    "text",
    [
        "March 2026", "march 2026", "Mar 2026", "Mar. 2026", "Mar-2026", "2026-03", "2026/3",
        "03/2026", "3-2026", "2026-03-01", "31/03/2026", "2026-03-15T00:00:00",
    ],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text):
    assert read_month(text) == MARCH


def test_september_is_written_in_three_ways():
    assert {read_month(f"{word} 2025") for word in ("Sep", "Sept", "September")} == {
        date(2025, 9, 1)
    }


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "13/2026",
        "2026-00",
        "Marchy 2026",
        "Mars 2026",
        "March 26",
        "March 0000",
        "1/1949",
    ],
)
def test_what_is_no_month_is_not_read(text):
    assert read_month(text) is None


def test_rows_are_read_by_name_or_urn_and_blank_cells_are_missing():
    found = read(
        "Home,Month,Restraints,Leavers\nAlder House,March 2026,0,\nSC400001,2026-04,3,1\n"
    )

    assert found.refused == ()
    assert [(one.row, one.record.home, dict(one.record.values)) for one in found.rows] == [
        (2, "A", {"restraints": 0}), (3, "A", {"restraints": 3, "leavers": 1}),
    ]  # fmt: skip


def test_a_list_without_a_column_for_the_home_is_of_one():
    found = read("Month,Restraints\nMarch 2026,2\n", only="B")

    assert found.rows == (MonthRow(row=2, record=record("B", restraints=2)),)


def test_a_cell_for_the_home_wins_over_the_one_that_was_said():
    found = read("Home,Month,Restraints\nAlder House,March 2026,2\n,April 2026,1\n", only="B")

    assert [one.record.home for one in found.rows] == ["A", "B"]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("Cedar House,March 2026,1", "Home", "deliver.home-unknown"),
        (",March 2026,1", "Home", "deliver.home-unknown"),
        ("Alder House,soon,1", "Month", "deliver.month-unreadable"),
        ("Alder House,,1", "Month", "deliver.list-cell-missing"),
        ("Alder House,March 2026,1.5", "Restraints", "deliver.number-not-whole"),
        ("Alder House,March 2026,-1", "Restraints", "deliver.list-number-unreadable"),
        ("Alder House,March 2026,many", "Restraints", "deliver.list-number-unreadable"),
    ],
)
def test_a_row_is_refused_with_its_row_and_column(row, column, code):
    found = read(f"Home,Month,Restraints\n{row}\nBirch House,March 2026,1\n")

    assert found.refused == (RefusedCell(row=2, column=column, code=code),)
    assert len(found.rows) == 1


def test_the_second_row_of_a_month_is_refused():
    found = read("Home,Month,Restraints\nAlder House,March 2026,1\nSC400001,2026-03,2\n")

    assert found.refused == (
        RefusedCell(row=3, column="Month", code="deliver.home-month-twice"),
    )


def test_a_list_without_months_is_refused_whole():
    with pytest.raises(InputError) as caught:
        read("Home,Restraints\nAlder House,1\n")

    assert caught.value.code == "deliver.list-without-headings"


def test_headings_that_are_not_known_are_said():
    assert read("Home,Month,Weather\nAlder House,March 2026,3\n").unknown == ("Weather",)


def test_a_month_that_is_not_kept_is_new():
    (change,) = changes("Home,Month,Restraints\nAlder House,March 2026,0\n").changes

    assert change.new
    assert change.record == record(restraints=0)
    assert change.numbers == (NumberChange(measure="restraints", before=None, after=0),)


def test_a_number_changes_and_a_blank_cell_changes_nothing():
    kept = record(restraints=2, leavers=1)

    (change,) = changes(
        "Home,Month,Restraints,Leavers\nAlder House,March 2026,3,\n", [kept]
    ).changes

    assert not change.new
    assert change.numbers == (NumberChange(measure="restraints", before=2, after=3),)
    assert change.record == record(restraints=3, leavers=1)


def test_what_is_kept_already_is_unchanged():
    found = changes("Home,Month,Restraints\nAlder House,March 2026,2\n", [record(restraints=2)])

    assert (found.changes, found.unchanged) == ((), 1)


def test_a_row_is_checked_together_with_what_is_kept():
    found = changes(
        "Home,Month,School sessions attended\nAlder House,March 2026,31\n",
        [record(school_possible=30)],
    )

    assert found.changes == ()
    assert found.refused == (
        RefusedCell(row=2, column="School sessions attended", code="deliver.numbers-disagree"),
    )


def test_a_month_in_the_future_is_refused():
    found = changes("Home,Month,Restraints\nAlder House,July 2026,1\n")

    assert found.refused == (
        RefusedCell(row=2, column="Month", code="deliver.month-in-future"),
    )


def test_a_month_before_any_that_is_kept_is_refused():
    found = changes("Home,Month,Restraints\nAlder House,July 1999,1\n")

    assert found.refused == (
        RefusedCell(row=2, column="Month", code="deliver.month-too-early"),
    )


def test_what_is_likely_a_slip_is_said_before_anything_is_kept():
    (change,) = changes(
        "Home,Month,Nights\nAlder House,March 2026,500\n", places={"A": 4}
    ).changes

    assert change.doubts == (Doubt.MORE_CHILDREN_THAN_PLACES,)


def test_refusals_of_reading_and_of_changing_stand_in_order():
    found = changes(
        "Home,Month,Restraints\nAlder House,July 2026,1\nCedar House,March 2026,1\n"
    )

    assert [cell.row for cell in found.refused] == [2, 3]
