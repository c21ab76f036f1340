"""Steps after a restraint: 24 hours, 48 hours and five days, whatever the calendar says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.statutory_times import State, Step, Times, due_steps
from holdfast.kernel.errors import InputError

LONDON = ZoneInfo("Europe/London")


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


def due(used, **said):
    usual = {"now": used, "zone": LONDON}
    return {one.step: one.due for one in due_steps(Times(used=used), **(usual | said))}


def states(times, now):
    return [one.state for one in due_steps(times, now=now, zone=LONDON)]


def test_bank_holidays_do_not_move_what_is_due():
    # Good Friday 2026 is 3 April, Easter Monday 6 April.
    assert due(at(2026, 4, 2, 18, 30)) == {
        Step.RECORDED: at(2026, 4, 3, 18, 30),
        Step.DEBRIEFED: at(2026, 4, 4, 18, 30),
        Step.CHILD_SPOKEN_TO: at(2026, 4, 8),
    }


def test_a_day_is_24_hours_on_the_night_that_clocks_go_forward():
    # Clocks go forward on 29 March 2026 at 1 in the morning.
    assert due(at(2026, 3, 28, 20, 0))[Step.RECORDED] == at(2026, 3, 29, 21, 0)


def test_a_day_is_24_hours_on_the_night_that_clocks_go_back():
    assert due(at(2026, 10, 24, 20, 0))[Step.RECORDED] == at(2026, 10, 25, 19, 0)


def test_the_fifth_day_ends_at_the_midnight_of_the_home():
    late_in_london = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # 2 July, half past midnight

    assert due(late_in_london)[Step.CHILD_SPOKEN_TO] == at(2026, 7, 8)


def test_steps_not_done_are_due_and_then_late():
    times = Times(used=at(2026, 3, 6, 12, 0))

    assert states(times, at(2026, 3, 7, 12, 0)) == [State.DUE] * 3
    assert states(times, at(2026, 3, 7, 12, 1)) == [State.LATE, State.DUE, State.DUE]
    assert states(times, at(2026, 3, 12, 0, 1)) == [State.LATE] * 3


def test_steps_done_are_in_time_or_late_whenever_one_looks():
    times = Times(
        used=at(2026, 3, 6, 12, 0),
        recorded=at(2026, 3, 7, 12, 0),
        debriefed=at(2026, 3, 8, 12, 1),
        child_spoken_to=at(2026, 3, 11, 23, 59),
    )

    assert states(times, at(2026, 6, 1)) == [State.DONE, State.DONE_LATE, State.DONE]


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(InputError) as caught:
        Times(used=datetime(2026, 3, 6, 12, 0))  # noqa: DTZ001

    assert caught.value.code == "deliver.time-without-zone"


def test_a_step_before_the_restraint_is_refused():
    with pytest.raises(InputError) as caught:
        Times(used=at(2026, 3, 6, 12, 0), recorded=at(2026, 3, 6, 11, 59))

    assert caught.value.code == "deliver.step-before-restraint"


@given(seconds=st.integers(1_577_836_800, 1_893_456_000))
def test_steps_fall_due_in_order_and_within_six_days(seconds):
    used = datetime.fromtimestamp(seconds, tz=LONDON)

    recorded, debriefed, spoken = due(used).values()

    elapsed = [
        (moment.timestamp() - used.timestamp()) / 3600 for moment in (recorded, debriefed)
    ]
    assert elapsed == [24, 48]
    assert debriefed < spoken
    assert (
        timedelta(days=5)
        < spoken.astimezone(UTC) - used.astimezone(UTC)
        <= timedelta(days=6, hours=1)
    )
