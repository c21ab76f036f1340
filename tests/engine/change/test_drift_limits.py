"""How many outside the criteria chance alone may bring."""

from datetime import date
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from holdfast.change.drift_limits import AgreedShare, Baseline, Rule
from holdfast.kernel.errors import InputError

SINCE = date(2026, 4, 1)
MONTH = Rule(windows=(1,))


def agreed(share):
    return AgreedShare(since=SINCE, share=share, agreed_by="Head of service")


def baseline(outside, judged):
    return Baseline(since=SINCE, outside=outside, judged=judged)


def tail(number, judged, share):
    """Give the chance of a number or more by adding up, without the library's function."""
    return sum(
        comb(judged, k) * share**k * (1 - share) ** (judged - k)
        for k in range(number, judged + 1)
    )


@given(st.integers(0, 80), st.sampled_from([0.0, 0.02, 0.1, 0.25, 0.5, 1.0]))
def test_the_limit_of_an_agreed_share_is_the_last_number_that_is_not_too_rare(judged, share):
    most = MONTH.most(judged, agreed(share))

    assert tail(most + 1, judged, share) <= 0.005
    assert most == 0 or tail(most, judged, share) > 0.005


@pytest.mark.parametrize(("outside", "judged"), [(0, 30), (4, 40), (20, 200)])
@pytest.mark.parametrize("number", [1, 3, 8, 24, 96])
def test_the_limit_of_a_baseline_is_where_fishers_test_begins_to_speak(outside, judged, number):
    most = MONTH.most(number, baseline(outside, judged))

    def speaks(found):
        table = [[found, number - found], [outside, judged - outside]]
        return fisher_exact(table, alternative="greater").pvalue <= 0.005

    assert not speaks(most)
    assert most == number or speaks(most + 1)


def test_a_short_baseline_allows_for_not_being_sure_itself():
    limits = [MONTH.most(24, baseline(n, 10 * n)) for n in (1, 4, 40, 4000)]

    assert limits == sorted(limits, reverse=True)
    assert limits[-1] == MONTH.most(24, agreed(0.1)) < limits[0]


def test_an_agreed_share_of_nought_allows_nobody_and_of_one_allows_all():
    assert Rule().most(40, agreed(0.0)) == 0
    assert Rule().most(40, agreed(1.0)) == 40


def test_false_alarms_are_shared_out_among_the_windows():
    apart = Rule(windows=(1,), false_alarm=0.005 / 3)

    assert [Rule().most(n, agreed(0.1)) for n in range(60)] == [
        apart.most(n, agreed(0.1)) for n in range(60)
    ]
    assert apart.name == "Exact limit over 1 months, at most 1 false alarm in 600 months"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: agreed(10),
        lambda: agreed(-0.1),
        lambda: baseline(0, 0),
        lambda: baseline(5, 4),
        lambda: Rule(windows=()),
        lambda: Rule(windows=(0, 3)),
        lambda: Rule(false_alarm=0),
    ],
)
def test_limits_and_rules_that_cannot_be_are_refused(wrong):
    with pytest.raises(InputError) as caught:
        wrong()

    assert caught.value.code == "change.drift-limit-unsound"


def test_a_month_is_told_of_by_chance_no_oftener_than_the_rule_says_for_a_baseline_too():
    """The baseline and the months come of one share: Fisher's test holds whatever it is."""
    rng, rule = np.random.default_rng(20260401), Rule(windows=(1,), false_alarm=0.05)
    for share in (0.05, 0.2, 0.5):
        base = rng.binomial(40, share, 4000)
        month = rng.binomial(12, share, 4000)
        most = {b: rule.most(12, baseline(int(b), 40)) for b in np.unique(base)}
        told = np.mean([x > most[b] for b, x in zip(base, month, strict=True)])
        assert told <= 0.05
