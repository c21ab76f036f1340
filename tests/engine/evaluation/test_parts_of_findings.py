"""Small rules by which estimates become findings: what is held back, joined, or set to none."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from holdfast.evaluation.findings import OverlapBin
from holdfast.evaluation.inputs import _gathered
from holdfast.evaluation.measured import _clusters
from holdfast.evaluation.money_findings import _kinds, _not_priced, _timeline
from holdfast.evaluation.numbers import children, hundred, within
from holdfast.evaluation.outcome_findings import UNKNOWN, _follow_up, _means, _scores, interval
from holdfast.evaluation.people_findings import _bins, _few
from holdfast.evaluation.protocol import Protocol
from holdfast.kernel.disclosure import SUPPRESSED, Disclosure
from holdfast.kernel.estimates import Estimate
from holdfast.measure.accruals import Accrual
from holdfast.measure.trials import Trials
from holdfast.measure.verdict import FollowUp

RULES = Disclosure()
N = 40


def known(**parts):
    """Give forty children, half in the programme, each with one row."""
    trials = Trials(
        child=np.arange(N), cluster=np.arange(N), trial=np.zeros(N), index_day=np.full(N, 100),
        programme=np.arange(N) < N // 2, covariates=np.zeros((N, 0)), names=(),
        last_day=np.full(N, 1000), left_by_enrolment=np.zeros(N, bool),
    )  # fmt: skip
    weights = SimpleNamespace(propensity=SimpleNamespace(inside=np.ones(N, bool)))
    answer = SimpleNamespace(horizon=365)
    return SimpleNamespace(trials=trials, weights=weights, answer=answer, **parts)


def amount(mean):
    return SimpleNamespace(value=mean)


def cost(programme, comparison):
    return SimpleNamespace(
        programme=amount(programme), comparison=amount(comparison),
        programme_draws=np.full(50, programme), comparison_draws=np.full(50, comparison),
        programme_parts=np.full(2, programme / 2), comparison_parts=np.full(2, comparison / 2),
        programme_part_draws=np.outer([0.5, 0.25], np.arange(99.0)),
        comparison_part_draws=np.outer([0.5, 0.25], np.arange(99.0)),
    )  # fmt: skip


def lines(**children_of):
    """Give categories of cost and the children who ran each up."""
    return {
        name: Accrual(
            name=name, point_child=np.array(who), point_day=np.full(len(who), 200),
            amount=np.ones(len(who)),
        )
        for name, who in children_of.items()
    }  # fmt: skip


def priced(accruals, recurring=()):
    return SimpleNamespace(
        costs={name: cost(100.0 + place, 50.0) for place, name in enumerate(accruals)},
        accruals=accruals,
        prices=SimpleNamespace(
            categories={
                name: SimpleNamespace(
                    label=name, recurring=name in recurring, source="a source"
                )
                for name in accruals
            },
            notes=("What is not priced.",),
        ),
        not_priced={"short_break": cost(1.0, 0.0), "nothing": cost(0.0, 0.0)},
    )


MANY = list(range(N))


@pytest.mark.parametrize(
    ("accruals", "shown"),
    [
        (lines(home=MANY, foster=MANY), ["home", "foster"]),
        (lines(home=MANY, secure=[1, 2], abroad=[30]), ["home", "other_one_off"]),
        (lines(home=MANY, foster=MANY, secure=[1]), ["foster", "other_one_off"]),
        (lines(secure=[1]), ["other_one_off"]),
    ],
)
def test_costs_that_few_children_ran_up_are_joined(accruals, shown):
    found = _kinds(priced(accruals), known(), RULES)

    assert [kind.process for kind in found] == shown
    assert sum(kind.value[0] for kind in found) == sum(
        100.0 + place for place in range(len(accruals))
    )


def test_costs_are_joined_with_their_own_sort():
    found = _kinds(
        priced(lines(home=MANY, review=MANY, secure=[1]), recurring=("home", "secure")),
        known(),
        RULES,
    )

    assert [(kind.process, kind.recurring) for kind in found] == [
        ("review", False), ("other_recurring", True),
    ]  # fmt: skip


def test_each_month_of_the_timeline_has_its_interval_from_the_same_draws():
    first, second = _timeline([cost(10.0, 4.0), cost(20.0, 8.0)], level=0.9)

    assert (first.month, second.month) == (1, 2)
    told = [(one.value, one.low, one.high) for one in (first.programme, second.comparison)]
    assert told == [pytest.approx((15.0, 4.0, 94.0)), pytest.approx((6.0, 2.0, 47.0))]


def test_no_costs_have_no_timeline_and_what_has_no_price_is_named():
    assert _timeline([], level=0.95) == ()
    assert _not_priced(priced({})) == (
        "short_break: no price; left out of every cost.",
        "What is not priced.",
    )


def test_an_estimate_below_what_can_be_is_cut_there():
    one = Estimate(value=0.01, low=-0.02, high=0.05, n=40, method="drawn")

    assert interval(one, least=0.0).low == 0.0
    assert interval(one).low == -0.02
    assert interval(None) == UNKNOWN


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (2_344, "would take about 2,340 children in the programme: some 4 more years"),
        (4_000, "would take more than 10 times as many"),
    ],
)
def test_what_would_tell_is_said_within_reason(needed, words):
    follow_up = FollowUp(
        tells_now=0.08, children=300, children_needed=needed, months_needed=48,
        days_to_complete=0,
    )  # fmt: skip

    said = _follow_up(SimpleNamespace(answer=SimpleNamespace(follow_up=follow_up)))

    assert said.startswith("So many children can tell a difference in risk of 8 percentage")
    assert words in said


def test_what_nobody_ran_up_is_a_true_zero():
    assert [one.value for one in _means(None)] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("among", "share", "known_value"),
    [(1.0, 1.0, 15.0), (0.0, 0.0, None), (0.5, 0.5, None)],
)
def test_a_mean_score_needs_scores_in_nearly_every_draw(plan, among, share, known_value):
    drawn = (np.arange(100) < 100 * share).astype(float)
    scores = SimpleNamespace(
        programme=amount(among), comparison=amount(1.0), programme_draws=drawn,
        comparison_draws=np.ones(100),
    )  # fmt: skip
    points = SimpleNamespace(
        programme=amount(15.0 * among), comparison=amount(12.0), programme_draws=15.0 * drawn,
        comparison_draws=np.full(100, 12.0),
    )  # fmt: skip
    tallies = {"sdq_points": points, "sdq_scores": scores}

    programme, comparison, difference = _scores(
        SimpleNamespace(tallies=tallies), Protocol.model_validate(plan())
    )

    assert programme.value == known_value
    assert (comparison.value, difference.value) == (12.0, None)


def test_a_covariate_that_few_children_have_is_not_shown():
    yes = np.zeros(N)
    yes[:3] = 1

    assert _few(yes, known(), RULES)
    assert not _few(np.zeros(N), known(), RULES)
    assert not _few(np.arange(float(N)), known(), RULES)


def test_bins_of_the_overlap_are_joined_until_none_is_small():
    shares = [(0.9, 0.05), (0.1, 0.05), (0.0, 0.9)]
    overlap = SimpleNamespace(
        bins=tuple(
            OverlapBin(low=place / 3, high=(place + 1) / 3, programme=one, comparison=other)
            for place, (one, other) in enumerate(shares)
        )
    )

    found = _bins(overlap, known(), RULES)

    assert found == (OverlapBin(low=0.0, high=1.0, programme=1.0, comparison=1.0),)


def test_bins_that_are_large_stay_apart():
    bins = tuple(
        OverlapBin(low=low, high=low + 0.5, programme=0.5, comparison=0.5) for low in (0.0, 0.5)
    )

    assert _bins(SimpleNamespace(bins=bins), known(), RULES) == bins


def test_teams_are_drawn_whole_and_a_child_without_one_alone():
    rows = pl.DataFrame({"team": ["north", "south", "north", None, None]})

    found = _clusters(rows, np.array([0, 1, 2, 3, 4]))

    assert found[0] == found[2]
    assert len(set(found.tolist())) == 4


def test_several_paths_are_gathered_under_one(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.csv").write_text("1")
    (tmp_path / "two.zip").write_text("2")
    paths = [tmp_path / "a", tmp_path / "two.zip"]

    def on_another_disk(*_):
        raise OSError

    linked = _gathered(paths, tmp_path / "linked")
    monkeypatch.setattr("holdfast.evaluation.inputs.os.link", on_another_disk)
    copied = _gathered(paths, tmp_path / "copied")

    for into in (linked, copied):
        files = sorted(file.relative_to(into).as_posix() for file in into.rglob("*.*"))
        assert files == ["1/a/one.csv", "2/two.zip"]
        assert (into / "1" / "a" / "one.csv").read_text() == "1"


def test_numbers_in_sentences_say_what_is_hidden():
    assert children(SUPPRESSED) == "few children"
    assert children(SUPPRESSED, start=True) == "Few children"
    assert children(SUPPRESSED, noun=False) == "few"
    assert hundred(UNKNOWN) == "0 in 100"
    assert within(UNKNOWN, str) == ""
