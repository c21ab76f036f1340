"""Lots depend on the seed and the name, and follow the distribution that they say."""

from statistics import fmean, pstdev

import pytest

from holdfast.synthetic.delivery.lots import Lots

MANY = range(4000)


def test_a_lot_depends_on_the_seed_and_every_part_of_its_name():
    first = Lots(1, "home", 3).uniform("late", 7)

    assert first == Lots(1, "home", 3).uniform("late", 7)
    assert first == Lots(1).of("home", 3).uniform("late", 7)
    others = {
        Lots(2, "home", 3).uniform("late", 7),
        Lots(1, "home", 4).uniform("late", 7),
        Lots(1, "home", 3).uniform("late", 8),
        Lots(1, "home", 3).uniform("early", 7),
    }
    assert first not in others
    assert len(others) == 4


def test_uniform_lots_are_spread_evenly():
    drawn = [Lots(5).uniform("u", turn) for turn in MANY]

    assert min(drawn) >= 0
    assert max(drawn) < 1
    assert fmean(drawn) == pytest.approx(0.5, abs=0.02)
    assert pstdev(drawn) == pytest.approx(12**-0.5, abs=0.01)


def test_whole_lots_reach_both_ends():
    assert {Lots(5).whole((2, 4), turn) for turn in range(200)} == {2, 3, 4}


def test_one_of_several_is_drawn_evenly():
    drawn = [Lots(5).one_of("ab", turn) for turn in MANY]

    assert drawn.count("a") / len(drawn) == pytest.approx(0.5, abs=0.03)


def test_chosen_lots_follow_the_shares_and_what_is_left_falls_to_the_last():
    drawn = [Lots(5).chosen({"a": 0.2, "b": 0.3, "c": 0.1}, turn) for turn in MANY]

    assert drawn.count("a") / len(drawn) == pytest.approx(0.2, abs=0.02)
    assert drawn.count("c") / len(drawn) == pytest.approx(0.5, abs=0.03)


def test_waits_and_normal_lots_have_their_means():
    waits = [Lots(5).exponential(3.0, turn) for turn in MANY]
    normal = [Lots(5).normal((2.0, 0.5), turn) for turn in MANY]

    assert fmean(waits) == pytest.approx(3.0, abs=0.15)
    assert min(waits) >= 0
    assert fmean(normal) == pytest.approx(2.0, abs=0.03)
    assert pstdev(normal) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("mean", [0.0, 0.4, 6.0])
def test_counts_have_their_mean_and_spread(mean):
    drawn = [Lots(5).poisson(mean, turn) for turn in MANY]

    assert fmean(drawn) == pytest.approx(mean, abs=0.12)
    assert pstdev(drawn) == pytest.approx(mean**0.5, abs=0.12)


def test_a_count_that_is_sure_to_be_low_ends():
    # Beyond some count the chance of more is nothing in a computer's numbers.
    assert max(Lots(seed).poisson(1e-9, "never") for seed in range(50)) == 0


def test_tries_come_off_by_their_share():
    drawn = [Lots(5).binomial(10, 0.3, "t", turn) for turn in range(800)]

    assert fmean(drawn) == pytest.approx(3.0, abs=0.2)
    assert max(drawn) <= 10
