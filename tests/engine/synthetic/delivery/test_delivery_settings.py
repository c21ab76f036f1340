"""What may be asked of an invented delivery, and the months that follow from it."""

from datetime import date

import pytest

from holdfast.kernel.errors import InputError
from holdfast.synthetic.delivery.settings import DeliverySettings, later, month_of


def test_the_months_are_the_whole_months_before_today():
    settings = DeliverySettings(today=date(2026, 11, 29))

    assert len(settings.months) == 30
    assert settings.months[0] == settings.first_day == date(2024, 5, 1)
    assert settings.months[-1] == date(2026, 10, 1)


def test_the_teams_are_those_of_the_library_unless_others_are_asked_for():
    assert (
        sum(many for many, trained in DeliverySettings(today=date(2026, 1, 1)).teams if trained)
        == 82
    )
    asked = DeliverySettings(today=date(2026, 1, 1), trained=(7,), comparison=())

    assert asked.teams == ((7, True),)


@pytest.mark.parametrize(
    "knobs",
    [
        {"today": date(1999, 1, 1)},
        {"today": date(2026, 1, 1), "seed": -1},
        {"today": date(2026, 1, 1), "trained": (12, 4)},
        {"today": date(2026, 1, 1), "comparison": (0,)},
        {"today": date(2026, 1, 1), "area": 10},
        {"today": date(2026, 1, 1), "weeks_earlier": 41},
        {"today": date(2026, 1, 1), "weeks_earlier": -111},
    ],
)
def test_what_cannot_be_made_is_refused(knobs):
    with pytest.raises(InputError) as caught:
        DeliverySettings(**knobs)

    assert caught.value.code == "synthetic.setting-out-of-range"


def test_months_are_counted_over_the_turn_of_the_year():
    assert later(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert later(date(2026, 11, 1), 14) == date(2028, 1, 1)
    assert month_of(date(2026, 2, 17)) == date(2026, 2, 1)
