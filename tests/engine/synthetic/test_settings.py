"""The knobs of the invented authority, and the days that follow from them."""

from datetime import date

import pytest

from holdfast.kernel.errors import InputError
from holdfast.synthetic.settings import Effect, Settings, calendar_day, day_number


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("children", 0),
        ("years", 2),
        ("selection", 1.2),
        ("drift", -0.1),
        ("missing", 2),
        ("dirt", 1.01),
        ("competing", -1),
        ("late_entry", 0.95),
        ("programme_share", 0.6),
        ("horizon", 30),
        ("last_year", 2028),
        ("seed", -1),
    ],
)
def test_a_knob_out_of_range_is_refused_by_name(name, value):
    with pytest.raises(InputError) as caught:
        Settings(**{name: value})

    assert caught.value.code == "synthetic.setting-out-of-range"
    assert caught.value.where == f"{name}={value}"


def test_years_too_few_for_the_horizon_are_refused():
    with pytest.raises(InputError) as caught:
        Settings(years=3, horizon=730)

    assert caught.value.code == "synthetic.too-short"


def test_the_default_years_end_in_march_2026():
    settings = Settings()

    assert settings.collection_years == (2022, 2023, 2024, 2025, 2026)
    assert calendar_day(settings.first_day) == date(2021, 4, 1)
    assert calendar_day(settings.end) == date(2026, 4, 1)
    assert len(settings.months) == 61


def test_the_last_child_enrolled_is_followed_to_the_horizon():
    settings = Settings()
    first, last = settings.cohort_dates

    assert first == date(2022, 4, 1)
    assert last == date(2024, 8, 31)
    assert day_number(last) + settings.horizon < settings.end


def test_settings_are_recorded_as_plain_words():
    words = Settings(effect=Effect.HARMS, late_entry=0.3).as_words()

    assert words["effect"] == "harms"
    assert words["late_entry"] == 0.3
    assert words["children"] == 2000
