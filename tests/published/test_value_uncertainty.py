"""Published values of perfect information and matched moments."""

import numpy as np
import pytest
from tests.published.value_facts import FACTS

from holdfast.value.distributions import log_normal
from holdfast.value.uncertainty import evpi, probability_best


def test_what_certainty_is_worth_in_a_teaching_table():
    fact = FACTS["evpi_by_hand"]
    draws = np.array(fact.inputs["net_benefit_draws"], dtype=float)
    expected = fact.expected

    assert np.mean(draws, axis=0).tolist() == [expected["mean_A"], expected["mean_B"]]
    assert np.mean(draws.max(axis=1)) == pytest.approx(expected["mean_of_row_maxima"])
    assert evpi(draws) == pytest.approx(expected["evpi"], abs=fact.tolerance)
    assert probability_best(draws)[1] == pytest.approx(expected["prob_B_optimal"])


def test_a_log_normal_from_its_mean_and_standard_deviation():
    fact = FACTS["log_normal_moments"]

    result = log_normal(**fact.inputs)

    assert result.mu == pytest.approx(fact.expected["mu"], abs=fact.tolerance)
    assert result.sigma == pytest.approx(fact.expected["sigma"], abs=fact.tolerance)
