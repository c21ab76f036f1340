"""Fidelity by facilitator, run and site: kinds of rater apart, missing as missing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from holdfast.deliver.fidelity import (
    By,
    Delivery,
    SampleRule,
    TooFew,
    Verdict,
    WhyNot,
    band_of,
    summarise,
)
from holdfast.deliver.fidelity_review import Counted, Review
from holdfast.deliver.fidelity_trend import trend
from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import Chosen, Rater, Standing, instrument

MITI = instrument("miti-4")
TAM_R = instrument("tam-r")
RULE = SampleRule(
    fewest=2, rater=Rater.OBSERVER, chosen=Chosen.RANDOM, standing=Standing.OWN, source="ours"
)
GOOD = {
    "technical": 4.0, "relational": 4.0,
    "reflections-to-questions": Counted(count=20, to=10),
    "complex-reflections": Counted(count=10, to=20),
}  # fmt: skip


def review(facilitator="F1", run="R1", **said):
    usual = {
        "site": "S1", "rater": Rater.OBSERVER, "rated_by": "F9",
        "day": date(2026, 3, 2), "chosen": Chosen.RANDOM, "scores": GOOD,
    }  # fmt: skip
    return Review(facilitator=facilitator, run=run, **(usual | said))


def delivery(facilitator="F1", run="R1", sessions=10):
    return Delivery(facilitator=facilitator, run=run, site="S1", sessions=sessions)


def observed(
    reviews, deliveries, *, by=By.RUN, made_with=MITI, rule=RULE, rater=Rater.OBSERVER
):
    (summary,) = summarise(reviews, deliveries, instrument=made_with, rule=rule, by=by)
    (found,) = [one for one in summary.raters if one.rater is rater]
    return summary, {score.code: score for score in found.scores}


@pytest.mark.parametrize(
    ("code", "given", "band"),
    [
        ("technical", 2.9, "below fair"),
        ("technical", 3, "fair"),
        ("technical", 4, "good"),
        ("relational", 3, "below fair"),
        ("relational", 3.5, "fair"),
        ("relational", 4, "good"),
        ("reflections-to-questions", Counted(count=9, to=10), "below fair"),
        ("reflections-to-questions", Counted(count=1, to=1), "fair"),
        ("reflections-to-questions", Counted(count=2, to=1), "good"),
        ("complex-reflections", Counted(count=39, to=100), "below fair"),
        ("complex-reflections", Counted(count=40, to=100), "fair"),
        ("complex-reflections", Counted(count=50, to=100), "good"),
    ],
)
def test_bands_of_motivational_interviewing(code, given, band):
    assert band_of(given, MITI.by_code[code]) == band


def test_a_score_without_thresholds_has_no_band():
    assert band_of("systemic", instrument("systemic-supervision").scores[0]) is None


def test_groups_of_systemic_supervision_are_shares_of_all_sessions():
    seen = ["not systemic"] * 8 + ["green shoots"] * 12 + ["systemic"] * 9
    reviews = [review(scores={"group": group}) for group in seen]

    _, scores = observed(
        reviews, [delivery(sessions=29)], made_with=instrument("systemic-supervision")
    )

    assert [round(100 * one.value) for one in scores["group"].groups.values()] == [28, 41, 31]
    assert scores["group"].verdict == Verdict(why_not=WhyNot.NO_THRESHOLD)
    assert scores["group"].reached == {}


def test_what_people_say_of_themselves_never_moves_what_observers_saw():
    seen = [review(), review()]
    own = [
        review(rater=Rater.SELF, rated_by="F1", scores={"technical": 1.0, "relational": 1.0})
        for _ in range(50)
    ]

    summary, scores = observed([*seen, *own], [delivery()])
    _, alone = observed(seen, [delivery()])

    assert scores == alone
    assert [one.rater for one in summary.raters] == [Rater.SELF, Rater.OBSERVER]
    assert scores["technical"].mean == 4.0


def test_a_rating_of_oneself_gives_no_verdict():
    own = [review(rater=Rater.SELF, rated_by="F1") for _ in range(5)]

    _, scores = observed(own, [delivery()], rater=Rater.SELF)

    assert scores["technical"].mean == 4.0
    assert scores["technical"].verdict == Verdict(why_not=WhyNot.NOT_THE_RATER)


def test_enough_reviews_give_a_band_with_the_standing_of_its_threshold():
    summary, scores = observed([review(), review()], [delivery()])

    assert summary.enough
    assert {code: score.verdict for code, score in scores.items()} == dict.fromkeys(
        GOOD, Verdict(band="good", standing=Standing.CONFIRMED)
    )


def test_a_band_by_a_threshold_to_be_confirmed_is_to_be_confirmed():
    rule = replace(RULE, rater=Rater.CAREGIVER, fewest=1)
    given = [review(rater=Rater.CAREGIVER, rated_by=None, scores={"adherence": 0.61})]

    _, scores = observed(given, [delivery()], made_with=TAM_R, rule=rule, rater=Rater.CAREGIVER)

    assert scores["adherence"].verdict == Verdict(
        band="adherent", standing=Standing.TO_BE_CONFIRMED
    )


def test_a_threshold_that_is_not_published_gives_no_verdict():
    given = [review(scores={"rating": 7.0}), review(scores={"rating": 8.0})]

    _, scores = observed(given, [delivery()], made_with=instrument("keep-video-review"))

    assert scores["rating"].mean == 7.5
    assert scores["rating"].verdict == Verdict(why_not=WhyNot.NOT_PUBLISHED)


def test_too_few_reviews_say_so_and_give_no_verdict():
    summary, scores = observed([review()], [delivery()])

    assert not summary.enough
    assert summary.too_few == (TooFew(facilitator="F1", run="R1", reviewed=1, asked=2),)
    assert (summary.asked, summary.reviewed) == (2, 1)
    assert scores["technical"].verdict == Verdict(why_not=WhyNot.TOO_FEW)


def test_many_reviews_of_one_do_not_stand_for_the_other():
    pair = [delivery("F1"), delivery("F2")]

    summary, scores = observed([review() for _ in range(9)], pair)

    assert summary.too_few == (TooFew(facilitator="F2", run="R1", reviewed=0, asked=2),)
    assert (summary.asked, summary.reviewed) == (4, 2)
    assert scores["technical"].verdict == Verdict(why_not=WhyNot.TOO_FEW)


def test_a_run_that_nobody_reviewed_is_in_the_list():
    first, second = summarise(
        [review(), review()], [delivery(), delivery(run="R2")],
        instrument=MITI, rule=RULE, by=By.RUN,
    )  # fmt: skip

    assert (first.key, first.enough) == ("R1", True)
    assert (second.key, second.enough, second.raters) == ("R2", False, ())
    assert second.too_few == (TooFew(facilitator="F1", run="R2", reviewed=0, asked=2),)


def test_a_review_of_a_run_that_held_nothing_is_shown_without_a_verdict():
    summary, scores = observed([review(), review()], [])

    assert not summary.enough
    assert scores["technical"].verdict == Verdict(why_not=WhyNot.TOO_FEW)


def test_a_missing_score_is_counted_as_missing_and_not_as_good():
    without = dict(GOOD, technical=None)
    del without["relational"]

    summary, scores = observed([review(), review(scores=without)], [delivery()])

    assert summary.enough
    assert [(scores[code].scored, scores[code].missing) for code in GOOD] == [
        (1, 1), (1, 1), (2, 0), (2, 0),
    ]  # fmt: skip
    assert scores["technical"].mean == 4.0
    assert scores["technical"].verdict == Verdict(why_not=WhyNot.TOO_FEW)
    assert scores["complex-reflections"].verdict.band == "good"


def test_reviews_without_any_such_score_have_no_mean():
    _, scores = observed([review(scores={})], [delivery()])

    assert (scores["technical"].scored, scores["technical"].missing) == (0, 1)
    assert (scores["technical"].mean, scores["technical"].pooled) == (None, None)


def test_groups_of_which_none_was_given_have_no_share():
    _, scores = observed(
        [review(scores={})], [delivery()], made_with=instrument("systemic-supervision")
    )

    assert scores["group"].groups == {}


def test_counts_of_several_reviews_are_added_and_not_averaged():
    few = dict(GOOD, **{"complex-reflections": Counted(count=1, to=1)})
    many = dict(GOOD, **{"complex-reflections": Counted(count=30, to=99)})

    _, scores = observed([review(scores=few), review(scores=many)], [delivery()])

    assert scores["complex-reflections"].pooled == Counted(count=31, to=100)
    assert scores["complex-reflections"].verdict.band == "below fair"
    assert scores["complex-reflections"].reached == {"below fair": 1, "fair": 0, "good": 1}


def test_what_the_deliverer_chose_is_set_aside_where_the_rule_asks_for_chance():
    picked = [review(chosen=Chosen.DELIVERER) for _ in range(3)]
    fair = dict(GOOD, technical=3.0)

    summary, scores = observed([*picked, review(scores=fair)], [delivery()])

    (found,) = summary.raters
    assert (found.reviews, found.set_aside) == (4, 3)
    assert found.chosen == {Chosen.DELIVERER: 3, Chosen.RANDOM: 1}
    assert (scores["technical"].mean, scores["technical"].scored) == (3.0, 1)
    assert summary.reviewed == 1


@pytest.mark.parametrize("chosen", [Chosen.ALL, Chosen.DELIVERER])
def test_what_the_deliverer_chose_counts_where_the_rule_does_not_ask_for_chance(chosen):
    picked = [review(chosen=Chosen.DELIVERER) for _ in range(2)]

    summary, _ = observed(picked, [delivery(sessions=2)], rule=replace(RULE, chosen=chosen))

    assert summary.enough


def test_a_rule_for_all_asks_for_every_session_held():
    every = replace(RULE, chosen=Chosen.ALL)

    assert (every.asks(7), RULE.asks(7), RULE.asks(1), RULE.asks(0)) == (7, 2, 1, 0)


def test_a_site_takes_all_its_facilitators_together():
    reviews = [review("F1"), review("F1"), review("F2"), review("F2")]

    summary, scores = observed(reviews, [delivery("F1"), delivery("F2")], by=By.SITE)

    assert (summary.key, summary.enough, scores["technical"].scored) == ("S1", True, 4)


def test_a_facilitator_is_followed_over_runs():
    reviews = [review(run="R1"), review(run="R2")]

    summary, _ = observed(
        reviews, [delivery(run="R1", sessions=1), delivery(run="R2", sessions=1)],
        by=By.FACILITATOR,
    )  # fmt: skip

    assert (summary.key, summary.asked, summary.reviewed, summary.enough) == ("F1", 2, 2, True)


def test_a_mean_has_an_interval_from_three_reviews_on():
    marks = [3.0, 4.0, 5.0]
    reviews = [review(scores={"technical": mark}) for mark in marks]

    _, scores = observed(reviews, [delivery()])
    _, two = observed(reviews[:2], [delivery()])

    # 4 +/- 4.3027 * 1 / sqrt(3)
    interval = scores["technical"].interval
    assert (interval.value, interval.n) == (4.0, 3)
    assert interval.low == pytest.approx(1.5159, abs=1e-4)
    assert interval.high == pytest.approx(6.4841, abs=1e-4)
    assert two["technical"].interval is None


@pytest.mark.parametrize("change", [{"fewest": 0}, {"rater": Rater.SELF}])
def test_a_rule_without_a_review_by_another_is_refused(change):
    with pytest.raises(InputError) as caught:
        replace(RULE, **change)

    assert caught.value.code == "deliver.sample-rule-unsound"


@property_of(
    marks=st.lists(st.one_of(st.none(), st.floats(1, 5)), min_size=1, max_size=12),
    sessions=st.integers(0, 12),
)
def test_scored_and_missing_add_up_and_no_verdict_comes_from_too_few(marks, sessions):
    reviews = [review(scores={"technical": mark}) for mark in marks]

    summary, scores = observed(reviews, [delivery(sessions=sessions)])

    technical = scores["technical"]
    assert technical.scored + technical.missing == len(marks)
    assert technical.scored == sum(mark is not None for mark in marks)
    has_verdict = technical.verdict.band is not None
    assert has_verdict == (sessions > 0 and technical.scored >= min(2, sessions))
    assert summary.reviewed <= summary.asked


def trended(marks, *, step=7, rater=Rater.OBSERVER):
    reviews = [
        review(
            rater=rater, rated_by="F1" if rater is Rater.SELF else "F9",
            day=date.fromordinal(date(2026, 1, 5).toordinal() + step * place),
            scores={"technical": mark},
        )
        for place, mark in enumerate(marks)
    ]  # fmt: skip
    return reviews


def test_a_trend_with_enough_points_has_a_slope_a_month():
    # A tenth of a point in seven days is 0.1 * 30.4375 / 7 a month, whatever one odd day says.
    marks = [2.0 + 0.1 * place for place in range(10)]
    marks[4] = 5.0

    found = trend(trended(marks), MITI.by_code["technical"], rater=Rater.OBSERVER)

    assert found.slope.value == pytest.approx(0.4348, abs=1e-4)
    assert found.slope.low <= found.slope.value <= found.slope.high
    assert (found.slope.n, len(found.points), found.missing) == (10, 10, 0)
    assert found.line == (
        (date(2026, 1, 5), pytest.approx(2.1)),
        (date(2026, 3, 9), pytest.approx(3.0)),
    )


def test_a_trend_with_few_points_has_points_and_no_slope():
    found = trend(trended([2.0, 3.0, None]), MITI.by_code["technical"], rater=Rater.OBSERVER)

    assert found.points == ((date(2026, 1, 5), 2.0), (date(2026, 1, 12), 3.0))
    assert (found.missing, found.slope) == (1, None)


def test_a_trend_within_one_day_has_no_slope():
    found = trend(trended([3.0] * 9, step=0), MITI.by_code["technical"], rater=Rater.OBSERVER)

    assert (len(found.points), found.slope) == (9, None)


def test_a_trend_of_groups_has_no_slope():
    reviews = [
        review(day=date(2026, 1, 1 + place), scores={"group": "systemic"}) for place in range(9)
    ]
    score = instrument("systemic-supervision").scores[0]

    found = trend(reviews, score, rater=Rater.OBSERVER)

    assert (found.points[0], found.slope) == ((date(2026, 1, 1), 3.0), None)


def test_a_trend_looks_at_one_kind_of_rater_only():
    both = trended([2.0, 3.0]) + trended([5.0] * 20, rater=Rater.SELF)

    found = trend(both, MITI.by_code["technical"], rater=Rater.OBSERVER)

    assert [value for _, value in found.points] == [2.0, 3.0]


def test_a_count_with_nothing_to_divide_by_is_no_point():
    given = review(scores={"reflections-to-questions": Counted(count=3, to=0)})

    found = trend([given], MITI.by_code["reflections-to-questions"], rater=Rater.OBSERVER)

    assert (found.points, found.missing) == ((), 1)
