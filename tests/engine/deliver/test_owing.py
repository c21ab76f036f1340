"""Who still owes which session, and can it be caught up?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.deliver.teams import (
    ATTENDANCES,
    CATCH_UPS,
    RULE,
    RULES,
    attended,
    caught_up,
    day,
    member,
    members,
    receipts,
    sessions,
)

from holdfast.deliver.coverage import Team, coverage
from holdfast.deliver.dose import Unsettled
from holdfast.deliver.owing import Way, owing
from holdfast.deliver.received import Shortfall
from holdfast.deliver.team import LongAbsence, StaffKind, TeamRule

TODAY = day(60)
EVERYBODY = TeamRule()


def owed(people, seen=(), made_up=(), *, dose=RULE, rule=EVERYBODY, held=3, to_come=None):
    return owing(
        people,
        sessions(held),
        receipts(seen, made_up),
        dose=dose,
        rule=rule,
        today=TODAY,
        to_come=to_come,
    )


def test_who_owes_the_oldest_session_comes_first():
    people = [member("late"), member("all"), member("one"), member("none")]
    seen = [attended(p, n) for p in ("late", "none") for n in (1, 2)]
    seen += [attended("none", 3), attended("one", 2), attended("one", 3)]

    found = owed(people, seen)

    assert [(o.person, [s.session for s in o.sessions]) for o in found.due] == [
        ("all", [1, 2, 3]), ("one", [1]), ("late", [3]),
    ]  # fmt: skip
    assert found.nothing == 1


def test_why_a_session_is_owed():
    people = [
        member("new", started=5),
        member("back", away=(LongAbsence(since=day(-9), until=day(10)),)),
        member("short"),
    ]
    seen = [attended("short", 1, 60), attended("short", 2), attended("short", 3)]
    seen += [attended("new", 2), attended("new", 3), attended("back", 3)]

    found = {owes.person: owes.sessions for owes in owed(people, seen).due}

    assert [(s.session, s.joined_after, s.shortfall) for s in found["new"]] == [
        (1, True, Shortfall.NO_RECORD)
    ]
    assert [(s.session, s.was_away) for s in found["back"]] == [(1, True), (2, True)]
    assert [(s.session, s.joined_after, s.was_away, s.shortfall) for s in found["short"]] == [
        (1, False, False, Shortfall.TOO_LITTLE)
    ]


@pytest.mark.parametrize(
    ("changed", "ways"),
    [
        ({}, [Way.CATCH_UP, Way.CATCH_UP, Way.CATCH_UP]),
        ({"order_fixed": True}, [Way.CATCH_UP, Way.NOT_IN_ORDER, Way.NOT_IN_ORDER]),
        ({"catch_up_counts": False}, [Way.NO_CATCH_UP] * 3),
        ({"catch_up_kinds": ()}, [Way.NO_CATCH_UP] * 3),
        ({"catch_up_counts": Unsettled.NOT_PUBLISHED}, [Way.RULE_NOT_SETTLED] * 3),
        ({"catch_up_kinds": Unsettled.NOT_PUBLISHED}, [Way.RULE_NOT_SETTLED] * 3),
    ],
)
def test_whether_it_can_still_be_caught_up_is_the_programmes_rule(changed, ways):
    (owes,) = owed([member("1")], dose=replace(RULE, **changed)).due

    assert [one.way for one in owes.sessions] == ways


def test_a_sitting_still_to_come_is_the_first_way():
    (owes,) = owed([member("1")], to_come={2: day(70)}).due

    assert [(one.way, one.sitting) for one in owes.sessions] == [
        (Way.CATCH_UP, None), (Way.SITTING, day(70)), (Way.CATCH_UP, None),
    ]  # fmt: skip


def test_those_away_owe_but_are_not_asked_now_and_others_are_not_counted():
    away = (LongAbsence(since=day(50)),)
    people = [
        member("away", away=away),
        member("away-with-all", away=away),
        member("away-and-agency", kind=StaffKind.AGENCY, away=away),
        member("agency", kind=StaffKind.AGENCY),
        member("left", left=50),
        member("to come", started=61),
    ]
    seen = [attended("away-with-all", n) for n in (1, 2, 3)]

    found = owed(people, seen)

    assert ([o.person for o in found.away], found.due, found.nothing) == (["away"], (), 0)


def test_a_catch_up_takes_the_session_off_the_list():
    (owes,) = owed([member("1")], made_up=[caught_up("1", 2, on=30)]).due

    assert [one.session for one in owes.sessions] == [1, 3]


@given(members(), ATTENDANCES, CATCH_UPS, RULES, st.integers(0, 10))
def test_who_owes_nothing_is_who_is_covered_today(people, seen, made_up, rule, held):
    found = owed(people, seen, made_up, rule=rule, held=held)
    covered = coverage(people, sessions(held), receipts(seen, made_up), rule=rule, today=TODAY)

    if covered.held:
        whole = covered.shares[Team.TODAY].whole.heads
        assert found.nothing == (whole.numerator if whole else 0)
        assert len(found.due) + found.nothing == (whole.denominator if whole else 0)
