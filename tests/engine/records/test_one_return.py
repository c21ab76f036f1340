"""Which files are one return, and for which year."""

from collections import Counter
from pathlib import Path

from holdfast.records.forms import Form, Recognised
from holdfast.records.one_return import (
    OneReturn,
    follow_the_others,
    given_twice,
    kinds_read,
    sort_into_returns,
    tables_given_twice,
)
from holdfast.records.sources import Source

CSV = {
    t: Recognised(Form.SSDA903_CSV, f"ssda903_{t}") for t in ("header", "episodes", "reviews")
}


def source(name: str) -> Source:
    return Source(name, f"given/{name}", 0, Path(name))


def one(
    label: int | None = 2021, kind: str = "ssda903", place: str = "x", **dates: int
) -> OneReturn:
    counts = Counter({int(year[1:]): count for year, count in dates.items()})
    return OneReturn(kind=kind, place=place, label=label, dates=counts)


def test_files_of_one_folder_and_year_are_one_return():
    files = [
        (source("2020/header.csv"), CSV["header"]),
        (source("2020/reviews.csv"), CSV["reviews"]),
        (source("2020/episodes.csv"), CSV["episodes"]),
        (source("episodes_2021.csv"), CSV["episodes"]),
        (source("header_2021.csv"), CSV["header"]),
        (source("header_2022.csv"), CSV["header"]),
        (source("cin.xml"), Recognised(Form.CIN)),
        (source("a.xlsx"), Recognised(Form.ANNEX_A)),
        (source("2020/all.xml"), Recognised(Form.SSDA903_XML)),
    ]

    found = sort_into_returns(files)

    assert [(r.kind, r.place, r.label, r.files) for r in found] == [
        ("annex_a", "a.xlsx", None, [7]),
        ("cin", "cin.xml", None, [6]),
        ("ssda903", "2020", 2020, [2, 8, 1, 0]),
        ("ssda903", ".", 2021, [3, 4]),
        ("ssda903", ".", 2022, [5]),
    ]


def test_year_of_the_label_stands_where_the_dates_bear_it_out():
    found = one(y2020=4, y2021=6)

    assert (found.year, found.year_to_read_by, found.shifted, found.note()) == (
        2021, 2021, False, None,
    )  # fmt: skip


def test_label_without_dates_stands_and_may_still_be_that_of_the_start():
    found = one()

    assert (found.year, found.year_to_read_by, found.note()) == (2021, 2022, None)


def test_label_of_the_start_is_shifted_and_said_with_counts():
    found = one(place="2021", y2021=4, y2022=1006)

    assert (found.year, found.year_to_read_by, found.shifted) == (2022, 2022, True)
    assert found.note().code == "records.year-label-shifted"
    assert found.note().text == (
        "The name says 2021, but 1,006 of its 1,010 dates fall in the year that ends on 31 "
        "March 2022, so it was read as the return of 2022."
    )


def test_label_that_no_date_bears_out_is_contradicted():
    found = one(y2017=4, y2018=6)

    assert found.year == 2018
    assert found.note().code == "records.year-label-contradicted"


def test_return_without_a_label_follows_its_dates():
    found = one(None, y2020=4, y2021=6)

    assert (found.year, found.year_to_read_by, found.shifted) == (2021, 2021, False)
    assert found.note().code == "records.year-from-dates"


def test_return_without_label_or_dates_has_no_year():
    assert (one(None).year, one(None).year_to_read_by) == (None, None)


def test_year_that_the_file_states_wins():
    found = one(2019, y2017=4)
    found.stated = 2022

    assert (found.year, found.year_to_read_by, found.shifted, found.note()) == (
        2022, 2022, False, None,
    )  # fmt: skip


def test_returns_without_dates_follow_the_others_where_all_are_shifted():
    shifted, silent, cin = one(2020, y2021=5), one(2021), one(2021, kind="cin")

    follow_the_others([shifted, silent, cin])

    assert [r.year for r in (shifted, silent, cin)] == [2021, 2022, 2021]


def test_returns_without_dates_keep_their_label_where_another_does():
    right, shifted, silent = one(2019, y2019=5), one(2020, y2021=5), one(2021)

    follow_the_others([right, shifted, silent])

    assert silent.year == 2021


def test_year_given_twice_is_said():
    notes = given_twice([one(place="a"), one(place="b"), one(2020), one(None), one(None)])

    assert [(note.code, note.where) for note in notes] == [("records.year-given-twice", "a, b")]


def test_two_workbooks_of_a_year_are_no_contradiction():
    assert given_twice([one(kind="annex_a"), one(kind="annex_a")]) == []


def test_table_given_twice_is_said():
    files = [
        (source("2021/episodes.csv"), CSV["episodes"]),
        (source("2021/episodes2.csv"), CSV["episodes"]),
        (source("2021/header.csv"), CSV["header"]),
        (source("2021/all.xml"), Recognised(Form.SSDA903_XML)),
    ]

    (note,) = tables_given_twice(sort_into_returns(files), files)

    assert (note.code, note.where) == (
        "records.table-given-twice",
        "2021/episodes.csv, 2021/episodes2.csv",
    )


def test_years_are_read_by_kind_in_order():
    returns = [one(2022), one(2021), one(2021, kind="cin"), one(None)]

    assert kinds_read(returns) == {"cin": (2021,), "ssda903": (2021, 2022)}
