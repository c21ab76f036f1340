"""Which share of the team received the dose, against three teams?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.deliver.teams import (
    ATTENDANCES,
    CATCH_UPS,
    RULES,
    attended,
    caught_up,
    day,
    member,
    members,
    receipts,
    sessions,
)

from holdfast.deliver.coverage import Change, SessionDay, Team, coverage
from holdfast.deliver.team import LeftOut, StaffKind, TeamRule
from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Rate

TODAY = day(60)
EVERYBODY = TeamRule()

# Two sessions. One leaves after the first, one comes between them, one after both.
HOME = [
    member("stays", hours=40.0),
    member("misses", hours=20.0),
    member("leaves", hours=40.0, left=3),
    member("comes", hours=30.0, started=5),
    member("new", hours=None, started=30),
]
SEEN = [
    attended("stays", 1), attended("stays", 2), attended("misses", 1), attended("misses", 2, 0),
    attended("leaves", 1), attended("comes", 2),
]  # fmt: skip


def of(numerator, denominator):
    return Rate(numerator=numerator, denominator=denominator)


def cover(people=HOME, seen=SEEN, made_up=(), *, held=2, rule=EVERYBODY, today=TODAY):
    return coverage(
        people, sessions(held), receipts(seen, made_up), rule=rule, today=today, planned=10
    )


def test_each_session_is_set_against_three_teams():
    first, second = cover().sessions

    assert {team: (s.heads, s.hours) for team, s in first.shares.items()} == {
        Team.AT_START: (of(3, 3), of(100, 100)),
        Team.ON_THE_DAY: (of(3, 3), of(100, 100)),
        Team.TODAY: (of(2, 4), of(60, 90)),
    }
    assert {team: (s.heads, s.hours) for team, s in second.shares.items()} == {
        Team.AT_START: (of(1, 3), of(40, 100)),
        Team.ON_THE_DAY: (of(2, 3), of(70, 90)),
        Team.TODAY: (of(2, 4), of(70, 90)),
    }


def test_the_whole_dose_and_the_mean_share_are_of_the_sessions_held():
    found = cover()

    assert (found.held, found.planned) == (2, 10)
    assert {team: (s.whole.heads, s.mean.heads) for team, s in found.shares.items()} == {
        Team.AT_START: (of(1, 3), of(4, 6)),
        Team.ON_THE_DAY: (of(1, 3), of(5, 6)),
        Team.TODAY: (of(1, 4), of(4, 8)),
    }
    assert found.shares[Team.TODAY].whole.hours == of(40, 90)
    assert found.shares[Team.ON_THE_DAY].mean.hours == of(170, 190)


def test_everybody_left_out_is_counted_and_so_are_hours_not_known():
    shares = cover().shares

    assert shares[Team.AT_START].left_out[LeftOut.NOT_YET] == 2
    assert shares[Team.ON_THE_DAY].left_out[LeftOut.GONE] == 1
    assert shares[Team.TODAY].left_out[LeftOut.GONE] == 1
    assert [s.without_hours for s in shares.values()] == [0, 0, 1]


def test_what_became_of_the_team_explains_the_difference_to_today():
    assert cover().change == Change(
        at_start=3, gone=1, gone_whole=0, stayed=2, stayed_whole=1, came=2, came_whole=0
    )


def test_a_catch_up_raises_coverage_once():
    found = cover(made_up=[caught_up("misses", 2, on=50), caught_up("misses", 2, on=55)])

    assert found.shares[Team.TODAY].whole.heads == of(2, 4)


def test_before_the_first_session_there_is_no_coverage():
    found = cover(today=day(-1))

    assert (found.held, found.sessions, dict(found.shares), found.change) == (0, (), {}, None)
    assert coverage(HOME, [], receipts(), rule=TeamRule(), today=TODAY).planned == 0


def test_sessions_of_a_later_day_are_not_counted_yet():
    assert cover(today=day(6)).held == 1
    assert coverage(
        HOME, sessions(2), receipts(SEEN), rule=TeamRule(), today=day(6)
    ).planned == 2  # fmt: skip


def test_nobody_counted_is_missing_and_not_zero():
    found = cover(rule=TeamRule(kinds=frozenset({StaffKind.AGENCY})))

    assert found.shares[Team.TODAY].whole.heads is None
    assert found.sessions[0].shares[Team.AT_START].hours is None


def test_a_team_of_nobody_is_covered_by_nothing():
    assert cover(people=[]).shares[Team.TODAY].mean.heads is None


@pytest.mark.parametrize(
    ("people", "held"),
    [
        ([HOME[0], HOME[0]], sessions(2)),
        (HOME, [*sessions(1), SessionDay(session=1, day=TODAY)]),
    ],
)
def test_nobody_and_no_session_is_counted_twice(people, held):
    with pytest.raises(InputError) as caught:
        coverage(people, held, receipts(SEEN), rule=TeamRule(), today=TODAY)

    assert caught.value.code == "deliver.team-repeated"


def every_rate(found):
    for one in found.sessions:
        yield from (
            rate for share in one.shares.values() for rate in (share.heads, share.hours)
        )
    for share in found.shares.values():
        both = (share.whole, share.mean)
        yield from (rate for one in both for rate in (one.heads, one.hours))


@given(members(), ATTENDANCES, CATCH_UPS, RULES, st.integers(-10, 200))
def test_coverage_is_never_above_one_or_below_zero(people, seen, made_up, rule, today):
    found = cover(people, seen, made_up, held=10, rule=rule, today=day(today))

    assert all(0 <= rate.value <= 1 for rate in every_rate(found) if rate is not None)


@given(members(), ATTENDANCES, CATCH_UPS, RULES, st.integers(0, 200))
def test_records_given_twice_change_nothing(people, seen, made_up, rule, today):
    once = cover(people, seen, made_up, held=10, rule=rule, today=day(today))
    twice = cover(people, seen * 2, made_up * 2, held=10, rule=rule, today=day(today))

    assert twice == once


@given(members(), ATTENDANCES, RULES, st.integers(0, 200))
def test_the_parts_of_the_change_add_up(people, seen, rule, today):
    found = cover(people, seen, held=10, rule=rule, today=day(today))
    change = found.change

    assert change.gone + change.stayed == change.at_start
    whole = found.shares[Team.TODAY].whole.heads
    numbers = (whole.numerator, whole.denominator) if whole else (0, 0)
    assert numbers == (change.stayed_whole + change.came_whole, change.stayed + change.came)


@given(members(), ATTENDANCES, CATCH_UPS, RULES, st.data())
def test_moving_a_leave_date_earlier_never_raises_coverage_today(
    people, seen, made_up, rule, data
):
    """Fewer people, and fewer hours, are covered today, whoever leaves; see the next test."""
    before = cover(people, seen, made_up, held=10, rule=rule, today=TODAY)
    after = cover(earlier(people, data), seen, made_up, held=10, rule=rule, today=TODAY)

    for had, has in zip(today_of(before), today_of(after), strict=True):
        assert number(has) <= number(had)


@given(members(), ATTENDANCES, CATCH_UPS, RULES, st.data())
def test_the_share_today_never_rises_when_somebody_who_was_covered_leaves(
    people, seen, made_up, rule, data
):
    moved = earlier(people, data)
    (leaver,) = [new for old, new in zip(people, moved, strict=True) if old != new] or [None]
    before = cover(people, seen, made_up, held=10, rule=rule, today=TODAY)
    after = cover(moved, seen, made_up, held=10, rule=rule, today=TODAY)
    got = receipts(seen, made_up).of(leaver.person) if leaver else {}

    for one, other in zip(before.sessions, after.sessions, strict=True):
        was, is_now = one.shares[Team.TODAY].heads, other.shares[Team.TODAY].heads
        if one.session in got and is_now:
            assert is_now.value <= was.value + 1e-12


def earlier(people, data):
    """Let one of them leave on an earlier day, or on some day."""
    if not people:
        return people
    at = data.draw(st.integers(0, len(people) - 1))
    person = people[at]
    longest = 400 if person.left is None else (person.left - person.started).days
    leaves = person.started + timedelta(days=data.draw(st.integers(0, longest)))
    return [*people[:at], replace(person, left=leaves), *people[at + 1 :]]


def today_of(found):
    shares = found.shares[Team.TODAY]
    yield from (shares.whole.heads, shares.whole.hours, shares.mean.heads, shares.mean.hours)
    for one in found.sessions:
        yield from (one.shares[Team.TODAY].heads, one.shares[Team.TODAY].hours)


def number(rate):
    return rate.numerator if rate else 0


@given(members(), ATTENDANCES, RULES, st.integers(0, 200))
def test_all_at_once_is_what_the_rule_says_one_by_one(people, seen, rule, today):
    found = cover(people, seen, held=10, rule=rule, today=day(today))
    got = receipts(seen)

    for one in found.sessions:
        team = [p for p in people if rule.leaves_out(p, one.day) is None]
        have = [p for p in team if one.session in got.of(p.person)]
        expected = of(len(have), len(team)) if team else None
        assert one.shares[Team.ON_THE_DAY].heads == expected
