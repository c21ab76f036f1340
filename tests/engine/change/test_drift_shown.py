"""What may be shown of a watched service to who may not see single children."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.change.criteria import Standing
from holdfast.change.drift_limits import AgreedShare
from holdfast.change.drift_shown import common_period, shown
from holdfast.change.drift_watch import Case, Group, watch
from holdfast.kernel.disclosure import MISSING, SUPPRESSED, Disclosure
from holdfast.kernel.estimates import wilson

RULES = Disclosure()
TODAY = date(2026, 12, 28)


def day(month, number=10):
    return date(2024 + month // 12, month % 12 + 1, number)


def cases(month, within, outside=0, **more):
    return [
        Case(
            **{"referred": day(month), "accepted": day(month), "served": day(month)}
            | {"standing": standing, "stage": "child_in_need"}
            | more
        )
        for standing in [Standing.WITHIN] * within + [Standing.OUTSIDE] * outside
    ]


def test_large_numbers_are_shown_month_by_month_and_rounded():
    found = shown(
        watch([*cases(34, 48, 12), *cases(35, 30, 10)], today=TODAY, meant={"2026-11": 142}),
        RULES,
    )

    assert found.name == "month"
    assert [
        (one.period, one.meant, one.referred, one.judged, one.outside, one.share.value)
        for one in found.periods
    ] == [("2026-11", 140, 60, 60, 10, 10 / 60), ("2026-12", MISSING, 40, 40, 10, 0.25)]
    assert (found.periods[0].share.low, found.periods[0].share.high) == wilson(10, 60)
    assert (found.judged, found.outside, dict(found.stages)) == (
        100,
        20,
        {"child_in_need": 100},
    )


def test_small_numbers_are_gathered_into_years_and_still_held_back():
    few = [case for month in range(36) for case in cases(month, 2, month in {3, 20})]

    found = shown(watch(few, today=TODAY), RULES)

    assert found.name == "year"
    assert [one.period for one in found.periods] == ["2024", "2025", "2026"]
    assert [one.outside for one in found.periods[:2]] == [SUPPRESSED, SUPPRESSED]
    assert [one.share for one in found.periods[:2]] == [None, None]


def test_groups_are_shown_by_periods_of_one_length():
    served = [case for month in range(24, 36) for case in cases(month, 20, 10)]
    declined = [
        case for month in range(24, 36) for case in cases(month, 8, accepted=None, served=None)
    ]
    few = [*cases(30, 20, 9), *cases(35, 20, 9, served=None)]
    watches = [watch([*served, *declined, *few], today=TODAY, group=group) for group in Group]

    assert common_period(watches) == "month"
    assert common_period([*watches, watch(cases(24, 3, 1), today=TODAY)]) == "year"
    assert common_period([]) == "month"
    assert [len(shown(one, RULES, period="quarter").periods) for one in watches] == [4, 4, 4]


def test_an_alert_is_told_without_a_count():
    agreed = AgreedShare(since=day(0, 1), share=0.1, agreed_by="Head of service")

    found = shown(watch(cases(35, 0, 5), today=TODAY, limits=[agreed]), RULES)

    assert [one.alerts for one in found.periods] == [1]
    assert found.periods[0].outside is SUPPRESSED


def test_who_approved_exceptions_is_shown_where_there_are_enough():
    both = [
        *cases(35, 0, 40, approved_by="Head of service"),
        *cases(35, 0, 2, approved_by="Panel"),
        *cases(35, 0, 12),
    ]

    assert shown(watch(both, today=TODAY), RULES).exceptions == {
        "": 10,
        "Head of service": 40,
        "Panel": SUPPRESSED,
    }


def test_nobody_referred_is_nothing_to_show():
    found = shown(watch([], today=TODAY), RULES)

    assert (found.periods, found.judged, found.share, dict(found.exceptions)) == (
        (),
        0,
        None,
        {},
    )


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 35), st.sampled_from(Standing), st.integers(1, 25)),
        max_size=25,
    ),
    st.sampled_from(Group),
)
def test_no_small_count_is_shown(drawn, group):
    made = [
        Case(referred=day(month), accepted=day(month), served=day(month), standing=standing)
        for month, standing, many in drawn
        for _ in range(many)
    ]
    seen = watch(made, today=TODAY, group=group)

    found = shown(seen, RULES)

    for one in (found, *found.periods):
        for count in (one.judged, one.outside):
            assert count is SUPPRESSED or count == 0 or count >= 5
    assert sum(one.alerts for one in found.periods) == len(seen.alerts)
    if found.share is not None:
        assert found.share.value == pytest.approx(
            min(found.outside, found.judged) / found.judged
        )
