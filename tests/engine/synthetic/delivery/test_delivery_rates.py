"""The rates of the invented delivery: sourced, marked, and adding up."""

import pytest
from pydantic import ValidationError

from holdfast.deliver.home_measures import BY_NAME
from holdfast.library.authority.delivery import Delivery, delivery
from holdfast.library.authority.rates import Confidence, Group

RATES = delivery()
GROUPS = [name for name in Delivery.model_fields if isinstance(getattr(RATES, name), Group)]


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_says_where_it_is_from_and_how_far_to_trust_it(name):
    group = getattr(RATES, name)

    assert group.source
    assert group.note


def test_only_what_was_read_in_a_source_is_called_published():
    published = [n for n in GROUPS if getattr(RATES, n).confidence is Confidence.PUBLISHED]

    assert published == ["training", "turnover"]


def test_the_published_figures_are_those_that_were_read():
    training, turnover = RATES.training, RATES.turnover

    assert (training.staff, training.homes, training.comparison_homes) == (82, 6, 4)
    assert (training.staff_sessions, training.manager_sessions, training.facilitators) == (
        10,
        2,
        2,
    )
    assert (turnover.permanent_leaving, turnover.managers_under_a_year) == (0.35, 0.32)


def test_what_is_counted_in_a_month_is_what_a_record_holds():
    assert set(RATES.home_months.counts) <= set(BY_NAME)


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        ("trained", [12, 13, 14, 13, 15, 14], "add up to the staff"),
        ("trained", [41, 41], "a team for each home in training"),
        ("comparison", [12], "a team for each home of the comparison"),
    ],
)
def test_teams_that_do_not_fit_the_training_are_refused(part, value, why):
    content = RATES.model_dump(mode="json")
    content["teams"][part] = value

    with pytest.raises(ValidationError, match=why):
        Delivery.model_validate(content)
