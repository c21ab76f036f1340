"""What does a process do before it takes its first request? What the first reader waits for.

Reading the addresses imports every page, with what it computes and draws with: most of a
second. The first picture takes as long again, because what draws starts an interpreter.
"""

from __future__ import annotations

import altair as alt
from altair.utils.schemapi import disable_debug_mode
from django.template.loader import render_to_string
from django.urls import get_resolver

from holdfast.evaluation.report.palette import data, svg


def warm_up() -> None:
    """Import every page, draw one that needs no database, and draw a picture."""
    resolver = get_resolver()
    len(resolver.url_patterns)
    render_to_string("ui/broken.html", {"number": ""})
    # Altair would check each part of a chart as it is made, which takes as long as drawing it.
    # The tests check every chart whole.
    disable_debug_mode()
    svg(alt.Chart(data([{"at": 0}])).mark_point().encode(x="at:Q"))
