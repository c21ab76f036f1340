"""Worked examples of `holdfast.value.unit_cost`, on invented costs and on those shipped."""

import pytest
from tests.engine.value.invented import (
    FOSTER,
    HOME,
    PLACEMENTS,
    PROCESS_COSTS,
    cost,
    prices,
    unit_costs,
)

from holdfast.kernel.errors import InputError, LibraryError
from holdfast.kernel.money import Money
from holdfast.library.deflator import deflator
from holdfast.library.unit_costs import Basis, unit_costs_names
from holdfast.library.unit_costs import unit_costs as shipped
from holdfast.value.process import MAINTAIN, PROCESSES, Group
from holdfast.value.unit_cost import price_list


def test_amounts_are_brought_to_the_price_year_and_kept_as_published():
    listed = prices(year="2022/23")

    review = listed.processes["review"]
    assert listed.price_year == "2022-23"
    assert review.each == Money(4 * 450, "2022-23")
    assert review.published == Money(450, "2020-21")
    assert review.per_day is None
    assert listed.processes["support"].per_day == Money(8, "2022-23")


def test_a_placement_is_priced_by_the_day_under_the_codes_of_its_rule():
    listed = prices()

    assert list(listed.placement_prices) == [
        "placement: U4 from PR1",
        "placement: U4 from PR4",
        "placement: U4",
        "placement: K2",
    ]
    assert listed.placement_prices["placement: U4 from PR4"].per_day == Money(120, "2020-21")
    assert listed.placement_prices["placement: U4"].label == "Cost F (U4, a stand-in)"


def test_figures_that_stand_in_are_flagged_and_can_be_left_out():
    flagged = [name for name, one in prices().categories.items() if one.stand_in]
    without = prices(stand_ins=False)

    assert flagged == ["placement: U4"]
    assert "placement: U4" not in without.placement_prices
    assert "U4: not known. Figures that stand in for another are left out." in without.notes


def test_what_another_agency_pays_has_no_price_here():
    library = unit_costs(
        (*PROCESS_COSTS[1:], cost("P1", 700, "once", "decide_and_place", agency="courts"),
         cost("F", 70, "day", agency="health"), HOME, cost("FA", 1, "day")),
    )  # fmt: skip

    listed = prices(library)

    assert "decide_and_place" not in listed.processes
    assert "placement: U4 from PR1" not in listed.placement_prices
    assert "U4 from PR1: no fee. Paid by another agency: health." in listed.notes
    assert list(prices(library, payer="health").categories) == [
        "placement: U4 from PR1",
        "placement: U4",
    ]


def test_notes_say_what_stands_in_and_what_has_no_price():
    library = unit_costs((*PROCESS_COSTS[:-1], FOSTER, HOME), PLACEMENTS[2:])

    assert prices(library).notes == (
        "Made up for a test.",
        "U4: stand-in. Stands in.",
        "P1: no fee. With own parents.",
        "T0, T1: as before. The other is kept.",
        "Z1: not known. No figure.",
        "Maintaining the placement: held in the price of the placement; not priced where a "
        "placement has no fee.",
        f"Core assessment: not counted. {PROCESSES['core_assessment'].why}",
        "Public Law Outline: not priced.",
    )


def test_maintaining_is_priced_apart_only_where_its_amount_does_not_hold_the_fee():
    whole = cost("P3", 1800, "month", MAINTAIN, includes=["placement"])
    work = cost("P3", 180, "month", MAINTAIN)

    def listed(maintaining):
        return prices(unit_costs((*PROCESS_COSTS, maintaining, FOSTER, HOME), PLACEMENTS[2:]))

    assert MAINTAIN not in listed(whole).processes
    apart = listed(work).processes[MAINTAIN]
    assert apart.per_day.amount == pytest.approx(180 * 12 / 365.25)


@pytest.mark.parametrize(
    "wrong", [cost("N3", 2, "each", "support"), cost("P6", 450, "week", "review")]
)
def test_a_unit_that_does_not_fit_the_process_is_refused(wrong):
    library = unit_costs((wrong, FOSTER, HOME), PLACEMENTS[2:])

    with pytest.raises(LibraryError) as caught:
        prices(library)

    assert caught.value.code == "value.unit-does-not-fit"
    assert caught.value.where == f"unit cost {wrong['code']}, unit"


def test_a_price_year_that_is_none_is_refused():
    with pytest.raises(InputError):
        prices(year="last year")


def test_costs_of_care_are_placements_and_the_processes_of_looked_after_children():
    listed = prices()

    in_need = {one.name for one in PROCESSES.values() if one.group is Group.CHILD_IN_NEED}
    assert listed.of_care == set(listed.categories) - in_need
    assert "review" in listed.of_care


@pytest.mark.parametrize("name", unit_costs_names())
def test_every_set_of_unit_costs_that_ships_can_be_priced(name):
    gdp = deflator("gdp")

    listed = price_list(shipped(name), price_year="2023-24", deflator=gdp)

    assert listed.deflator == "gdp"
    assert set(listed.processes) == set(PROCESSES) - {MAINTAIN, "core_assessment"}
    assert {rule.basis for rule in listed.rules} == set(Basis)
    for price in listed.categories.values():
        assert (price.per_day is None) is not (price.each is None)
        assert price.source


def test_uprating_there_and_back_gives_the_published_amount():
    gdp = deflator("gdp")
    library = shipped("gmca-v1.4")

    there = price_list(library, price_year="2023-24", deflator=gdp)
    for process, price in there.processes.items():
        published = library.by_process[process]
        now = price.each or price.per_day
        own = published.money if price.each else published.per_day
        back = now.amount / gdp.factor(published.price_year, "2023-24")
        assert back == pytest.approx(own.amount)
