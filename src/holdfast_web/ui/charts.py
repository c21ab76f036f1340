"""How does a picture stand on a page? Its title, what it shows, both widths, and its tables.

It draws the figures of the engine as they are: `holdfast.evaluation.report.table.Figure`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from holdfast_web.ui.tables import table

if TYPE_CHECKING:
    from holdfast.evaluation.report.table import Figure

NAMED = re.compile(r'\bid="([^"]+)"')
DRAWN_FOR = re.compile(r"^<svg\s")
UNWELCOME = re.compile(
    r"<script|<foreignObject|<style|\sstyle=|\son[a-z]+\s*=|(?:xlink:)?href=\"(?!#)",
    re.IGNORECASE,
)


def figure(drawn: Figure, *, level: int = 2) -> SafeString:
    """Draw a figure.

    Parameters
    ----------
    drawn
        As the engine gives it.
    level
        Of its heading on this page, from 2 to 4.
    """
    tables = [one for one in (drawn.table, drawn.second) if one is not None and one.rows]
    context = {
        "figure": drawn,
        "level": level,
        "wide": _own_names(drawn.wide, f"{drawn.id}-wide"),
        "narrow": _own_names(drawn.narrow, f"{drawn.id}-narrow"),
        "tables": [table(one.caption, one.headings, one.rows, grid=True) for one in tables],
    }
    return mark_safe(render_to_string("ui/figure.html", context))  # noqa: S308  (a template's)


@lru_cache(maxsize=200)
def _own_names(svg: str | None, prefix: str) -> SafeString | None:
    """Give names inside a drawing that no other drawing of the page has.

    A page of many drawings spends half of its time here; they are the same each time.

    Raises
    ------
    ValueError
        Where the drawing holds what a drawing of ours does not: a script, a style, an address.
    """
    if svg is None:
        return None
    if not DRAWN_FOR.match(svg) or UNWELCOME.search(svg):
        raise ValueError("A picture on a page is an SVG without script, style or address.")
    for name in NAMED.findall(svg):
        svg = svg.replace(f'id="{name}"', f'id="{prefix}-{name}"')
        svg = svg.replace(f"url(#{name})", f"url(#{prefix}-{name})")
        svg = svg.replace(f'href="#{name}"', f'href="#{prefix}-{name}"')
    return mark_safe(svg)  # noqa: S308  (checked above)
