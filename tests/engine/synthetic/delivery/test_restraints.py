"""Single restraints: as many as the months count, most in time, some late, some still due."""

from collections import Counter
from datetime import datetime, time, timedelta

from holdfast.synthetic.delivery.children import homes_of
from holdfast.synthetic.delivery.settings import later

from .made import TODAY, children, delivered

MADE = delivered(with_children=True)
ALL = MADE.restraints
NOW = datetime.combine(TODAY, time(7))


def test_there_are_as_many_as_each_of_the_last_months_counts():
    counted = Counter((one.home, one.started.date().replace(day=1)) for one in ALL)
    first = later(TODAY.replace(day=1), -6)

    for month in MADE.months:
        if month.record.month >= first:
            wanted = month.record.value("restraints")
            assert counted[month.home.number, month.record.month] == wanted
    assert min(one.started for one in ALL).date() >= first
    assert max(one.started for one in ALL) < NOW


def test_what_the_regulations_ask_comes_after_the_restraint_and_not_in_the_future():
    for one in ALL:
        for at in (one.recorded, one.debriefed, one.spoken_to):
            assert at is None or one.started < at <= NOW


def test_most_records_are_in_time_and_some_late():
    hours = [(one.recorded - one.started) / timedelta(hours=1) for one in ALL if one.recorded]

    assert 0 < len([one for one in hours if one > 24]) < len(hours) / 5


def test_what_is_missing_is_of_the_last_weeks_only():
    missing = [
        one.started
        for seed in range(1, 6)
        for one in delivered(seed=seed, with_children=True).restraints
        if None in {one.recorded, one.debriefed, one.spoken_to}
    ]

    assert missing
    assert min(missing).date() >= TODAY - timedelta(days=28)


def test_something_is_still_due_today():
    recent = [one for one in ALL if NOW - one.started < timedelta(days=5)]
    seeds = [delivered(seed=seed, with_children=True).restraints for seed in range(2, 6)]
    recent += [one for made in seeds for one in made if NOW - one.started < timedelta(days=5)]

    assert any(one.spoken_to is None for one in recent)


def test_children_are_references_of_northmere_who_live_in_that_home():
    known = homes_of(children(), 10, TODAY, MADE.settings.lots)

    assert all(len(home) == len(set(home)) for home in known)
    assert len({child for home in known for child in home}) == sum(map(len, known))
    for one in ALL:
        assert one.child in known[one.home - 1]
        assert one.child.startswith("999")


def test_without_children_there_are_no_single_restraints():
    assert delivered().restraints == ()


def test_on_the_first_of_a_month_nothing_of_it_has_happened():
    made = delivered(TODAY.replace(day=1), with_children=True)

    assert all(one.started.date() < TODAY.replace(day=1) for one in made.restraints)
