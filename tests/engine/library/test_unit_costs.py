"""Unit costs, each with its price year, and the prices of placements."""

import pytest

from holdfast.kernel.dates import FinancialYear
from holdfast.kernel.errors import LibraryError
from holdfast.kernel.money import Money
from holdfast.library import unit_costs as module
from holdfast.library.code_list import code_list
from holdfast.library.unit_costs import Basis, Unit, unit_costs, unit_costs_names

GMCA = unit_costs("gmca-v1.4")
ENGLAND = unit_costs("england-2023-24")
LOOKED_AFTER = {
    "decide_and_place": 700, "care_planning": 131, "maintain_placement": 1846,
    "leave_care": 288, "subsequent_placement": 224, "review": 446, "legal": 3026,
    "transition": 1274,
}  # fmt: skip
IN_NEED = {
    "referral": 186, "assessment": 271, "support": 107, "close_case": 195,
    "core_assessment": 585, "plan_review": 222, "section_47": 511, "public_law_outline": 2238,
}  # fmt: skip


@pytest.mark.parametrize("costs", [GMCA, ENGLAND], ids=["gmca", "england"])
def test_the_sixteen_processes_are_priced_as_published(costs):
    amounts = {name: cost.amount for name, cost in costs.by_process.items()}

    assert amounts == LOOKED_AFTER | IN_NEED


def test_each_series_keeps_the_price_year_of_its_own():
    years = {name: cost.price_year for name, cost in GMCA.by_process.items()}

    assert {years[name] for name in LOOKED_AFTER} == {"2009-10"}
    assert {years[name] for name in IN_NEED} == {"2008-09"}


def test_the_parts_of_a_care_order_add_up_to_the_whole():
    parts = [GMCA.by_code[f"SS4.1.{number}"].amount for number in range(1, 5)]

    assert sum(parts) == GMCA.by_code["SS4.1"].amount


def test_the_parts_of_a_core_assessment_add_up_to_the_whole():
    parts = GMCA.by_code["SS4.0.1"].amount + GMCA.by_code["SS4.0.2"].amount

    assert parts == GMCA.by_code["SS4.0"].amount


@pytest.mark.parametrize(
    ("code", "days"), [("SS3.0", 7), ("SS2.3", 365.25 / 12), ("CR4.2", 365.25)]
)
def test_an_amount_for_a_length_of_time_has_a_price_for_a_day(code, days):
    cost = GMCA.by_code[code]

    assert cost.per_day == Money(cost.amount / days, cost.price_year)


def test_an_amount_for_an_occurrence_has_none():
    with pytest.raises(LibraryError) as caught:
        _ = GMCA.by_process["review"].per_day

    assert (caught.value.code, caught.value.where) == (
        "library.cost-not-by-time",
        "unit cost SS2.6",
    )


@pytest.mark.parametrize(
    ("costs", "place", "provider", "basis", "code"),
    [
        (GMCA, "K2", "PR1", Basis.PRICED, "SS3.0"),
        (GMCA, "K2", "PR4", Basis.PRICED, "SS3.1"),
        (GMCA, "K2", None, Basis.STAND_IN, "SS3.0"),
        (GMCA, "K1", "PR2", Basis.STAND_IN, "SS3.0"),
        (GMCA, "U4", "PR1", Basis.PRICED, "SS2.3"),
        (GMCA, "U4", "PR4", Basis.STAND_IN, "SS2.3"),
        (GMCA, "P1", "PR0", Basis.NO_FEE, None),
        (GMCA, "T3", None, Basis.AS_BEFORE, None),
        (GMCA, "Z12", None, Basis.NOT_KNOWN, None),
        (GMCA, "??", None, Basis.NOT_KNOWN, None),
        (ENGLAND, "K2", None, Basis.PRICED, "NAO-HOME"),
        (ENGLAND, "U6", "PR4", Basis.PRICED, "CMA-FOSTER-AGENCY"),
        (ENGLAND, "U6", "PR1", Basis.STAND_IN, "PSSRU-FOSTER"),
    ],
)
def test_a_placement_is_priced_by_its_type_and_provider(costs, place, provider, basis, code):
    price = costs.placement(place, provider)

    assert (price.basis, price.cost) == (basis, code)


@pytest.mark.parametrize("name", unit_costs_names())
def test_every_type_of_placement_is_dealt_with_by_name(name):
    costs = unit_costs(name)

    named = {place for price in costs.placements for place in price.place}

    assert named == code_list("ssda903/placement_type").codes


@pytest.mark.parametrize("name", unit_costs_names())
def test_every_provider_named_is_one(name):
    named = {who for price in unit_costs(name).placements for who in price.provider}

    assert named <= code_list("ssda903/placement_provider").codes


@pytest.mark.parametrize("name", unit_costs_names())
def test_a_price_of_a_placement_holds_the_work_of_maintaining_it(name):
    costs = unit_costs(name)

    for price in costs.placements:
        if price.cost:
            cost = costs.by_code[price.cost]
            assert {"placement", "maintain_placement"} <= set(cost.includes)
            assert cost.unit in {Unit.WEEK, Unit.MONTH, Unit.YEAR}


@pytest.mark.parametrize("name", unit_costs_names())
def test_every_amount_has_a_source_and_a_financial_price_year(name):
    for cost in unit_costs(name).costs:
        assert cost.source
        assert str(FinancialYear.parse(cost.price_year)) == cost.price_year


def test_a_set_that_builds_on_another_adds_to_it():
    assert set(GMCA.by_code) < set(ENGLAND.by_code)
    assert ENGLAND.costs[0].code == "NAO-HOME"


HEAD = """\
urn: urn:unit-costs:example
version: 1
title: Example
source: Made up
licence: MIT
status: illustrative
note: ""
costs:
  - {code: A, title: A, amount: 1, unit: week, recurring: true, price_year: 2019/20,
     source: Made up, confidence: illustrative}
"""


def load(tmp_path, monkeypatch, rest):
    path = tmp_path / "example.yaml"
    path.write_text(HEAD + rest, encoding="utf-8")
    monkeypatch.setattr(module, "find", lambda *_: path)
    return unit_costs.__wrapped__("example")


def test_a_price_year_is_written_in_one_way(tmp_path, monkeypatch):
    costs = load(
        tmp_path, monkeypatch, "placements:\n  - {place: [K2], basis: priced, cost: A}\n"
    )

    assert costs.by_code["A"].price_year == "2019-20"


@pytest.mark.parametrize(
    "placements",
    [
        "  - {place: [K2], basis: priced}\n",
        "  - {place: [K2], basis: stand-in, cost: A}\n",
        "  - {place: [K2], basis: no fee, cost: A, note: Free}\n",
        "  - {place: [], basis: priced, cost: A}\n",
        2 * "  - {place: [K2], basis: priced, cost: A}\n",
    ],
)
def test_prices_that_do_not_make_sense_are_refused(tmp_path, monkeypatch, placements):
    with pytest.raises(LibraryError) as caught:
        load(tmp_path, monkeypatch, "placements:\n" + placements)

    assert caught.value.code == "library.entry-invalid"


def test_a_price_by_an_amount_that_is_not_there_is_refused(tmp_path, monkeypatch):
    with pytest.raises(LibraryError) as caught:
        load(tmp_path, monkeypatch, "placements:\n  - {place: [K2], basis: priced, cost: B}\n")

    assert (caught.value.code, caught.value.where) == (
        "library.unit-costs-wrong",
        "library/unit_costs/example.yaml: B",
    )


def test_two_amounts_for_one_process_are_refused(tmp_path, monkeypatch):
    more = "".join(
        f"  - {{code: {code}, title: {code}, amount: 1, unit: each, process: review,\n"
        "     recurring: true, price_year: 2019-20, source: Us, confidence: illustrative}\n"
        for code in "BC"
    )

    with pytest.raises(LibraryError) as caught:
        load(
            tmp_path,
            monkeypatch,
            more + "placements:\n  - {place: [K2], basis: priced, cost: A}\n",
        )

    assert caught.value.where == "library/unit_costs/example.yaml: review"
