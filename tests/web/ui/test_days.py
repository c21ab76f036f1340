"""A day in three boxes."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from holdfast_web.ui.days import DayField, Typed, boxes, written_day, written_moment


class WhenForm(forms.Form):
    when = DayField(label="The first session")


def sent(day="", month="", year=""):
    return WhenForm({"when-day": day, "when-month": month, "when-year": year})


@pytest.mark.parametrize("month", ["3", "03", "march", "Mar", "MARCH"])
def test_a_day_is_read_with_its_month_as_number_or_word(month):
    form = sent("27", month, "2026")

    assert form.is_valid()
    assert form.cleaned_data == {"when": date(2026, 3, 27)}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("", "3", "2026"), "The first session must include a day."),
        (("27", "", ""), "The first session must include a month and a year."),
        (("31", "2", "2026"), "The first session must be a real date, such as 27 3 2026."),
        (("x", "2", "2026"), "The first session must be a real date, such as 27 3 2026."),
        (("1", "13", "2026"), "The first session must be a real date, such as 27 3 2026."),
        (("1", "m", "2026"), "The first session must be a real date, such as 27 3 2026."),
        (("1", "2", "26"), "The year must be four digits, such as 2026."),
        (("", "", ""), "This field is required."),
    ],
)
def test_what_is_no_day_is_refused_by_name(typed, error):
    assert sent(*typed).errors == {"when": [error]}


def test_a_day_is_read_from_one_text_as_programs_send_it():
    form = WhenForm({"when": "2026-04-03"})

    assert form.is_valid()
    assert form.cleaned_data == {"when": date(2026, 4, 3)}


def test_a_day_left_out_of_a_form_keeps_what_it_was():
    widget = DayField().widget

    assert widget.value_omitted_from_data({}, {}, "when")
    assert not widget.value_omitted_from_data({"when-day": ""}, {}, "when")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 4, 3), Typed("3", "4", "2026")),
        ("2026-04-03", Typed("3", "4", "2026")),
        ("soon", Typed("soon", "", "")),
        (Typed("31", "2", "2026"), Typed("31", "2", "2026")),
        (None, Typed("", "", "")),
    ],
)
def test_the_boxes_show_what_was_typed_or_kept(value, expected):
    assert boxes(value) == expected


def test_days_and_moments_are_written_as_people_write_them():
    moment = datetime(2026, 7, 3, 13, 5, tzinfo=UTC)  # an hour later in London in summer

    assert (written_day(date(2026, 4, 3)), written_day(moment)) == (
        "3 April 2026",
        "3 July 2026",
    )
    assert written_moment(moment) == "3 July 2026 at 2:05pm"
    assert written_moment(datetime(2026, 1, 3, 9, 30, tzinfo=UTC)) == "3 January 2026 at 9:30am"
    assert (written_day(None), written_moment(None)) == ("", "")
