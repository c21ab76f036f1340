"""Flow and drift, protected as one publication."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.drift import Drift, DriftPeriod, difference_of_shares
from holdfast.change.drift_course import FittedShare
from holdfast.change.reached import NOT_JUDGED, OUTSIDE_DATES, REASONS
from holdfast.evaluation.flow import Node, sums
from holdfast.evaluation.shown import shown_counts
from holdfast.kernel.disclosure import SUPPRESSED, Disclosure

RULES = Disclosure()


def drift_of(periods, reasons=None):
    """Give drift from (served, outside) by quarter, everyone outside for one reason."""
    served, outside = (sum(part) for part in zip(*periods, strict=True))
    first, last = periods[0], periods[-1]
    return Drift(
        period="quarter",
        periods=tuple(
            DriftPeriod(
                period=f"2022-Q{number}", meant=500, referred=s + 8, accepted=s, served=s,
                judged=s, outside=o, stages={"child_in_need": s - o, "none": o},
            )
            for number, (s, o) in enumerate(periods, start=1)
        ),
        served=served,
        judged=served,
        outside=outside,
        reasons=dict.fromkeys(REASONS, 0) | {"not_in_stage": outside} | (reasons or {}),
        stages=dict.fromkeys(("looked_after", "proceedings", "pre_proceedings",
                              "child_protection_plan", "section_47", "cin_plan", "assessment",
                              "return_home", "child_arrangements_order",
                              "special_guardianship", "early_help"), 0)
        | {"child_in_need": served - outside, "none": outside},
        trend=difference_of_shares(last[1], last[0], first[1], first[0]),
        course=(FittedShare(month="2023-01", value=0.12345, low=0.0649, high=0.21999),),
        halves=((first[1], first[0]), (last[1], last[0])),
    )  # fmt: skip


def nodes_of(drift):
    """Give the boxes of the flow that go with it."""
    inside = drift.judged - drift.outside
    return (
        Node(id="referred", parent=None, label="Referred", count=drift.served + 16),
        Node(id="referred_declined", parent="referred", label="", count=16, excluded=True),
        Node(id="served", parent="referred", label="Served", count=drift.served),
        *(
            Node(id=f"served_{reason}", parent="served", label="", count=drift.reasons[reason],
                 excluded=True)
            for reason in REASONS
        ),
        Node(id=f"served_{OUTSIDE_DATES}", parent="served", label="", count=0, excluded=True),
        Node(id="served_in_cohort", parent="served", label="", count=inside,
             cell="programme_children"),
    )  # fmt: skip


def shown(drift):
    return shown_counts(nodes_of(drift), drift, RULES, level=0.95)


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ([(60, 6), (60, 36)], "{33%}, more in the later half than in the earlier"),
        ([(60, 36), (60, 6)], "{33%}, fewer in the later half than in the earlier"),
        ([(60, 20), (60, 22)], "{33%}, with no clear change over time"),
        ([(60, 2), (60, 20)], "{17%}"),
        ([(60, 0), (60, 0)], "None of the children served were{}"),
        ([(60, 1), (60, 2)], "Few of the children served were{}, or none"),
        ([(60, 59), (60, 58)], "Most of the children served were{}"),
    ],
)
def test_drift_is_said_in_a_sentence(periods, words):
    said = words.replace("{}", " outside the stated cohort")
    said = said.replace("{", "Of the children served, ")
    said = said.replace("}", " were outside the stated cohort")

    assert shown(drift_of(periods)).drift.words == said


def test_nobody_of_whom_the_returns_tell_is_said_so():
    drift = drift_of([(60, 0), (60, 0)])
    silent = replace(
        drift,
        judged=0,
        reasons=drift.reasons | {"not_followed": 120},
        periods=tuple(replace(one, judged=0, outside=0) for one in drift.periods),
        halves=((0, 0), (0, 0)),
        trend=None,
    )

    found = shown(silent).drift

    assert found.words == (
        "Of no child served can the returns tell whether they were in the stated cohort"
    )
    assert (found.outside.value, found.trend.value) == (None, None)


@given(
    st.lists(
        st.integers(0, 80).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
        min_size=2,
        max_size=4,
    ).filter(lambda periods: periods[0][0] and periods[-1][0])
)
def test_no_small_count_is_shown_nor_a_share_of_one(periods):
    found = shown(drift_of(periods))

    counts = [step.count for step in found.flow]
    counts += [count for month in found.drift.months for count in month.stages.values()]
    counts += list(found.drift.reasons.values())
    shares = [found.drift.outside, *(month.outside for month in found.drift.months)]
    assert [n for n in counts if n is not SUPPRESSED and (n % 5 or 0 < n < 5)] == []
    for share in shares:
        hidden = SUPPRESSED in {share.numerator, share.denominator}
        assert share.value is None or not (hidden or share.denominator == 0)


def test_reasons_in_the_flow_and_in_drift_are_shown_alike():
    found = shown(drift_of([(60, 6), (60, 36)], {"not_in_stage": 40, "not_of_age": 2}))
    at = {step.id: step.count for step in found.flow}

    assert {reason: at[f"served_{reason}"] for reason in REASONS} == found.drift.reasons
    assert found.drift.reasons["not_of_age"] is SUPPRESSED
    assert set(NOT_JUDGED) < set(REASONS)


def test_sums_name_each_box_once_under_its_parent():
    nodes = nodes_of(drift_of([(60, 6), (60, 36)]))

    bound = dict(sums(nodes))

    assert set(bound) == {"referred", "served"}
    assert bound["served"][-1] == "programme_children"


def test_a_fitted_share_is_told_in_whole_percents():
    (one,) = shown(drift_of([(60, 20), (60, 20)])).drift.course

    assert (one.month, one.share.value, one.share.low, one.share.high) == (
        "2023-01",
        0.12,
        0.06,
        0.22,
    )
