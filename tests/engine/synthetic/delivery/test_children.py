"""The children of the returns, as the delivery sees them on a day."""

from datetime import date

from holdfast.library.authority.rates import authority
from holdfast.synthetic.delivery.children import Children
from holdfast.synthetic.settings import Settings

from .made import children

CHILDREN = children()
DAY = date(2025, 6, 2)


def test_references_are_those_of_the_returns():
    assert CHILDREN.references[0] == "999000001"
    assert len(CHILDREN.references) == 1500


def test_a_child_with_a_plan_is_a_child_in_need_too():
    planned = CHILDREN.within("plans", "began", "ended", DAY)
    at = int(planned.nonzero()[0][0])

    assert CHILDREN.stages(at, DAY)[-2:] == ("child_in_need", "child_protection_plan") or (
        "child_protection_plan" in CHILDREN.stages(at, DAY)
    )
    assert CHILDREN.open_case(DAY)[at]


def test_after_the_last_return_each_stands_where_they_stood_last():
    last = date(2026, 3, 31)

    assert (CHILDREN.open_case(last) == CHILDREN.open_case(date(2026, 11, 1))).all()
    assert (CHILDREN.ages(last) != CHILDREN.ages(date(2026, 11, 1))).any()


def test_ages_are_counted_from_the_month_of_birth():
    at = 7
    born = CHILDREN.birth_month(at)
    birthday = date(born.year + 12, born.month, 1)

    assert CHILDREN.ages(birthday)[at] == 12
    assert CHILDREN.ages(date(birthday.year, birthday.month, 28))[at] == 12


def test_a_large_authority_gives_its_first_children_only():
    many = Children.of(Settings(children=25_000, years=3, horizon=90), authority())

    assert len(many.references) == 20_000
