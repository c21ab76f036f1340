"""Which price each placement has, and which changes of placement needed a search."""

from tests.engine.value.invented import day, prices, run, spell, table, unit_costs

from holdfast.library.unit_costs import Basis
from holdfast.value.placement import not_found, with_prices


def _placed(*spells, library=None):
    return with_prices(table(list(spells)), prices(library))


def _priced(*spells, library=None):
    """Give price and basis of each placement, in order of its start."""
    rows = run(_placed(*spells, library=library), "child", "start", "price", "basis")
    return [(price, basis) for _, _, price, basis in rows]


def _stay(start, end, place, provider=None, *, child="a"):
    return spell("placement", start, end, child=child, detail=place, provider=provider)


def test_a_rule_for_the_provider_goes_before_one_for_the_type():
    found = _priced(
        _stay(0, 5, "U4", "PR4"), _stay(5, 9, "U4", "PR1"), _stay(9, 12, "U4", "PR3"),
        _stay(12, None, "U4"),
    )  # fmt: skip

    assert found == [
        ("placement: U4 from PR4", Basis.PRICED),
        ("placement: U4 from PR1", Basis.PRICED),
        ("placement: U4", Basis.STAND_IN),
        ("placement: U4", Basis.STAND_IN),
    ]


def test_a_rule_without_a_price_for_the_provider_is_not_filled_from_the_type():
    library = unit_costs(
        placements=(
            {"place": ["K2"], "provider": ["PR2"], "basis": "no fee", "note": "Lent"},
            {"place": ["K2"], "basis": "priced", "cost": "H"},
        )
    )

    assert _priced(_stay(0, 5, "K2", "PR2"), _stay(5, 9, "K2", "PR1"), library=library) == [
        (None, Basis.NO_FEE),
        ("placement: K2", Basis.PRICED),
    ]


def test_a_placement_without_price_says_why():
    found = _priced(_stay(0, 1, "P1"), _stay(1, 2, "Z1"), _stay(2, 3, "X9"), _stay(3, 4, None))

    assert found == [
        (None, Basis.NO_FEE),
        (None, Basis.NOT_KNOWN),
        (None, Basis.NOT_KNOWN),
        (None, Basis.NOT_KNOWN),
    ]


def test_a_temporary_placement_has_the_price_of_the_one_it_interrupts():
    found = _priced(
        _stay(0, 5, "K2"), _stay(5, 6, "T0"), _stay(6, 8, "T1"), _stay(8, None, "P1"),
        _stay(8, 9, "T1", child="b"), _stay(9, None, "K2", child="b"),
    )  # fmt: skip

    assert found == [
        ("placement: K2", Basis.PRICED),
        ("placement: K2", Basis.PRICED),
        ("placement: K2", Basis.PRICED),
        (None, Basis.NO_FEE),
        (None, Basis.NOT_KNOWN),
        ("placement: K2", Basis.PRICED),
    ]


def test_a_temporary_placement_of_a_new_period_of_care_interrupts_nothing():
    assert _priced(_stay(0, 5, "K2"), _stay(7, 9, "T1"))[1] == (None, Basis.NOT_KNOWN)


def test_a_list_without_any_price_prices_nothing():
    library = unit_costs(
        placements=({"place": ["K2"], "basis": "no fee", "note": "Free"},),
    )

    assert _priced(_stay(0, 5, "K2"), library=library) == [(None, Basis.NO_FEE)]


def test_going_to_a_temporary_placement_and_back_needs_no_search():
    placed = _placed(
        _stay(0, 5, "U4", "PR1"), _stay(5, 7, "T1"), _stay(7, 9, "U4", "PR1"),
        _stay(9, 12, "U4", "PR4"), _stay(12, 14, "T0"), _stay(14, 20, "U4", "PR1"),
    )  # fmt: skip

    assert run(not_found(placed)) == [("a", day(5)), ("a", day(7)), ("a", day(12))]


def test_the_same_type_after_a_gap_is_a_new_placement():
    placed = _placed(_stay(0, 5, "K2"), _stay(5, 7, "T1"), _stay(8, None, "K2"))

    assert run(not_found(placed)) == [("a", day(5))]


def test_the_same_type_without_provider_counts_as_a_return():
    placed = _placed(_stay(0, 5, "K2"), _stay(5, 7, "T1"), _stay(7, None, "K2"))

    assert run(not_found(placed)) == [("a", day(5)), ("a", day(7))]
