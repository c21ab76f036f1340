"""What changed between two releases of a schedule, in words?"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.schedule import Sitting
from holdfast.deliver.schedule_changes import Change, Released, What, changes

FIFTH, TWELFTH = date(2027, 4, 5), date(2027, 4, 12)


def sitting(day=FIFTH, starts=time(9, 30), ends=time(13, 0), place=""):
    return Sitting(day=day, starts=starts, ends=ends, place=place)


def third(*sittings):
    return [Released(key="a", name="Session 3", sittings=sittings)]


@pytest.mark.parametrize(
    ("before", "after", "what", "words"),
    [
        (
            third(sitting()),
            third(sitting(TWELFTH)),
            What.MOVED,
            "Session 3 moves from Monday 5 April 2027 to Monday 12 April 2027, 9:30am to 1pm.",
        ),
        (
            third(sitting()),
            third(sitting(TWELFTH, time(13, 0), time(16, 30), "the library")),
            What.MOVED,
            "Session 3 moves from Monday 5 April 2027, 9:30am to 1pm, to "
            "Monday 12 April 2027, 1pm to 4:30pm, at the library.",
        ),
        (
            third(sitting()),
            third(sitting(starts=time(10, 0))),
            What.MOVED,
            "Session 3 on Monday 5 April 2027 is now from 10am to 1pm.",
        ),
        (
            third(sitting()),
            third(sitting(place="the library")),
            What.MOVED,
            "Session 3 on Monday 5 April 2027 is now at the library.",
        ),
        (
            third(sitting(place="the library")),
            third(sitting()),
            What.MOVED,
            "Session 3 on Monday 5 April 2027 is now at a place to be told.",
        ),
        (
            third(sitting()),
            third(sitting(), sitting(TWELFTH)),
            What.MOVED,
            "Session 3 is also held on Monday 12 April 2027, 9:30am to 1pm.",
        ),
        (
            third(sitting(), sitting(TWELFTH)),
            third(sitting()),
            What.MOVED,
            "Session 3 is no longer held on Monday 12 April 2027, 9:30am to 1pm.",
        ),
        (
            [],
            third(sitting(place="the library"), sitting(TWELFTH)),
            What.ADDED,
            "Session 3 is added: on Monday 5 April 2027, 9:30am to 1pm, at the library and "
            "on Monday 12 April 2027, 9:30am to 1pm.",
        ),
        (
            third(sitting()),
            [],
            What.CANCELLED,
            "Session 3 is cancelled. It was to be on Monday 5 April 2027, 9:30am to 1pm.",
        ),
    ],
)
def test_change_in_words(before, after, what, words):
    assert changes(before, after) == (Change(key="a", what=what, words=words),)


def test_changes_stand_in_the_order_of_the_days():
    before = [
        Released(key="late", name="Session 2", sittings=(sitting(TWELFTH),)),
        Released(key="early", name="Session 1", sittings=(sitting(),)),
    ]

    assert [change.key for change in changes(before, [])] == ["early", "late"]


RELEASES = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(st.sampled_from([sitting(), sitting(TWELFTH)]), min_size=1, unique=True),
).map(
    lambda chosen: [
        Released(key=key, name=f"Session {key}", sittings=tuple(sorted(sittings)))
        for key, sittings in chosen.items()
    ]
)


@given(before=RELEASES, after=RELEASES)
def test_every_session_that_differs_is_told_once_and_no_other(before, after):
    old, new = ({one.key: one.sittings for one in release} for release in (before, after))

    told = [change.key for change in changes(before, after)]

    assert sorted(told) == sorted(
        key for key in old.keys() | new.keys() if old.get(key) != new.get(key)
    )
