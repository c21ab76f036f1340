"""Is a time of the day understood as people write it, and refused where it is none?"""

from datetime import time

import pytest
from django import forms

from holdfast_web.ui.forms import draw
from holdfast_web.ui.times import TimeField, read_time


class Asks(forms.Form):
    at = TimeField(label="It starts at", error_messages={"required": "Enter a time."})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", time(9, 30)),
        ("09:30:00", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9am", time(9)),
        ("1 pm", time(13)),
        ("12 a.m.", time(0)),
        ("12pm", time(12)),
        ("13", time(13)),
    ],
)
def test_time_is_understood_as_people_write_it(typed, meant):
    assert Asks({"at": typed}).is_valid()
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["half nine", "25:00", "9:75", "13pm", "0am", "9:3:0"])
def test_what_is_no_time_is_refused(typed):
    assert Asks({"at": typed}).errors == {"at": ["Enter a time, such as 9:30am."]}


def test_time_that_must_be_given_is_asked_for():
    assert Asks({"at": ""}).errors == {"at": ["Enter a time."]}


def test_time_that_is_known_stands_in_the_box():
    assert 'value="09:30"' in draw(Asks(initial={"at": time(9, 30)}))
