"""The life of a referral is one table: each state has an owner and can come to an end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.referral import (
    ACCEPTED_ONCE,
    FIRST,
    OPEN,
    TABLE,
    Move,
    Moved,
    Owner,
    State,
    Stay,
    course,
    days_in,
    state_after,
    step,
)
from holdfast.kernel.errors import InputError

START = date(2026, 5, 1)


def day(number):
    return START + timedelta(days=number)


def moves(*listed):
    return [Moved(move=move, on=day(number)) for move, number in listed]


def test_every_state_is_in_the_table_with_an_owner_and_what_it_means():
    assert set(TABLE) == set(State)
    assert {row.owner for row in TABLE.values()} == set(Owner)
    assert [state for state, row in TABLE.items() if not row.means.endswith(".")] == []


def test_every_move_is_listed_and_leads_to_one_state_only():
    led = {}
    for row in TABLE.values():
        for move, to in row.moves.items():
            led.setdefault(move, set()).add(to.to)

    assert set(led) == set(Move)
    assert {move for move, to in led.items() if len(to) > 1} == set()


def test_every_state_can_be_reached_and_can_come_to_an_end():
    reached, ends = {FIRST}, {state for state, row in TABLE.items() if row.final}
    for _ in State:
        reached |= {to.to for state in reached for to in TABLE[state].moves.values()}
        ends |= {
            state
            for state, row in TABLE.items()
            if any(to.to in ends for to in row.moves.values())
        }

    assert reached == set(State)
    assert ends == set(State)


def test_whatever_ends_a_referral_against_a_wish_is_a_decision_with_a_reason():
    decided = {to.to for row in TABLE.values() for to in row.moves.values() if to.decision}
    undecided = {
        to.to for row in TABLE.values() for to in row.moves.values() if not to.decision
    }

    assert decided == {
        State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.PASSED_ON, State.NEVER_ENGAGED,
    }  # fmt: skip
    assert decided & undecided == set()


def test_nobody_is_served_who_was_not_accepted():
    for state in (State.WAITING, State.ALLOCATED, State.STARTED, State.ENDED):
        before = {
            one
            for one, row in TABLE.items()
            if any(to.to is state for to in row.moves.values())
        }
        assert before <= ACCEPTED_ONCE

    assert set(State) - OPEN == {
        State.ENDED, State.NEVER_ENGAGED, State.DECLINED, State.WITHDRAWN, State.PASSED_ON,
    }  # fmt: skip


def test_a_move_that_the_table_does_not_have_is_refused_with_those_that_it_has():
    with pytest.raises(InputError) as caught:
        step(State.WAITING, Move.START)

    assert caught.value.code == "deliver.referral-move-not-open"
    assert caught.value.fix == (
        "What can be done from there: allocate, note that they never engaged, "
        "pass on to another service, withdraw."
    )


def test_nothing_can_be_done_with_a_referral_that_is_over():
    with pytest.raises(InputError) as caught:
        state_after([Move.WITHDRAW, Move.TRIAGE])

    assert caught.value.fix == "What can be done from there: none, since it is over."


def test_the_state_follows_from_the_moves():
    assert state_after([]) is State.RECEIVED
    assert (
        state_after([Move.TRIAGE, Move.ASK, Move.ANSWER, Move.ACCEPT, Move.WAIT, Move.ALLOCATE])
        is State.ALLOCATED
    )


def test_days_in_each_state_of_one_that_is_still_going():
    found = course(
        START,
        moves((Move.TRIAGE, 2), (Move.ACCEPT, 5), (Move.WAIT, 5), (Move.ALLOCATE, 26)),
        today=day(30),
    )

    assert found == (
        Stay(state=State.RECEIVED, since=START, until=day(2), days=2),
        Stay(state=State.TRIAGE, since=day(2), until=day(5), days=3),
        Stay(state=State.ACCEPTED, since=day(5), until=day(5), days=0),
        Stay(state=State.WAITING, since=day(5), until=day(26), days=21),
        Stay(state=State.ALLOCATED, since=day(26), until=None, days=4),
    )
    assert days_in(found, [State.RECEIVED, State.TRIAGE]) == 5


def test_a_referral_that_is_over_is_in_no_state_any_longer():
    found = course(START, moves((Move.WITHDRAW, 3)), today=day(90))

    assert found == (Stay(state=State.RECEIVED, since=START, until=day(3), days=3),)


@pytest.mark.parametrize(
    ("listed", "today", "where"),
    [
        ([(Move.TRIAGE, 3), (Move.DECLINE, 2)], 9, "move: decline"),
        ([(Move.TRIAGE, 3)], 2, "the day it was received"),
        ([(Move.TRIAGE, -1)], 9, "move: begin triage"),
    ],
)
def test_days_out_of_order_are_refused(listed, today, where):
    with pytest.raises(InputError) as caught:
        course(START, moves(*listed), today=day(today))

    assert caught.value.code == "deliver.referral-days-out-of-order"
    assert caught.value.where == where


@given(st.data())
def test_days_of_all_states_add_up_to_the_days_of_the_referral(data):
    state, at, made = FIRST, 0, []
    while TABLE[state].moves and data.draw(st.booleans()) and len(made) < 12:
        move = data.draw(st.sampled_from(sorted(TABLE[state].moves)))
        at += data.draw(st.integers(0, 40))
        made.append((Move(move), at))
        state = step(state, Move(move)).to
    today = at + data.draw(st.integers(0, 40))

    found = course(START, moves(*made), today=day(today))

    assert sum(stay.days for stay in found) == (at if TABLE[state].final else today)
    assert state_after(move for move, _ in made) is state
