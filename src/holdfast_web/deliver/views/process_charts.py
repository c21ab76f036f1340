"""The pages of process charts: every measure of a home in a line, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.deliver.home_series import Shown, ways_shown
from holdfast.deliver.process_chart import ProcessChart, TooFewToTell
from holdfast_web.deliver.home_pictures import (
    finding,
    process_figure,
    rules_in_short,
    signal_said,
    which_way,
    why_too_few_in_short,
)
from holdfast_web.deliver.queries.home_charts import HomeCharts
from holdfast_web.deliver.views.home_months import home_of
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

WAYS = {Shown.COUNT: "As a count", Shown.RATE: "As a rate", Shown.SHARE: "As a share"}


@login_required
def home_charts(request: SignedIn, key: UUID) -> HttpResponse:
    """Say of every measure of a home whether it is more than the usual ups and downs."""
    home = home_of(request.user, key)
    charts = HomeCharts(home, today=timezone.localdate())
    rows = []
    for measure in MEASURES:
        chart = charts.chart(measure.name, ways_shown(measure.name)[0])
        href = reverse("deliver:home_chart", args=[home.key, measure.name])
        said = finding(chart, measure.name, training=charts.training).partition(": ")[2]
        rows.append((ui_link(measure.title, href), said.capitalize(), _more(chart)))
    shown = {
        "home": home, "training": charts.training, "rows": rows,
        "head": ("Measure", "What the chart shows", "Which rule, or why not"),
    }  # fmt: skip
    return render(request, "deliver/home_charts.html", shown)


@login_required
def home_chart(request: SignedIn, key: UUID, measure: str) -> HttpResponse:
    """Draw one measure of a home with its limits, the training, and the rules that fired."""
    home = home_of(request.user, key)
    if measure not in BY_NAME:
        raise Http404("There is no such measure.")
    ways = ways_shown(measure)
    asked = request.GET.get("shown", ways[0])
    if asked not in ways:
        raise Http404("This measure is not shown in that way.")
    way = Shown(asked)
    charts = HomeCharts(home, today=timezone.localdate())
    chart = charts.chart(measure, way)
    one = BY_NAME[measure]
    signals = chart.signals if isinstance(chart, ProcessChart) else ()
    shown = {
        "home": home, "measure": one, "training": charts.training,
        "figure": process_figure(chart, measure, shown=way, training=charts.training),
        "about": [
            ("What is counted", one.definition),
            ("Source", one.source),
            ("Standing of the source", "Read" if one.confirmed else "To be confirmed"),
        ],
        "ways": [(WAYS[other], f"?shown={other}") for other in ways if other != way],
        "head": ("Rule", "Months", "Would it be welcome?"),
        "rows": [
            (*signal_said(signal).rsplit(": ", 1), which_way(signal, measure))
            for signal in signals
        ],
        "judged": isinstance(chart, ProcessChart),
    }  # fmt: skip
    return render(request, "deliver/home_chart.html", shown)


def _more(chart: ProcessChart | TooFewToTell) -> str:
    if isinstance(chart, TooFewToTell):
        return why_too_few_in_short(chart)
    return rules_in_short(chart)
