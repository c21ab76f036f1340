"""Small teams for the tests of coverage, made by hand or drawn by Hypothesis."""

from datetime import date, timedelta

from hypothesis import strategies as st

from holdfast.deliver.catch_up import CaughtUp, Kind
from holdfast.deliver.coverage import SessionDay
from holdfast.deliver.dose import Dose
from holdfast.deliver.received import received
from holdfast.deliver.register import Attendance
from holdfast.deliver.team import LongAbsence, Member, Shifts, StaffKind, TeamRule

DAY = date(2025, 9, 1)
LENGTH = 210
RULE = Dose(
    sessions=10,
    least_share=0.75,
    catch_up_counts=True,
    catch_up_kinds=(Kind.VISIT, Kind.VIDEO),
    order_fixed=False,
)


def day(number):
    """Give the day so many days after the first session."""
    return DAY + timedelta(days=number)


def member(person, *, started=-100, left=None, **others):
    """Give a permanent member of staff with 37 hours unless said otherwise."""
    given = {"kind": StaffKind.PERMANENT, "hours": 37.0} | others
    leaves = None if left is None else day(left)
    return Member(person=person, started=day(started), left=leaves, **given)


def sessions(count):
    """Give sessions a week apart."""
    return [SessionDay(session=n, day=day(7 * (n - 1))) for n in range(1, count + 1)]


def attended(person, number, minutes=LENGTH, on=None):
    return Attendance(
        person=person,
        session=number,
        day=day(7 * (number - 1) if on is None else on),
        minutes=minutes,
        length=LENGTH,
    )


def caught_up(person, number, *, kind=Kind.VISIT, on=100, minutes=60):
    return CaughtUp(person=person, session=number, kind=kind, day=day(on), minutes=minutes)


def receipts(attendances=(), catch_ups=(), *, held=10, dose=RULE):
    days = {one.session: one.day for one in sessions(held)}
    return received(attendances, catch_ups, dose=dose, held=days)


@st.composite
def members(draw, most=8):
    """Draw a team with everything that a team can have."""
    people = []
    for number in range(draw(st.integers(0, most))):
        started = draw(st.integers(-200, 120))
        stay = draw(st.none() | st.integers(0, 300))
        since = draw(st.none() | st.integers(-100, 100))
        until = draw(st.none() | st.integers(0, 90))
        away = () if since is None else (
            LongAbsence(since=day(since), until=None if until is None else day(since + until)),
        )  # fmt: skip
        people.append(
            Member(
                person=str(number),
                kind=draw(st.sampled_from(StaffKind)),
                hours=draw(st.none() | st.sampled_from([0.0, 16.0, 37.0, 40.0])),
                shifts=draw(st.none() | st.sampled_from(Shifts)),
                manager=draw(st.booleans()),
                started=day(started),
                left=None if stay is None else day(started + stay),
                away=away,
            )
        )
    return people


RULES = st.builds(
    TeamRule,
    kinds=st.frozensets(st.sampled_from(StaffKind), min_size=1),
    nights=st.booleans(),
    away=st.booleans(),
    least_hours=st.sampled_from([0, 16, 38]),
    managers_only=st.booleans(),
)
ATTENDANCES = st.lists(
    st.builds(
        attended,
        st.sampled_from([str(n) for n in range(8)]),
        st.integers(1, 10),
        st.none() | st.sampled_from([0, 60, 157, 158, 210]),
    ),
    max_size=60,
)
CATCH_UPS = st.lists(
    st.builds(
        caught_up,
        st.sampled_from([str(n) for n in range(8)]),
        st.integers(1, 10),
        kind=st.sampled_from(Kind),
        on=st.integers(-5, 150),
    ),
    max_size=20,
)
