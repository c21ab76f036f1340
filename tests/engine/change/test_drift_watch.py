"""In which month did a service leave the children it is meant for?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.criteria import Standing
from holdfast.change.drift_limits import AgreedShare, Baseline, Rule
from holdfast.change.drift_watch import Case, Fired, Group, mean, watch
from holdfast.kernel.estimates import wilson

TODAY = date(2026, 9, 15)
TENTH = AgreedShare(since=date(2025, 10, 1), share=0.1, agreed_by="Head of service")


def day(month, number=10):
    """Give a day of the month so many months after October 2025."""
    return date(2025 + (9 + month) // 12, (9 + month) % 12 + 1, number)


def cases(month, within, outside=0, flexible=0, unknown=0, **more):
    standings = (
        [Standing.WITHIN] * within
        + [Standing.OUTSIDE] * outside
        + [Standing.FLEXIBLE] * flexible
        + [Standing.NOT_JUDGED] * unknown
    )
    return [
        Case(
            **{
                "referred": day(month, 2), "accepted": day(month, 5), "served": day(month),
                "standing": standing,
            } | more
        )
        for standing in standings
    ]  # fmt: skip


def steady(months, within=8, outside=0):
    return [case for month in range(months) for case in cases(month, within, outside)]


def test_each_month_has_its_numbers_its_share_and_its_limit():
    found = watch(
        [*cases(0, 7, 1, 2, 3), *cases(1, 8), *cases(2, 4, served=None)],
        today=TODAY,
        limits=[TENTH],
        meant={"2025-10": 140},
    )

    first, second, third, *rest = found.months
    assert (first.month, first.meant, first.referred, first.accepted, first.served) == (
        "2025-10", 140, 13, 13, 13,
    )  # fmt: skip
    assert (first.judged, first.not_judged, first.outside, first.flexible) == (10, 3, 3, 2)
    assert (first.share.low, first.share.high) == wilson(3, 10)
    assert (first.most, first.limit) == (Rule().most(10, TENTH), Rule().most(10, TENTH) / 10)
    assert (second.meant, second.outside, second.alert) == (None, 0, False)
    assert (third.referred, third.served, third.share, third.limit) == (4, 0, None, None)
    assert [month.over for month in found.months] == [True] * 11 + [False]
    assert len(rest) == 9
    assert not found.outside_now


@pytest.mark.parametrize(
    ("group", "expected"),
    [(Group.REFERRED, [6, 2]), (Group.ACCEPTED, [2, 4]), (Group.SERVED, [0, 4])],
)
def test_a_child_is_counted_in_the_month_in_which_they_came_into_the_group(group, expected):
    one = [
        *cases(0, 2, served=day(1)),
        *cases(0, 2, accepted=day(1), served=day(1)),
        *cases(0, 2, accepted=None, served=None),
        *cases(1, 2, served=None),
    ]

    found = watch(one, today=day(1, 28), group=group)

    assert [month.judged for month in found.months] == expected
    assert [month.referred for month in found.months] == [6, 2]


def test_a_leap_is_told_of_in_the_month_in_which_it_happens():
    found = watch([*steady(6), *cases(6, 3, 5)], today=day(6, 28), limits=[TENTH])

    assert [month.month for month in found.alerts] == ["2026-04"]
    assert found.alerts[0].fired == (Fired(window=1, outside=5, judged=8, most=4, new=True),)
    assert found.outside_now


def test_it_is_told_of_before_the_month_is_over():
    found = watch([*steady(6), *cases(6, 0, 5)], today=day(6, 11), limits=[TENTH])

    assert (found.alerts[0].month, found.alerts[0].over) == ("2026-04", False)


def test_a_slow_slide_that_no_month_shows_is_told_of_by_the_longest_window_and_once():
    slide = [case for month in range(6, 16) for case in cases(month, 6, 2)]

    found = watch([*steady(6, 7, 1), *slide], today=day(15, 28), limits=[TENTH])

    assert [
        (month.month, [one.window for one in month.fired], month.alert)
        for month in found.months
        if month.fired
    ] == [
        ("2026-11", [12], True),
        ("2026-12", [12], False),
        ("2027-01", [12], False),
    ]
    assert found.outside_now


def test_a_month_without_a_limit_has_its_share_and_no_alert():
    found = watch(cases(0, 0, 20), today=TODAY)

    assert found.months[0].share.value == 1.0
    assert (found.months[0].most, found.months[0].limit, found.alerts) == (None, None, ())


def test_nobody_outside_is_allowed_where_it_was_agreed_that_nobody_is():
    none = AgreedShare(since=day(0, 1), share=0.0, agreed_by="Head of service")

    found = watch([*steady(2), *cases(2, 9, 1)], today=day(2, 28), limits=[none])

    assert [one.window for one in found.months[2].fired] == [1, 3, 12]


def test_new_criteria_begin_the_watch_afresh():
    looser = AgreedShare(since=day(3, 20), share=0.5, agreed_by="Head of service")
    bad = [case for month in range(6) for case in cases(month, 4, 4)]

    found = watch(bad, today=day(5, 28), limits=[looser, TENTH])

    assert [bool(month.fired) for month in found.months] == [False, True, True] + [False] * 3
    assert [month.most for month in found.months] == [4, 4, 4, 8, 8, 8]


@pytest.mark.parametrize("months", range(1, 15))
def test_a_window_is_all_the_months_there_are_where_it_reaches_back_behind_them(months):
    """The limit was agreed years before anybody was referred."""
    old = AgreedShare(since=date(2015, 1, 1), share=0.0, agreed_by="Head of service")
    one = [*cases(0, 0, 1), *steady(months, within=2)]

    found = watch(one, today=day(months, 28), limits=[old]).months[-1].fired

    judged = {window: 2 * min(window - 1, months) + (months < window) for window in (1, 3, 12)}
    assert [(fired.window, fired.judged) for fired in found] == [
        (window, judged[window]) for window in (3, 12) if months < window
    ]


def test_a_baseline_is_not_judged_by_itself():
    base = Baseline(since=day(6, 1), outside=0, judged=48)

    found = watch([*steady(6), *cases(6, 2, 6)], today=day(6, 28), limits=[base])

    assert [month.most for month in found.months[:6]] == [None] * 6
    assert [month.month for month in found.alerts] == ["2026-04"]


def test_who_approved_what_lay_outside_even_the_flexibility():
    approved = [
        *cases(0, 3, 2, 1, approved_by="Head of service"),
        *cases(1, 0, 1),
        *cases(2, 0, 5, accepted=None, served=None),
        *cases(9, 0, 5, referred=day(0), accepted=date(2027, 1, 1)),
    ]

    found = watch(approved, today=TODAY)

    assert dict(found.exceptions) == {"": 1, "Head of service": 2}


def test_mean_need_and_the_mix_of_stages():
    found = watch(
        [
            *cases(0, 2, stage="early_help", needs=1, level=10.0),
            *cases(0, 1, stage="proceedings", needs=4, level=16.0),
            *cases(0, 1, stage="none", needs=None),
            *cases(0, 1),
        ],
        today=day(0, 28),
    ).months[0]

    assert (found.needs.value, found.needs.n) == (2.0, 3)
    assert (found.level.value, found.level.n) == (12.0, 3)
    assert list(found.stages.items()) == [
        ("proceedings", 1), ("early_help", 2), ("none", 1), ("not known", 1),
    ]  # fmt: skip


def test_a_mean_of_one_has_no_interval_and_so_is_none():
    assert mean([3.0]) is None
    assert mean([]) is None
    assert (mean([3.0, 3.0]).low, mean([3.0, 3.0]).high) == (3.0, 3.0)


def test_nobody_referred_is_no_month():
    assert watch([], today=TODAY).months == ()
    assert not watch([], today=TODAY).outside_now
    assert watch(cases(12, 3, referred=date(2027, 1, 1)), today=TODAY).months == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(Standing), st.booleans(), st.booleans()),
        max_size=60,
    )
)
def test_every_child_is_in_one_month_of_each_group(drawn):
    made = [
        Case(
            referred=day(month, 1),
            accepted=day(month, 8) if accepted else None,
            served=day(month + 1, 1) if accepted and served else None,
            standing=standing,
        )
        for month, standing, accepted, served in drawn
    ]

    found = {group: watch(made, today=TODAY, group=group, limits=[TENTH]) for group in Group}

    for group, one in found.items():
        within = [case for case in made if case.day(group)]
        assert sum(m.judged + m.not_judged for m in one.months) == len(within)
        assert sum(m.outside for m in one.months) == sum(
            case.standing in {Standing.OUTSIDE, Standing.FLEXIBLE} for case in within
        )
        assert [m.served for m in one.months] == [m.served for m in found[Group.SERVED].months]
