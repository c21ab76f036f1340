"""How much is meant to be received, and that nobody plans with what is not settled."""

import pytest

from holdfast.deliver.dose import CatchUp, Dose, Unsettled, settled
from holdfast.kernel.errors import InputError

RESULT = Dose(sessions=10, manager_sessions=2, weeks=12)


def test_what_was_never_published_is_neither_zero_nor_blank():
    assert RESULT.minutes is Unsettled.NOT_PUBLISHED
    assert RESULT.unsettled == dict.fromkeys(
        (
            "minutes", "manager_minutes", "least_share", "catch_up_counts", "catch_up_kinds",
            "order_fixed", "spill_over", "group_least", "group_most",
        ),
        Unsettled.NOT_PUBLISHED,
    )  # fmt: skip


def test_a_settled_value_is_given():
    assert RESULT.settled("sessions") == 10
    assert settled(RESULT.weeks, "weeks") == 12


def test_an_unsettled_value_is_refused_with_what_to_do():
    with pytest.raises(InputError) as caught:
        RESULT.settled("minutes")

    assert (caught.value.code, caught.value.where) == ("deliver.dose-not-settled", "minutes")
    assert caught.value.what == (
        "A value of the programme is needed here and is not settled: not published."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"sessions": 0}, {"manager_sessions": -1}, {"weeks": 0}, {"minutes": 0},
        {"manager_minutes": 0}, {"spill_over": -1}, {"group_least": 0}, {"group_most": 0},
        {"least_share": 0.0}, {"least_share": 75.0}, {"group_least": 9, "group_most": 8},
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(wrong):
    with pytest.raises(InputError) as caught:
        Dose(**{"sessions": 10} | wrong)

    assert caught.value.code == "deliver.dose-out-of-range"
    assert caught.value.where == next(iter(wrong))


def test_none_at_all_is_a_value_of_managers_sessions_and_spill_over():
    dose = Dose(sessions=1, manager_sessions=0, spill_over=0, least_share=1.0)

    assert dose.settled("manager_sessions") == 0
    assert dose.settled("spill_over") == 0


@pytest.mark.parametrize(
    ("counts", "kinds", "answer"),
    [
        (Unsettled.NOT_PUBLISHED, (CatchUp.VISIT,), Unsettled.NOT_PUBLISHED),
        (False, Unsettled.NOT_PUBLISHED, False),
        (True, Unsettled.NOT_PUBLISHED, Unsettled.NOT_PUBLISHED),
        (True, (CatchUp.VISIT, CatchUp.VIDEO), True),
        (True, (CatchUp.VIDEO,), False),
    ],
)
def test_a_catch_up_counts_only_where_the_rule_says_so(counts, kinds, answer):
    dose = Dose(sessions=16, catch_up_counts=counts, catch_up_kinds=kinds)

    assert dose.counts(CatchUp.VISIT) == answer
