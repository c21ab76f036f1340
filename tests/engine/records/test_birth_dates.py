"""One child, one birth date."""

from datetime import date
from pathlib import Path

import polars as pl

from holdfast.records.birth_dates import settle_birth_dates
from holdfast.records.refusals import Refusals

FIRST, SECOND = date(2010, 5, 2), date(2010, 2, 5)
NAMES = ("2020/header.csv", "2021/header.csv", "2021/reviews.csv", "cin.xml")


def part(folder: Path, table: str, file: int, year: int, dobs: dict[str, date | None]) -> Path:
    path = folder / f"{table}-{file}.parquet"
    pl.DataFrame(
        {
            "child": list(dobs),
            "dob": list(dobs.values()),
            "return_year": year,
            "file": file,
            "row": list(range(2, 2 + len(dobs))),
        },
        schema={
            "child": pl.String, "dob": pl.Date, "return_year": pl.Int16, "file": pl.Int16,
            "row": pl.Int64,
        },
    ).write_parquet(path)  # fmt: skip
    return path


def dobs(path: Path) -> list[date | None]:
    return pl.read_parquet(path)["dob"].to_list()


def test_birth_date_of_the_latest_header_counts(tmp_path):
    older = part(tmp_path, "ssda903_header", 0, 2020, {"A": FIRST, "B": FIRST, "C": None})
    latest = part(tmp_path, "ssda903_header", 1, 2021, {"A": SECOND, "B": FIRST, "C": FIRST})
    reviews = part(tmp_path, "ssda903_reviews", 2, 2021, {"A": SECOND, "B": SECOND})
    cin = part(tmp_path, "cin_children", 3, 2022, {"A": FIRST})
    refusals = Refusals()

    doubtful = settle_birth_dates(
        {
            "ssda903_header": [older, latest],
            "ssda903_episodes": [],
            "ssda903_reviews": [reviews],
            "cin_children": [cin],
        },
        NAMES,
        refusals,
    )

    assert doubtful == 2
    assert dobs(latest) == [SECOND, FIRST, FIRST]
    assert dobs(older) == [None, FIRST, None]
    assert dobs(reviews) == [SECOND, None]
    assert dobs(cin) == [None]
    code = "records.two-birth-dates"
    assert refusals.frame().rows() == [
        ("2020/header.csv", 2, "ssda903_header", "dob", code, "value set aside"),
        ("2021/reviews.csv", 3, "ssda903_reviews", "dob", code, "value set aside"),
        ("cin.xml", 2, "cin_children", "dob", code, "value set aside"),
    ]


def test_census_counts_before_other_tables(tmp_path):
    reviews = part(tmp_path, "ssda903_reviews", 2, 2025, {"A": FIRST})
    cin = part(tmp_path, "cin_children", 3, 2021, {"A": SECOND})

    settle_birth_dates({"ssda903_reviews": [reviews], "cin_children": [cin]}, NAMES, Refusals())

    assert (dobs(reviews), dobs(cin)) == ([None], [SECOND])


def test_of_two_headers_of_a_year_the_later_file_counts(tmp_path):
    parts = [
        part(tmp_path, "ssda903_header", at, 2021, {"A": d})
        for at, d in enumerate((FIRST, SECOND))
    ]

    settle_birth_dates({"ssda903_header": parts}, NAMES, Refusals())

    assert [dobs(path) for path in parts] == [[None], [SECOND]]


def test_nothing_is_touched_where_all_agree(tmp_path):
    path = part(tmp_path, "ssda903_header", 0, 2020, {"A": FIRST, "B": None})
    before = path.read_bytes()
    refusals = Refusals()

    assert settle_birth_dates({"ssda903_header": [path]}, NAMES, refusals) == 0
    assert settle_birth_dates({"ssda903_episodes": [path]}, NAMES, refusals) == 0
    assert (path.read_bytes(), len(refusals.frame())) == (before, 0)
