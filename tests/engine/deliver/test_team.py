"""Who is on the team on a day, and who is left out?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.deliver.teams import RULES, day, member, members

from holdfast.deliver.team import LeftOut, LongAbsence, Shifts, StaffKind, TeamRule, team_on
from holdfast.kernel.errors import InputError

LIST = [
    member("1"),
    member("2", started=10),
    member("3", left=5),
    member("4", away=(LongAbsence(since=day(-30), until=day(40)),)),
    member("5", kind=StaffKind.BANK, hours=None),
    member("6", kind=StaffKind.AGENCY, hours=0.0),
    member("7", shifts=Shifts.NIGHTS),
    member("8", hours=12.0, manager=True),
]


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (TeamRule(), "1578"),
        (TeamRule(away=True), "14578"),
        (TeamRule(kinds=frozenset(StaffKind)), "15678"),
        (TeamRule(kinds=frozenset({StaffKind.PERMANENT})), "178"),
        (TeamRule(nights=False), "158"),
        (TeamRule(least_hours=16), "157"),
        (TeamRule(managers_only=True), "8"),
    ],
)
def test_a_rule_says_whom_to_count(rule, people):
    assert team_on(LIST, day(5), rule=rule).people == tuple(people)


def test_everybody_left_out_is_counted_under_one_reason():
    rule = TeamRule(
        kinds=frozenset({StaffKind.PERMANENT, StaffKind.AGENCY}), nights=False, least_hours=16
    )

    found = team_on(LIST, day(5), rule=rule)

    assert found.people == ("1",)
    assert found.left_out == {
        LeftOut.NOT_YET: 1, LeftOut.GONE: 1, LeftOut.AWAY: 1, LeftOut.KIND: 1,
        LeftOut.NIGHTS: 1, LeftOut.FEW_HOURS: 2, LeftOut.NO_MANAGER: 0,
    }  # fmt: skip


def test_the_day_of_leaving_is_the_first_day_no_longer_in_post():
    leaver = member("1", started=0, left=9)

    assert [leaver.in_post(day(n)) for n in (-1, 0, 8, 9)] == [False, True, True, False]


def test_a_long_absence_without_an_end_goes_on():
    absence = LongAbsence(since=day(3))

    assert [absence.covers(day(n)) for n in (2, 3, 400)] == [False, True, True]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"left": -101}, "left"), ({"hours": 169.0}, "contracted hours"),
     ({"hours": -1.0}, "contracted hours")],
)  # fmt: skip
def test_a_member_that_cannot_be_is_refused(wrong, where):
    with pytest.raises(InputError) as caught:
        member("1", **wrong)

    assert (caught.value.code, caught.value.where) == ("deliver.member-unsound", where)


@given(members(), RULES, st.integers(-250, 250))
def test_people_counted_and_left_out_are_everybody(people, rule, number):
    found = team_on(people, day(number), rule=rule)

    assert len(found.people) + sum(found.left_out.values()) == len(people)
