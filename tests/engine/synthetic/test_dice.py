"""Random numbers that depend on the seed, the child and the question alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.synthetic import dice

MANY = dice.keys(7, np.arange(100_000))


@given(seed=st.integers(0, 2**32 - 1), child=st.integers(0, 10_000_000))
def test_a_childs_number_does_not_depend_on_who_else_is_drawn(seed, child):
    alone = dice.uniform(dice.keys(seed, np.array([child])), "age", 3)
    among = dice.uniform(dice.keys(seed, np.array([5, child, 9])), "age", 3)

    assert alone[0] == among[1]
    assert 0 <= alone[0] < 1


@pytest.mark.parametrize(
    "other",
    [
        dice.uniform(dice.keys(8, np.arange(100_000)), "age"),
        dice.uniform(MANY, "sex"),
        dice.uniform(MANY, "age", 1),
        dice.uniform(dice.sub_keys(MANY, "stay", 0), "age"),
    ],
    ids=["another seed", "another word", "another turn", "a key of a part"],
)
def test_other_questions_have_unrelated_answers(other):
    drawn = dice.uniform(MANY, "age")

    correlation = np.corrcoef(drawn, other)[0, 1]

    assert abs(correlation) < 4 / np.sqrt(len(MANY))


def test_uniform_numbers_fill_the_unit_evenly():
    counts = np.histogram(dice.uniform(MANY, "age"), bins=50, range=(0, 1))[0]

    expected = len(MANY) / 50
    assert ((counts - expected) ** 2 / expected).sum() < 85.4  # chi-squared, 49, 0.1%


def test_the_same_turn_as_a_number_or_as_a_column_is_the_same():
    one = dice.uniform(MANY, "event", 5)
    column = dice.uniform(MANY, "event", np.full(len(MANY), 5))

    assert (one == column).all()


def test_exponential_and_normal_numbers_have_their_moments():
    waits, normals = dice.exponential(MANY, "wait"), dice.normal(MANY, "score")

    assert waits.mean() == pytest.approx(1, abs=0.02)
    assert normals.mean() == pytest.approx(0, abs=0.02)
    assert normals.std() == pytest.approx(1, abs=0.02)
    assert np.isfinite(normals).all()


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6))
def test_a_choice_falls_in_its_share(weights):
    shares = [weight / sum(weights) for weight in weights]
    edges = np.append(0.0, np.cumsum(shares))

    drawn = np.linspace(0, 1, 50, endpoint=False)
    chosen = dice.placed(drawn, shares)

    for value, place in zip(drawn, chosen, strict=True):
        assert 0 <= place < len(shares)
        assert edges[place] - 1e-9 <= value
        assert value < edges[place + 1] + 1e-9 or place == len(shares) - 1


def test_choices_come_in_their_shares():
    counts = np.bincount(dice.chosen(MANY, "need", (0.5, 0.3, 0.2)))

    assert counts / len(MANY) == pytest.approx([0.5, 0.3, 0.2], abs=0.01)
