"""On which days can no session be held?"""

from datetime import date

import pytest

from holdfast.deliver.closed_days import Blocked, ClosedDays, Nation, bank_holidays
from holdfast.kernel.errors import InputError

# Worked out by hand: Easter Day of 2027 is 28 March, and Christmas Day is a Saturday.
ENGLAND_2027 = {
    date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31),
    date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
}  # fmt: skip
SCOTLAND_2027 = {
    date(2027, 1, 1), date(2027, 1, 4), date(2027, 3, 26), date(2027, 5, 3), date(2027, 5, 31),
    date(2027, 8, 2), date(2027, 11, 30), date(2027, 12, 27), date(2027, 12, 28),
}  # fmt: skip
NORTHERN_IRELAND_2027 = ENGLAND_2027 | {date(2027, 3, 17), date(2027, 7, 12)}


@pytest.mark.parametrize(
    ("nation", "days"),
    [
        (Nation.ENGLAND, ENGLAND_2027),
        (Nation.WALES, ENGLAND_2027),
        (Nation.SCOTLAND, SCOTLAND_2027),
        (Nation.NORTHERN_IRELAND, NORTHERN_IRELAND_2027),
    ],
)
def test_bank_holidays_on_working_days_are_those_of_the_nation(nation, days):
    found = bank_holidays(nation, [2027])

    assert {day for day in found if day.weekday() < 5} == days


def test_day_is_closed_for_a_holiday_a_blocked_day_or_not_at_all():
    inspection = Blocked(first=date(2027, 2, 2), last=date(2027, 2, 4), reason=" inspection ")
    closed = ClosedDays(nation=Nation.ENGLAND, blocked=(inspection,))

    assert [
        closed.why(day)
        for day in (
            date(2027, 2, 1),
            date(2027, 2, 2),
            date(2027, 2, 4),
            date(2027, 2, 5),
            date(2027, 5, 3),
        )
    ] == [None, "blocked: inspection", "blocked: inspection", None, "bank holiday: May Day"]


def test_easter_monday_is_open_in_scotland():
    assert ClosedDays(nation=Nation.SCOTLAND).why(date(2027, 3, 29)) is None


@pytest.mark.parametrize(
    ("last", "reason"), [(date(2027, 2, 1), "inspection"), (date(2027, 2, 3), "  ")]
)
def test_blocked_days_need_an_order_and_a_reason(last, reason):
    with pytest.raises(InputError) as caught:
        Blocked(first=date(2027, 2, 2), last=last, reason=reason)

    assert caught.value.code == "deliver.blocked-days-unsound"
