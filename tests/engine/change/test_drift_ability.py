"""How soon a drift would be seen, and how often one is seen that is not there."""

from datetime import date

import numpy as np
import pytest

from holdfast.change.criteria import Standing
from holdfast.change.drift_ability import Ability, ability
from holdfast.change.drift_limits import AgreedShare, Baseline, Rule
from holdfast.change.drift_watch import Case, watch
from holdfast.kernel.errors import InputError

SINCE = date(2025, 4, 1)
TENTH = AgreedShare(since=SINCE, share=0.1, agreed_by="Head of service")


def found(each_month=8, drifted_to=0.3, limit=TENTH, **more):
    return ability(limit, each_month=each_month, drifted_to=drifted_to, seed=2, **more)


@pytest.mark.parametrize("each_month", [2, 8, 20])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.3])
def test_false_alarms_are_no_oftener_than_the_rule_says(each_month, share):
    limit = AgreedShare(since=SINCE, share=share, agreed_by="Head of service")

    assert found(each_month, limit=limit).false_alarms <= Rule().false_alarm


def test_false_alarms_stay_below_one_month_in_a_hundred_where_each_child_is_looked_at():
    rng, rule, told, looked = np.random.default_rng(5), Rule(), 0, 0
    most = [rule.most(n, TENTH) for n in range(500)]
    for _ in range(300):
        judged = [0] * 36
        outside = [0] * 36
        for month in range(36):
            spoken = False
            for _ in range(rng.poisson(8)):
                judged[month] += 1
                outside[month] += rng.random() < 0.1
                for window in rule.windows:
                    start = max(month - window + 1, 0)
                    n = sum(judged[start : month + 1])
                    spoken |= sum(outside[start : month + 1]) > most[n]
            told, looked = told + spoken, looked + 1

    assert looked == 10_800
    assert Rule().false_alarm / 2 < told / looked < 0.01


def test_a_drift_from_one_in_ten_to_three_in_ten_is_seen_within_a_year():
    eight = found(8)

    assert eight.within(0.5) == 4
    assert eight.within(0.8) <= 9
    assert eight.seen[11] > 0.95


def test_larger_services_and_larger_drifts_are_seen_sooner():
    assert found(20).within(0.8) < found(8).within(0.8) < found(3).within(0.8)
    assert found(8, 0.5).within(0.8) < found(8, 0.3).within(0.8)
    assert list(found(3).seen) == sorted(found(3).seen)


def test_what_is_not_seen_in_time_is_said_to_be():
    assert found(2, 0.12, months=6).within(0.8) is None


def test_a_short_baseline_sees_less_than_an_agreed_share():
    short = Baseline(since=SINCE, outside=4, judged=40)

    assert found(limit=short).seen[5] < found().seen[5]


def test_the_same_seed_gives_the_same_answer():
    assert found() == found()
    assert found() != ability(TENTH, each_month=8, drifted_to=0.3, seed=3)


def test_the_watch_itself_speaks_as_often_as_was_worked_out():
    """Play whole services through `watch`, referral by referral, and count those told of."""
    rng, told = np.random.default_rng(9), []
    months = [date(2025 + n // 12, n % 12 + 1, 10) for n in range(3, 21)]
    for _ in range(150):
        cases = [
            Case(
                referred=day,
                served=day,
                standing=Standing.OUTSIDE if rng.random() < share else Standing.WITHIN,
            )
            for number, day in enumerate(months)
            for share in [0.1 if number < 12 else 0.4]
            for _ in range(rng.poisson(8))
        ]
        seen = watch(cases, today=date(2026, 9, 30), limits=[TENTH])
        told.append(any(month.fired for month in seen.months[12:15]))

    expected = found(drifted_to=0.4, times=4000).seen[2]
    error = (expected * (1 - expected) / 150) ** 0.5
    assert abs(np.mean(told) - expected) < 3 * error


@pytest.mark.parametrize(
    "wrong", [{"each_month": 0}, {"drifted_to": 1.1}, {"months": 0}, {"times": 0}]
)
def test_what_cannot_be_played_through_is_refused(wrong):
    with pytest.raises(InputError) as caught:
        found(**wrong)

    assert caught.value.code == "change.drift-ability-unsound"


def test_within_counts_months_from_one():
    told = Ability(
        each_month=8, drifted_to=0.4, false_alarms=0, seen=(0.5, 1.0), months=2, times=9
    )

    assert (told.within(0.5), told.within(0.6), told.within(1.01)) == (1, 2, None)
