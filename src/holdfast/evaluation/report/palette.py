"""How do the pictures look? One set of colours, one type, one way from chart to SVG.

The colours keep a contrast of 4.5 to 1 or better on white and can be told apart by people who
do not see red and green; no picture relies on colour alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

PROGRAMME = "#00585f"
COMPARISON = "#b3541e"
DELAY = "#8a6d00"
PREVENTION = "#00585f"
HARM = "#9c2b2b"
INK = "#1b2a30"
QUIET = "#5d6b70"
RULE = "#d5dcde"

# Widths of text are computed when a picture is drawn, so the type must have the same widths
# wherever it is read: Arial and Liberation Sans do.
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"

WIDE, NARROW = 640, 320
"""Pixels of a picture on a desk and on a phone: each is drawn for its width, not shrunk."""

PICTURES_KEPT = 200
"""The latest of a process, some ten megabytes."""

Row = Mapping[str, Any]
Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart | alt.HConcatChart

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "gridColor": RULE, "domainColor": QUIET,
        "tickColor": QUIET, "labelLimit": 260,
    },
    "legend": {
        "orient": "top", "title": None, "labelFontSize": 13, "labelColor": INK,
        "symbolStrokeWidth": 3, "labelLimit": 300, "columnPadding": 24,
    },
    "line": {"strokeWidth": 2.5},
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Give rows to a chart as they are: nothing is inferred, nothing is looked up."""
    return alt.InlineData(values=[dict(row) for row in rows])


def svg(chart: Chart) -> str:
    """Draw a chart as SVG text, with no script and no reference outside itself.

    The SVG is hidden from screen readers: its title, description and table stand beside it.
    """
    # Altair's own check of each chart against its schema takes longer than the drawing. Which
    # charts there are does not depend on the data, so the tests ask for it, not every reader.
    spec = chart.to_dict(validate=False)
    spec["config"] = _CONFIG
    drawn = str(vl_convert.vegalite_to_svg(spec))
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def picture(make: Callable[..., Chart], *given: object, **more: object) -> str:
    """Make a chart and draw it as SVG, once for the same chart of the same things.

    To make and draw a chart takes longer than the rest of most pages.

    Parameters
    ----------
    make
        A function of a module, which gives the same chart for the same things.
    given, more
        What it is given: what JSON can hold.
    """
    return _picture(make, json.dumps([given, more]))


@lru_cache(maxsize=PICTURES_KEPT)
def _picture(make: Callable[..., Chart], told: str) -> str:
    given, more = json.loads(told)
    return svg(make(*given, **more))
