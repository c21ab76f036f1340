"""Layouts of lists that people bring."""

import pytest
from pydantic import ValidationError

from holdfast.library.list_layout import ListLayout, list_layout, list_layout_names


def test_there_is_a_layout_for_staff_and_one_for_rosters():
    assert {"roster", "staff"} <= set(list_layout_names())
    assert list_layout("staff").by_spelling["payroll number"] == "reference"


def broken(which):
    content = list_layout("staff").model_dump()
    if which == "a spelling twice":
        content["columns"][1]["spellings"] = ("payroll",)
    elif which == "a word column without words":
        content["columns"][3]["words"] = {}
    else:
        content["columns"][0]["words"] = {"yes": ("y",)}
    return content


@pytest.mark.parametrize(
    "which", ["a spelling twice", "a word column without words", "words in a text column"]
)
def test_a_layout_that_does_not_hold_together_is_refused(which):
    with pytest.raises(ValidationError):
        ListLayout.model_validate(broken(which))
