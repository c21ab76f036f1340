"""Who may deliver a programme on a day, and has a run the people that it needs?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.dose import Dose, FacilitatorNeed, Unsettled
from holdfast.deliver.facilitators import (
    Certification,
    Place,
    Standing,
    Stands,
    roles_on,
    stands,
)

DAY = date(2026, 1, 8)
YEAR = timedelta(days=365)
TRAINED = Certification(certified=False, since=DAY - 2 * YEAR)
MADE = Certification(certified=True, since=DAY - YEAR, expires=DAY + YEAR)
AGAIN = Certification(certified=True, since=DAY + YEAR, expires=DAY + 3 * YEAR)


@pytest.mark.parametrize(
    ("day", "standing", "until"),
    [
        (DAY - 3 * YEAR, Standing.NONE, None),
        (DAY - 2 * YEAR, Standing.IN_TRAINING, None),
        (DAY - YEAR, Standing.CERTIFIED, DAY + YEAR),
        (DAY + YEAR, Standing.CERTIFIED, DAY + 3 * YEAR),
        (DAY + 3 * YEAR, Standing.EXPIRED, None),
    ],
)
def test_the_latest_that_has_begun_counts(day, standing, until):
    found = stands([AGAIN, TRAINED, MADE], day)

    assert (found.standing, found.until) == (standing, until)


@pytest.mark.parametrize(
    ("months", "until", "soon"),
    [
        (3, DAY + timedelta(days=89), True),
        (1, DAY + timedelta(days=89), False),
        (3, None, False),
    ],
)
def test_what_expires_soon_is_said_before(months, until, soon):
    one = Stands(standing=Standing.CERTIFIED, since=DAY, until=until)

    assert one.ends_within(months, today=DAY) is soon


def test_what_is_no_certification_does_not_expire():
    training = Stands(standing=Standing.IN_TRAINING, since=DAY, until=DAY + timedelta(days=3))

    assert training.ends_within(3, today=DAY) is False


@given(st.lists(st.integers(-900, 900), max_size=6), st.integers(-900, 900))
def test_nobody_is_certified_before_a_day_on_which_they_were(days, on):
    made = [Certification(certified=True, since=DAY + timedelta(days=n)) for n in days]

    found = stands(made, DAY + timedelta(days=on))

    assert (found.standing is Standing.CERTIFIED) == any(n <= on for n in days)


def dose(*needs):
    return Dose(sessions=10, facilitators=needs)


CARE = FacilitatorNeed(role="care", title="From residential care", how_many=1)
CAMHS = FacilitatorNeed(role="camhs", title="From CAMHS", how_many=Unsettled.NOT_PUBLISHED)


def test_each_role_says_who_fills_it_and_who_may_not_yet():
    places = [
        Place(facilitator="1", role="care", until=DAY),
        Place(facilitator="2", role="care", since=DAY),
        Place(facilitator="3", role=""),
    ]
    care, camhs = roles_on(dose(CARE, CAMHS), places, {"1": [MADE]}, day=DAY)

    assert (care.filled, care.not_certified, care.lacking) == (("2",), ("2",), 0)
    assert (camhs.filled, camhs.needed, camhs.lacking) == ((), Unsettled.NOT_PUBLISHED, 1)
    (before, _) = roles_on(dose(CARE, CAMHS), places, {"1": [MADE]}, day=DAY - timedelta(1))
    assert (before.filled, before.not_certified) == (("1",), ())


def test_two_of_a_role_are_both_asked_for():
    two = FacilitatorNeed(role="care", title="From residential care", how_many=2)
    (found,) = roles_on(dose(two), [Place(facilitator="1", role="care")], {}, day=DAY)

    assert found.lacking == 1


def test_a_programme_that_names_no_role_has_none_to_fill():
    assert roles_on(dose(), [Place(facilitator="1", role="care")], {}, day=DAY) == ()
