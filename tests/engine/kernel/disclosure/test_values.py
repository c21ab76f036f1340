"""Suppressed, missing and zero are three things."""

import copy
import json
import pickle

import pytest

from holdfast.kernel.disclosure import MISSING, SUPPRESSED, as_json


def test_each_is_written_differently_in_json():
    written = json.dumps([as_json(value) for value in (SUPPRESSED, MISSING, 0, 25, 0.5)])

    assert written == '["suppressed", null, 0, 25, 0.5]'


@pytest.mark.parametrize("value", [SUPPRESSED, MISSING])
def test_code_that_forgets_about_them_fails(value):
    with pytest.raises(TypeError):
        bool(value)
    with pytest.raises(TypeError):
        value + 1
    with pytest.raises(TypeError):
        value < 6  # noqa: B015


@pytest.mark.parametrize("value", [SUPPRESSED, MISSING])
def test_there_is_one_of_each_even_across_a_process(value):
    assert pickle.loads(pickle.dumps(value)) is value  # noqa: S301
    assert copy.deepcopy(value) is value


def test_they_are_written_as_words():
    assert (str(SUPPRESSED), str(MISSING)) == ("suppressed", "missing")
