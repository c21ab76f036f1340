"""How is a programme across many sites drawn? Sites by stage, and coverage by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.evaluation.report.palette import NARROW, PROGRAMME, WIDE, data, picture
from holdfast.evaluation.report.table import Figure, Table
from holdfast.kernel.disclosure import Missing, Suppressed
from holdfast_web.deliver.models import Stage
from holdfast_web.people.models.organisation import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast.kernel.disclosure import Shown
    from holdfast_web.deliver.queries.national import National

BROAD = 400
UNKNOWN_REGION = "Region not given"


def region_name(region: str) -> str:
    """Give what people call a region."""
    return Region(region).label if region in Region.values else UNKNOWN_REGION


def written(number: Shown) -> str:
    """Write a number as it may be shown."""
    return "suppressed" if isinstance(number, Suppressed) else f"{number:,}"


def share_of(share: float | Suppressed | Missing) -> str:
    """Write a share of two numbers as they may be shown; missing is a share of nobody."""
    if isinstance(share, Suppressed):
        return "suppressed"
    return "nobody" if isinstance(share, Missing) else f"{share:.0%}"


def stages_figure(found: National) -> Figure:
    """Draw how many sites are in each stage."""
    rows = [{"name": stage.label, "number": number} for stage, number in found.stages.items()]
    going = len(found.sites) - found.stages[Stage.ENDED]
    lasting = found.stages[Stage.FULL] + found.stages[Stage.SUSTAINED]
    return Figure(
        id="national-stages",
        title=(
            f"{lasting} of {going} sites that go on are in full implementation or sustained"
            if going
            else "No site goes on"
        ),
        description="Sites that share their counts, by stage of implementation.",
        wide=picture(_bars, rows, "Sites", WIDE),
        narrow=picture(_bars, rows, "Sites", NARROW),
        table=Table(
            caption="Sites by stage",
            headings=("Stage", "Sites"),
            rows=tuple((str(row["name"]), str(row["number"])) for row in rows),
        ),
    )


def _bars(rows: Sequence[Row], title: str, width: int) -> Chart:
    """Bars with their numbers, in the order given. Rows: name, number."""
    base = alt.Chart(data(rows)).encode(
        y=alt.Y(
            "name:N", title=None, sort=[row["name"] for row in rows],
            axis=alt.Axis(labelLimit=170),
        ),
        x=alt.X(
            "number:Q", title=title, axis=alt.Axis(tickMinStep=1, format="d", tickCount=4)
        ),
    )  # fmt: skip
    words = base.mark_text(align="left", dx=5).encode(text="number:Q")
    chart: Chart = (base.mark_bar(color=PROGRAMME, height=14) + words).properties(
        width=width - 190, height=alt.Step(26)
    )
    return chart
