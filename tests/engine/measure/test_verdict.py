"""The rules of the verdict, one by one."""

import pytest

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.verdict import Smallest, judge


def between(low, high):
    return Estimate(value=(low + high) / 2, low=low, high=high, n=200, method="made up")


RULES = {
    "fewer by the horizon": ((-0.2, -0.1), (10, 50), (-20, 20), "prevented"),
    "fewer, how much later unknown": ((-0.2, -0.1), (10, 50), None, "prevented"),
    "fewer, and those later": ((-0.2, -0.1), (10, 50), (5, 60), "both"),
    "as many, later": ((-0.05, 0.05), (-2, 50), (5, 60), "delayed"),
    "as many, later, but no days gained": (
        (-0.05, 0.05),
        (-30, 20),
        (5, 60),
        "cannot tell yet",
    ),
    "more by the horizon": ((0.01, 0.2), (-50, 10), (-20, 20), "harmful"),
    "more by the horizon, though later": ((0.01, 0.2), (-5, 10), (5, 20), "harmful"),
    "as many, days lost": ((-0.05, 0.05), (-50, -10), (-60, -5), "harmful"),
    "too little to matter": ((-0.01, 0.01), (-3, 3), (-20, 20), "neither"),
    "too little risk, perhaps many days": (
        (-0.01, 0.01),
        (-3, 30),
        (-20, 20),
        "cannot tell yet",
    ),
    "too little days, perhaps much risk": ((-0.1, 0.01), (-3, 3), (-20, 20), "cannot tell yet"),
    "anything": ((-0.1, 0.1), (-30, 30), (-20, 20), "cannot tell yet"),
}


@pytest.mark.parametrize(
    ("risk", "days", "later", "expected"), list(RULES.values()), ids=list(RULES)
)
def test_each_rule(risk, days, later, expected):
    verdict, reasons = judge(
        risk_difference=between(*risk),
        days_gained=between(*days),
        later_entry=None if later is None else between(*later),
        smallest=Smallest(risk=0.02, days=7),
    )

    assert verdict == expected
    assert len(reasons) >= 1
    assert all(reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize(("risk", "days"), [(0.0, 7.0), (1.0, 7.0), (0.02, 0.0)])
def test_a_smallest_effect_that_cannot_be_used_is_refused(risk, days):
    with pytest.raises(InputError) as caught:
        Smallest(risk=risk, days=days)

    assert caught.value.code == "measure.smallest-effect-not-usable"
