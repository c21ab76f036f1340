"""Each design has its claim."""

import pytest

from holdfast.kernel.errors import InputError
from holdfast.measure.permitted_claim import permitted_claim


@pytest.mark.parametrize(
    ("design", "claim"),
    [
        ("randomised", "effect"),
        ("matched-comparison", "associate"),
        ("before-after", "describe"),
    ],
)
def test_each_design_permits_one_claim(design, claim):
    permitted = permitted_claim(design)

    assert permitted.claim == claim
    assert permitted.sentence.endswith(".")
    assert permitted.cannot.startswith("It does not say")


def test_an_unknown_design_is_refused():
    with pytest.raises(InputError) as caught:
        permitted_claim("hindsight")

    assert caught.value.code == "measure.unknown-design"
