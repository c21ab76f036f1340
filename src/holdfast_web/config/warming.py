"""What does a process do before it takes its first request? What the first reader waits for.

Reading the addresses imports every page, with what it computes and draws with: most of a
second. The first picture takes as long again, because what draws starts an interpreter; and
each page is compiled when it is first shown.
"""

from __future__ import annotations

from pathlib import Path

import altair as alt
from altair.utils.schemapi import disable_debug_mode
from django.apps import apps
from django.template.loader import get_template, render_to_string
from django.urls import get_resolver

from holdfast.evaluation.report.palette import data, svg
from holdfast_web.ui import components


def warm_up() -> None:
    """Import every page, compile what it is made of, and draw a picture."""
    resolver = get_resolver()
    len(resolver.url_patterns)
    components.make_ready()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if app.name.startswith("holdfast_web."):
            for file in sorted(folder.rglob("*.html")):
                get_template(file.relative_to(folder).as_posix())
    render_to_string("ui/broken.html", {"number": ""})
    # Altair would check each part of a chart as it is made, which takes as long as drawing it.
    # The tests check every chart whole.
    disable_debug_mode()
    svg(alt.Chart(data([{"at": 0}])).mark_point().encode(x="at:Q"))
