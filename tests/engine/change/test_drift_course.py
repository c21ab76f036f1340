"""How the share outside moved, fitted month by month."""

from datetime import date
from statistics import NormalDist

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from holdfast.change.days import day_number
from holdfast.change.drift_course import course

START = day_number(date(2023, 1, 1))


def served(share, *, months=24, each=40):
    """Give days, and a share outside in each month that is exact to a whole child."""
    days, outside = [], []
    for month in range(months):
        out = round(each * share(month / (months - 1)))
        days += [START + int(30.44 * month) + 14] * each
        outside += [True] * out + [False] * (each - out)
    return days, outside


def test_a_line_that_is_true_is_found():
    found = course(*served(lambda t: expit(-3 + 3 * t), each=2000))

    assert (found[0].month, found[-1].month, len(found)) == ("2023-01", "2024-12", 24)
    assert [round(one.value, 2) for one in (found[0], found[12], found[-1])] == [
        round(float(expit(-3 + 3 * t)), 2) for t in (0, 12 / 23, 1)
    ]


def test_it_is_the_likeliest_line_and_its_interval_is_that_of_wald():
    days, outside = served(lambda t: 0.1 + 0.3 * t)
    time, was = np.array(days) / 365 - 54, np.array(outside, float)

    def unlikeliness(line):
        linear = line[0] + line[1] * time
        return float((np.logaddexp(0, linear) - was * linear).sum())

    best = minimize(unlikeliness, np.zeros(2), tol=1e-12).x
    design = np.column_stack([np.ones(len(time)), time])
    share = expit(design @ best)
    covariance = np.linalg.inv(design.T @ (design * (share * (1 - share))[:, None]))
    middle = np.array([1, (day_number(date(2023, 7, 15))) / 365 - 54])
    wide = NormalDist().inv_cdf(0.975) * np.sqrt(middle @ covariance @ middle)

    found = course(days, outside)[6]

    assert found.month == "2023-07"
    assert found.value == pytest.approx(expit(middle @ best), abs=1e-5)
    assert found.low == pytest.approx(expit(middle @ best - wide), abs=1e-5)
    assert found.high == pytest.approx(expit(middle @ best + wide), abs=1e-5)


def test_a_share_that_stays_is_flat():
    found = course(*served(lambda t: 0.25))

    assert {round(one.value, 6) for one in found} == {0.25}


@pytest.mark.parametrize(
    ("days", "outside"),
    [
        ([], []),
        *[
            ([START + n for n in range(40)], [n < few for n in range(40)])
            for few in (0, 9, 31, 40)
        ],
        ([START] * 40, [n < 20 for n in range(40)]),
        ([START + n for n in range(40)], [n >= 20 for n in range(40)]),
    ],
    ids=[
        "nobody",
        "none outside",
        "few outside",
        "few inside",
        "all outside",
        "one day",
        "apart",
    ],
)
def test_where_a_line_would_say_little_there_is_none(days, outside):
    assert course(days, outside) == ()
