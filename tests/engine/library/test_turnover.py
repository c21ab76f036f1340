"""Figures of turnover with their sources."""

import pytest
from pydantic import ValidationError

from holdfast.library.turnover import SectorTurnover, sector_turnover, turnover_names


def test_the_figures_differ_stand_side_by_side_and_are_to_be_confirmed():
    found = sector_turnover()

    assert turnover_names() == ("childrens-homes",)
    assert [figure.yearly for figure in found.figures] == [0.35, 0.29]
    assert {figure.status.value for figure in found.figures} == {"to be confirmed"}
    assert found.figure.yearly == 0.35


@pytest.mark.parametrize("change", [{"used": "nothing"}, {"figures": "twice"}])
def test_the_figure_used_must_be_one_of_them(change):
    content = sector_turnover().model_dump()
    if change.get("figures"):
        change = {"figures": content["figures"] + content["figures"]}

    with pytest.raises(ValidationError):
        SectorTurnover.model_validate(content | change)
