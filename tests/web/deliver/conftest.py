"""What tests of delivery share: an invented home with a team, and a run of a programme in it."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from holdfast_web.deliver.models import Run, Session, SessionKind, Sitting, StaffMember
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region

PROGRAMME = "urn:programme:result"
STARTS, ENDS = time(9, 30), time(13, 0)
LONG_AGO = date(2020, 1, 6)


@pytest.fixture
def home(northmere):
    """A children's home of Northmere."""
    northmere.region = Region.YORKSHIRE
    northmere.save()
    return Organisation.objects.create(name="Larch House", kind=Kind.HOME, parent=northmere)


@pytest.fixture
def home_manager(member, home):
    return member(home, "home_manager", email="manager@larch.example")


@pytest.fixture
def coordinator(member, northmere):
    return member(northmere, "site_coordinator")


@pytest.fixture
def employed():
    """Give a function that puts invented people in post at a home."""

    def made(organisation, count, *, start=1, **fields):
        usual = {"started": LONG_AGO, "contracted_hours": 37, "post": "Residential worker"}
        return [
            StaffMember.objects.create(
                organisation=organisation,
                name=f"Staff member {number}",
                **(usual | fields),
            )
            for number in range(start, start + count)
        ]

    return made


@pytest.fixture
def team(home, employed):
    """Four members of staff and a manager."""
    return [*employed(home, 4), *employed(home, 1, start=5, manager=True, post="Manager")]


@pytest.fixture
def delivered():
    """Give a function that puts a run in a home: a session a week, the last `ago` days ago."""

    def made(organisation, *, sessions=3, ago=0, **fields):
        last = timezone.localdate() - timedelta(days=ago)
        days = [last - timedelta(weeks=sessions - 1 - place) for place in range(sessions)]
        usual = {
            "programme": PROGRAMME, "version": 1, "title": "RESuLT", "content": {},
            "starts": days[0],
        }  # fmt: skip
        run = Run.objects.create(organisation=organisation, **(usual | fields))
        for number, day in enumerate(days, 1):
            session = Session.objects.create(run=run, kind=SessionKind.STAFF, number=number)
            Sitting.objects.create(session=session, on=day, starts=STARTS, ends=ENDS)
        return run

    return made


@pytest.fixture
def run(home, team, delivered):
    """A run of three sessions, of which the last is today's."""
    return delivered(home)


@pytest.fixture
def sitting(run):
    """Today's sitting."""
    return Sitting.objects.get(session__run=run, session__number=3)
