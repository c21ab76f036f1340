"""What the text of a cell means, for every kind of column."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.library.code_list import code_list
from holdfast.library.return_layout import Column, Kind, return_layout
from holdfast.records.cells import Cells, code_type, plausible, read_cells, read_date

EPISODES = return_layout("ssda903").tables["ssda903_episodes"].columns
HEADER = return_layout("ssda903").tables["ssda903_header"].columns
OC2 = return_layout("ssda903").tables["ssda903_oc2"].columns
UASC = return_layout("ssda903").tables["ssda903_uasc"].columns
CIN_CHILDREN = return_layout("cin").tables["cin_children"].columns
REFERRALS = return_layout("cin").tables["cin_referrals"].columns
DAYS = st.dates(date(1994, 4, 1), date(2023, 3, 31))
DAY = date(2020, 4, 1)


def read(column: Column, *texts: str | None, year: int | None = 2022) -> Cells:
    raw = pl.DataFrame({column.name: pl.Series(texts, dtype=pl.String)})
    return read_cells(raw, [column], year)[column.name]


def faults(cells: Cells) -> dict[str, list[int]]:
    return {
        code: mask.arg_true().to_list() for code, mask in cells.faults.items() if mask.any()
    }


@pytest.mark.parametrize(
    "text",
    [
        "01/04/2020", "1/4/2020", " 01/04/2020 ", "01-04-2020", "01.04.2020", "01 04 2020",
        "01/04/2020 00:00", "01/04/2020 13:05:00", "2020-04-01", "2020/04/01",
        "2020-04-01T00:00:00", "2020-04-01 00:00:00.000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("company", ["02/05/2010", "2010-05-02", None])
def test_date_in_every_form_is_the_same_day(text, company):
    cells = read(EPISODES["decom"], company, text)

    assert cells.values[1] == DAY
    assert (cells.values.dtype, faults(cells)) == (pl.Date, {})


@given(st.lists(st.tuples(DAYS, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M"]))))
def test_dates_survive_any_mixture_of_forms(days):
    cells = read(EPISODES["decom"], *(f"{day:{form}}" for day, form in days))

    assert cells.values.to_list() == [day for day, _ in days]
    assert faults(cells) == {}


@pytest.mark.parametrize(
    "text",
    ["31/02/2020", "00/01/2020", "15/13/2020", "02/15/2020x", "soon", "42415", "01/04/20",
     "2020-02-30", "32/01/2020", "1st April 2020", "01/04/20201"],
)  # fmt: skip
def test_text_that_is_no_date_is_at_fault(text):
    cells = read(EPISODES["decom"], "01/04/2020", text, None, "", "  ")

    assert cells.values.to_list() == [DAY, None, None, None, None]
    assert list(faults(cells).values()) == [[1]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01/04/1920", "records.date-too-early"),
        ("30/03/1992", "records.date-too-early"),
        ("31/03/1992", None),
        ("31/03/2023", None),
        ("01/04/2023", "records.date-too-late"),
        ("01/04/2122", "records.date-too-late"),
        ("01/04/9999", "records.date-too-late"),
    ],
)
def test_date_that_cannot_be_is_at_fault(text, code):
    cells = read(EPISODES["decom"], "01/04/2020", text)

    assert faults(cells) == ({} if code is None else {code: [1]})
    assert (cells.values[1] is None) == (code is not None)


def test_end_of_uasc_may_lie_far_ahead():
    assert read(UASC["duc"], "30/11/2039").values[0] == date(2039, 11, 30)
    assert plausible("duc", 2022) == (date(1992, 3, 31), date(2042, 3, 31))


def test_without_a_year_only_the_absurd_is_at_fault():
    cells = read(EPISODES["decom"], "01/04/1920", "01/04/1990", "01/04/2122", year=None)

    assert cells.values.to_list() == [None, date(1990, 4, 1), None]


def test_dates_of_nothing_are_nothing():
    assert read(EPISODES["dec"], None, "", None).values.to_list() == [None, None, None]
    assert read(EPISODES["dec"]).values.to_list() == []


@given(DAYS)
def test_read_date_reads_both_forms(day):
    assert read_date(f"{day:%d/%m/%Y}") == read_date(day.isoformat()) == day


@pytest.mark.parametrize("column", [c for c in EPISODES.values() if c.kind is Kind.CODE])
def test_every_code_of_a_list_is_read(column):
    codes = sorted(code_list(column.code_list).codes)

    cells = read(column, *codes, *(f" {code.lower()} " for code in codes))

    assert cells.values.to_list() == codes * 2
    assert (cells.values.dtype, faults(cells)) == (code_type(column), {})


def test_code_that_is_not_in_the_list_is_at_fault():
    cells = read(EPISODES["place"], "U1", "K9", None, "")

    assert cells.values.to_list() == ["U1", None, None, None]
    assert faults(cells) == {"records.code-unknown": [1]}


def test_both_codings_of_sex_come_to_one():
    cells = read(HEADER["sex"], "1", "2", "M", "F", "f", "2.0")

    assert cells.values.to_list() == ["M", "F", "M", "F", "F", "F"]
    assert (cells.mended, cells.dated) == (1, {"1": 1, "2": 2, "M": 1, "F": 2})


def test_codes_of_some_years_only_are_counted():
    assert read(EPISODES["place"], "K3", "H5", "U1", "H5").dated == {"K3": 1, "H5": 2}


def test_several_codes_are_put_in_order_once_each():
    cells = read(CIN_CHILDREN["disabilities"], "MOB;aut; MOB", None, "", "AUT;ZZ", "ZZ", "NONE")

    assert cells.values.to_list() == ["AUT;MOB", None, None, "AUT", None, "NONE"]
    assert faults(cells) == {"records.code-unknown": [3, 4]}


def test_several_codes_of_nothing_are_nothing():
    assert read(CIN_CHILDREN["disabilities"], None, None).values.to_list() == [None, None]


def test_whole_numbers_are_read_within_their_limits():
    cells = read(OC2["sdq_score"], "0", "40", "17.0", " 5 ", "41", "-1", "4.5", "x", None, "")

    assert cells.values.to_list() == [0, 40, 17, 5, *[None] * 6]
    assert cells.values.dtype == pl.Int32
    assert faults(cells) == {
        "records.number-out-of-range": [4, 5],
        "records.number-unreadable": [6, 7],
    }
    assert cells.mended == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", True), ("0", False), ("true", True), ("False", False), ("YES", True), (" n ", False),
     ("", None), (None, None)],
)  # fmt: skip
def test_yes_and_no_in_every_form(text, value):
    cells = read(REFERRALS["no_further_action"], text)

    assert (cells.values.to_list(), faults(cells)) == ([value], {})


def test_neither_yes_nor_no_is_at_fault():
    cells = read(REFERRALS["no_further_action"], "1", "perhaps")

    assert cells.values.to_list() == [True, None]
    assert faults(cells) == {"records.flag-unreadable": [1]}


@pytest.mark.parametrize(
    ("text", "outward"),
    [
        ("LS1 4AB", "LS1"), ("ls1 4ab", "LS1"), ("LS14AB", "LS1"), ("LS1", "LS1"),
        ("SW1A 1AA", "SW1A"), ("EC1A1BB", "EC1A"), (" M1  1AE ", "M1"), ("B33 8TH", "B33"),
        ("", None), (None, None),
    ],
)  # fmt: skip
def test_only_the_outward_part_of_a_postcode_is_kept(text, outward):
    cells = read(EPISODES["home_post"], "LS2 9JT", text)

    assert cells.values.to_list() == ["LS2", outward]
    assert faults(cells) == {}


@pytest.mark.parametrize(
    "text", ["LS", "1LS 4AB", "LSX 4AB", "not known", "LS1 4A", "LS1 4AB x"]
)
def test_text_that_is_no_postcode_is_at_fault(text):
    cells = read(EPISODES["home_post"], "LS2 9JT", text)

    assert cells.values.to_list() == ["LS2", None]
    assert faults(cells) == {"records.postcode-unreadable": [1]}


def test_references_are_tidied_and_counted():
    cells = read(EPISODES["child"], " A1", "12.0", "12.50", "007", "B.0", "", "  ", None)

    assert cells.values.to_list() == ["A1", "12", "12.50", "007", "B.0", None, None, None]
    assert (cells.mended, faults(cells)) == (1, {})


def test_reference_that_a_spreadsheet_rounded_is_at_fault():
    cells = read(EPISODES["child"], "1.23457E+11", "1e+5", "A+B", "1E5")

    assert cells.values.to_list() == [None, None, "A+B", "1E5"]
    assert faults(cells) == {"records.id-rounded": [0, 1]}


def test_text_is_trimmed():
    assert read(EPISODES["urn"], " SC1 ", "", "  ", None).values.to_list() == [
        "SC1", None, None, None,
    ]  # fmt: skip


@given(
    st.sampled_from([*EPISODES.values(), *OC2.values(), *CIN_CHILDREN.values()]).filter(
        lambda column: column.kind is not Kind.WITHHELD
    ),
    st.lists(st.one_of(st.none(), st.text(max_size=12))),
)
def test_every_cell_has_a_value_or_a_fault_or_is_blank(column, texts):
    cells = read(column, *texts)

    at_fault = {at for places in faults(cells).values() for at in places}
    for at, (text, value) in enumerate(zip(texts, cells.values, strict=True)):
        if column.kind is Kind.CODES:
            continue  # some codes of a cell may be known and others not
        if value is None:
            assert at in at_fault or not (text or "").strip()
        else:
            assert at not in at_fault


def test_day_before_the_first_plausible_is_the_only_difference():
    first, last = plausible("decom", 2022)
    cells = read(
        EPISODES["decom"],
        *(
            f"{day:%d/%m/%Y}"
            for day in (first - timedelta(1), first, last, last + timedelta(1))
        ),
    )

    assert cells.values.to_list() == [None, first, last, None]
