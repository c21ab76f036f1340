"""Limits of charts of single values as they are printed elsewhere."""

from datetime import date

import pytest

from holdfast.deliver.home_month import months
from holdfast.deliver.home_series import Point
from holdfast.deliver.process_chart import process_chart

CONCENTRATION = [
    102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1,
    101.3, 98.7, 101.1, 98.4, 97.0, 96.7, 100.3, 101.4, 97.2, 101.0,
]  # fmt: skip
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def chart(values):
    listed = months(date(2020, 1, 1), date(2030, 1, 1))
    return process_chart(
        [
            Point(month=month, value=value, count=value)
            for month, value in zip(listed, values, strict=False)
        ]
    )


def test_concentrations_of_a_chemical_process():
    """Montgomery and Runger, Applied Statistics and Probability for Engineers, example 16-2."""
    found = chart(CONCENTRATION)

    assert found.centre == pytest.approx(99.1, abs=0.05)
    assert found.upper_range / 3.267 == pytest.approx(2.59, abs=0.005)
    assert (found.lower, found.upper) == (
        pytest.approx(92.21, abs=0.02), pytest.approx(105.99, abs=0.02),
    )  # fmt: skip
    assert found.signals == ()


def test_ten_batches_of_flow_rate():
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: limits 45.8159 and 55.8041.

    The ten batches are fewer than a chart here takes. Put down twice, with the jump between the
    two left out, they have the same mean and the same mean moving range.
    """
    found = chart([*FLOW, None, *FLOW])

    assert found.centre == pytest.approx(50.81)
    assert found.upper_range / 3.267 == pytest.approx(1.8778, abs=5e-5)
    # They divide 3 by 1.128, which is 2.6596; 2.66 is that rounded.
    assert found.upper == pytest.approx(55.8041, abs=1e-3)
    assert found.lower == pytest.approx(45.8159, abs=1e-3)
