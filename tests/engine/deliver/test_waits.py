"""Who waits, how long so far, and for whom is the agreed time over?"""

from datetime import date

import pytest

from holdfast.deliver.referral import State, Urgency
from holdfast.deliver.waits import AgreedTimes, Waiter, WaitSummary, summary, waiting_list
from holdfast.kernel.errors import InputError

TODAY = date(2026, 6, 1)
AGREED = AgreedTimes(decide={Urgency.URGENT: 2, Urgency.ROUTINE: 10}, place={Urgency.URGENT: 7})


def waiter(key, state=State.WAITING, urgency=Urgency.ROUTINE, since=date(2026, 5, 2)):
    return Waiter(key=key, state=state, urgency=urgency, since=since)


def test_the_most_urgent_come_first_and_of_those_whoever_waits_longest():
    found = waiting_list(
        [
            waiter("a"),
            waiter("b", since=date(2026, 4, 2)),
            waiter("c", urgency=Urgency.URGENT),
            waiter("d", urgency=Urgency.EMERGENCY, since=TODAY),
            waiter("e", since=date(2026, 4, 2)),
        ],
        AGREED,
        today=TODAY,
    )

    assert [one.waiter.key for one in found] == ["d", "c", "b", "e", "a"]
    assert [one.days for one in found] == [0, 30, 60, 60, 30]


def test_a_wait_is_late_by_the_time_agreed_for_what_it_waits_for():
    found = waiting_list(
        [
            waiter("place", urgency=Urgency.URGENT),
            waiter("decision", state=State.TRIAGE),
            waiter("answer", state=State.MORE_ASKED, since=date(2026, 5, 22)),
            waiter("no time agreed"),
        ],
        AGREED,
        today=TODAY,
    )

    assert {one.waiter.key: (one.due, one.late, one.is_late) for one in found} == {
        "place": (date(2026, 5, 9), 23, True),
        "decision": (date(2026, 5, 12), 20, True),
        "answer": (date(2026, 6, 1), 0, False),
        "no time agreed": (None, 0, False),
    }
    assert summary(found) == WaitSummary(waiting=4, late=2, median=30.0, longest=30)


def test_nobody_who_waits_is_no_wait_of_nought_days():
    assert summary(waiting_list([], AgreedTimes(), today=TODAY)) == WaitSummary(
        waiting=0, late=0, median=None, longest=None
    )


def test_an_agreed_time_below_nought_is_refused():
    with pytest.raises(InputError) as caught:
        AgreedTimes(place={Urgency.URGENT: -1})

    assert caught.value.code == "deliver.agreed-time-unsound"
