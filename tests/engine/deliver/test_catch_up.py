"""Which catch-ups count, and does one ever count twice?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.catch_up import CaughtUp, Kind, Verdict, judge
from holdfast.deliver.dose import Dose, Unsettled
from holdfast.kernel.errors import InputError

FIRST = date(2027, 1, 5)
HELD = {1: FIRST, 2: FIRST + timedelta(days=7)}
RULE = Dose(sessions=10, catch_up_counts=True, catch_up_kinds=(Kind.VISIT, Kind.VIDEO))


def caught_up(**changes):
    usual = {
        "person": "staff-7", "session": 1, "kind": Kind.VISIT, "day": FIRST, "minutes": 60,
    }  # fmt: skip
    return CaughtUp(**(usual | changes))


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (caught_up(), Verdict.COUNTS),
        (caught_up(kind=Kind.NEXT_RUN), Verdict.KIND),
        (caught_up(session=2, day=FIRST + timedelta(days=6)), Verdict.BEFORE_SESSION),
        (caught_up(session=2, day=FIRST + timedelta(days=7)), Verdict.COUNTS),
        (caught_up(session=3, day=FIRST + timedelta(days=90)), Verdict.NOT_HELD),
    ],
)
def test_verdict_follows_the_rule(given, verdict):
    (judged,) = judge([given], dose=RULE, held=HELD)

    assert (judged.verdict, judged.counts) == (verdict, verdict is Verdict.COUNTS)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.NOT_SETTLED),
        ({"catch_up_counts": True}, Verdict.NOT_SETTLED),
        ({"catch_up_counts": False, "catch_up_kinds": ()}, Verdict.KIND),
        (
            {"catch_up_counts": Unsettled.SOURCES_DIFFER, "catch_up_kinds": (Kind.VISIT,)},
            Verdict.NOT_SETTLED,
        ),
    ],
)
def test_rule_that_nobody_settled_lets_nothing_count(changes, verdict):
    (judged,) = judge([caught_up()], dose=Dose(sessions=10, **changes), held=HELD)

    assert judged.verdict is verdict


def test_of_two_catch_ups_the_first_that_counts_is_counted():
    later = caught_up(day=FIRST + timedelta(days=9), kind=Kind.VIDEO)
    of_no_account = caught_up(kind=Kind.NEXT_RUN)
    first = caught_up(day=FIRST + timedelta(days=3))

    judged = judge([later, first, of_no_account], dose=RULE, held=HELD)

    assert [(one.caught_up, one.verdict) for one in judged] == [
        (of_no_account, Verdict.KIND),
        (first, Verdict.COUNTS),
        (later, Verdict.COUNTED),
    ]


def test_who_attended_needs_no_catch_up():
    judged = judge(
        [caught_up(), caught_up(person="staff-8")],
        dose=RULE,
        held=HELD,
        attended=frozenset({("staff-7", 1)}),
    )

    assert [one.verdict for one in judged] == [Verdict.ATTENDED, Verdict.COUNTS]


GIVEN = st.lists(
    st.builds(
        CaughtUp,
        person=st.sampled_from(["staff-1", "staff-2", "staff-3"]),
        session=st.integers(1, 3),
        kind=st.sampled_from(Kind),
        day=st.dates(FIRST - timedelta(days=3), FIRST + timedelta(days=30)),
        minutes=st.integers(1, 240),
    )
)
ATTENDED = st.frozensets(
    st.tuples(st.sampled_from(["staff-1", "staff-2", "staff-3"]), st.integers(1, 3))
)


@given(given=GIVEN, attended=ATTENDED)
def test_catch_up_never_counts_twice(given, attended):
    judged = judge(given, dose=RULE, held=HELD, attended=attended)

    counted = [(one.caught_up.person, one.caught_up.session) for one in judged if one.counts]
    assert len(counted) == len(set(counted))
    assert set(counted) & attended == set()
    assert sorted(map(repr, given)) == sorted(repr(one.caught_up) for one in judged)


@given(given=GIVEN, attended=ATTENDED, more=GIVEN)
def test_another_catch_up_takes_nothing_away(given, attended, more):
    def counted(some):
        judged = judge(some, dose=RULE, held=HELD, attended=attended)
        return {(one.caught_up.person, one.caught_up.session) for one in judged if one.counts}

    assert counted(given) <= counted([*given, *more])


@pytest.mark.parametrize("changes", [{"minutes": 0}, {"session": 0}])
def test_catch_up_of_nothing_is_refused(changes):
    with pytest.raises(InputError) as caught:
        caught_up(**changes)

    assert caught.value.code == "deliver.catch-up-unsound"
