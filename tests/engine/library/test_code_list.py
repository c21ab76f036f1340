"""Codes, and the years in which they were valid."""

import pytest

from holdfast.kernel.errors import LibraryError
from holdfast.library import code_list as module
from holdfast.library.code_list import code_list, code_list_names


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("H5", (2015, 2024)),
        ("P2", (2015, 2024)),
        ("K3", (2024, 2027)),
        ("Z1", (2015, 2025)),
        ("Z11", (2026, 2027)),
        ("Z14", (2026, 2027)),
        ("K2", (2015, 2027)),
    ],
)
def test_a_placement_type_is_valid_in_its_years_only(code, years):
    places = code_list("ssda903/placement_type")

    valid = [year for year in range(2015, 2028) if code in places.valid(year)]

    assert (valid[0], valid[-1]) == years
    assert valid == list(range(years[0], years[1] + 1))


@pytest.mark.parametrize(
    ("year", "codes"), [(2024, {"1", "2"}), (2025, {"M", "F", "U"}), (2027, {"M", "F", "U"})]
)
def test_sex_changed_its_coding_in_2025(year, codes):
    assert code_list("ssda903/sex").valid(year) == codes


def test_older_codings_of_sex_are_carried_over():
    assert dict(code_list("ssda903/sex").recoding) == {"1": "M", "2": "F"}
    assert dict(code_list("cin/sex").recoding) == {"1": "M", "2": "F", "0": "U", "9": "U"}
    assert dict(code_list("annex_a/gender").recoding) == {
        "A": "M", "B": "F", "C": "U", "D": "U",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("ssda903/placement_type", 32),
        ("ssda903/legal_status", 13),
        ("ssda903/reason_episode_ceased", 24),
        ("ssda903/reason_place_change", 12),
        ("cin/assessment_factors", 44),
        ("cin/referral_source", 22),
        ("ethnicity", 20),
    ],
)
def test_no_code_is_lost(name, number):
    assert len(code_list(name).codes) == number


def test_only_codes_of_a_return_are_there_and_not_those_of_a_tool():
    assert "E99" not in code_list("ssda903/reason_episode_ceased").codes
    assert "LIIAF" not in code_list("ssda903/reason_place_change").codes


def test_accommodation_that_can_only_be_unsuitable_has_one_form():
    codes = code_list("ssda903/accommodation").codes

    assert {"S1", "X1"} & codes == set()
    assert {"S2", "X2", "B1", "B2"} <= codes


def test_a_meaning_that_nobody_knows_says_so():
    assert code_list("ssda903/placement_type").meaning("Z12").startswith("Meaning not known")


@pytest.mark.parametrize("name", code_list_names())
def test_every_code_is_upper_case_with_a_short_meaning_and_a_source(name):
    for entry in code_list(name).entries:
        assert entry.code == entry.code.strip().upper()
        assert 0 < len(entry.meaning) <= 70
        assert entry.source
        assert entry.valid_from is None or 2000 <= entry.valid_from <= 2030
        assert entry.valid_to is None or entry.valid_to >= (entry.valid_from or 2000)
        assert entry.now is None or entry.now in code_list(name).codes | {"M", "F", "U"}


@pytest.mark.parametrize(
    "rows", ["A,one,us,,,,\nA,two,us,,,,\n", "A,,us,,,,\n", ",one,us,,,,\n"]
)
def test_a_list_with_a_code_twice_or_without_its_meaning_is_refused(
    tmp_path, monkeypatch, rows
):
    path = tmp_path / "example.csv"
    path.write_text(",".join(module.COLUMNS) + "\n" + rows, encoding="utf-8")
    monkeypatch.setattr(module, "find", lambda *_: path)

    with pytest.raises(LibraryError) as caught:
        code_list.__wrapped__("example")

    assert caught.value.code == "library.code-list-wrong"
