"""The stages of implementation as data that holds together."""

import pytest
from pydantic import ValidationError

from holdfast.library.implementation import (
    Implementation,
    implementation,
    implementation_names,
)


def content():
    return implementation().model_dump()


def test_there_is_one_entry():
    assert implementation_names() == ("site",)


def broken():
    unknown, itself, twice, order = (content() for _ in range(4))
    unknown["stages"][0]["moves"] = ("nowhere",)
    itself["stages"][0]["moves"] = ("exploration",)
    twice["readiness"] = twice["readiness"] * 2
    order["funding_warnings"] = order["funding_warnings"][::-1]
    return {
        "a stage that is not there": unknown,
        "a move to itself": itself,
        "a question twice": twice,
        "warnings out of order": order,
    }


@pytest.mark.parametrize("what", ["a stage that is not there", "a move to itself",
                                  "a question twice", "warnings out of order"])  # fmt: skip
def test_an_entry_that_does_not_hold_together_is_refused(what):
    with pytest.raises(ValidationError):
        Implementation.model_validate(broken()[what])
