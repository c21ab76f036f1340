"""What happened in homes month by month, and was it more than the usual ups and downs?

A home has few children: that its numbers were read is put down on the trail, each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.deliver.home_series import Shown, ways_shown
from holdfast.deliver.process_chart import ProcessChart, TooFewToTell
from holdfast_web.deliver.models import HomeMonth
from holdfast_web.deliver.operations.home_months import keep_month
from holdfast_web.deliver.queries.home_charts import HomeCharts
from holdfast_web.deliver.queries.home_comparison import (
    comparison,
    homes_compared,
    programmes_begun,
)
from holdfast_web.deliver.queries.home_months import homes_with_months
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import homes as shapes
from holdfast_web.evaluation.api.listing import CONFLICTS, LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast.deliver.process_chart import Signal
    from holdfast.measure.homes import HomesComparison
    from holdfast_web.deliver.queries.home_comparison import Compared
    from holdfast_web.people.models import Organisation, User

router = Router()
Way = Literal["count", "rate", "share"]


@router.get(
    "/home-months",
    response={200: Many[shapes.HomeMonthOut], **REFUSALS},
    summary="Homes' months",
)
def home_months(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List months, the latest first. Scope: homes:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.HOMES)
    found = HomeMonth.objects.filter(
        organisation_id__in=where(user, Permission.SEE_HOME_MONTHS)
    ).select_related("organisation")
    given = many(found.order_by("-month", "organisation", "pk"), month_out, limit, offset)
    put_down(
        "home months read by a program", by=user,
        detail={"rows": len(given["items"]), "offset": offset}, request=request,
    )  # fmt: skip
    return given


@router.post(
    "/home-months",
    response={200: shapes.HomeMonthOut, **CONFLICTS},
    summary="Save a home's month",
)
def home_month_save(request: HttpRequest, asked: shapes.HomeMonthIn) -> Any:
    """Save a month whole or in part, where nobody else did meanwhile. Scope: homes:write.

    What is possible and yet likely a slip is refused until you say that you are sure.
    """
    user = user_for(request, Scope.HOMES_WRITE)
    keeps = homes_with_months(user, Permission.KEEP_HOME_MONTHS, sees=where)
    return month_out(
        keep_month(
            by=user,
            home=get_object_or_404(keeps, key=asked.organisation),
            month=asked.month,
            numbers=asked.measures,
            seen=asked.seen,
            sure=asked.sure,
        )
    )


@router.get(
    "/homes/{key}/charts",
    response={200: list[shapes.ChartSummaryOut], **REFUSALS},
    summary="What the process charts of a home say",
)
def home_charts(request: HttpRequest, key: UUID) -> Any:
    """Say of each measure which signals there are, or why none can be. Scope: homes:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.HOMES)
    home = _home(user, key)
    charts = HomeCharts(home, today=timezone.localdate())
    given = []
    for measure in MEASURES:
        shown = ways_shown(measure.name)[0]
        given.append(_chart_summary(charts.chart(measure.name, shown), measure.name, shown))
    put_down(
        "charts of a home read by a program", by=user, organisation=home,
        detail={"measures": len(given)}, request=request,
    )  # fmt: skip
    return given


@router.get(
    "/homes/{key}/charts/{measure}",
    response={200: shapes.ChartOut, **REFUSALS},
    summary="The process chart of one measure of a home",
)
def home_chart(request: HttpRequest, key: UUID, measure: str, shown: Way | None = None) -> Any:
    """Give its months with centre line, limits and signals. Scope: homes:read.

    Measures go by their codes, as in a home's months. That it was read is put down on the
    trail.
    """
    user = user_for(request, Scope.HOMES)
    home = _home(user, key)
    if measure not in BY_NAME or (shown or ways_shown(measure)[0]) not in ways_shown(measure):
        raise Http404
    way = Shown(shown) if shown is not None else ways_shown(measure)[0]
    charts = HomeCharts(home, today=timezone.localdate())
    chart = charts.chart(measure, way)
    given = _chart_summary(chart, measure, way) | _limits(chart)
    put_down(
        "charts of a home read by a program", by=user, organisation=home,
        detail={"measures": 1}, request=request,
    )  # fmt: skip
    return given | {
        "organisation": home.key,
        "training": charts.training.starts if charts.training is not None else None,
        "points": [
            {"month": one.month, "value": one.value, "count": one.count} for one in chart.points
        ],
    }


@router.get(
    "/homes-compared",
    response={200: shapes.ComparisonOut, **CONFLICTS},
    summary="Trained homes beside homes not trained, or not yet",
)
def homes_comparison(
    request: HttpRequest, programme: str, measure: str, shown: Way = "count"
) -> Any:
    """Compare the homes that you see by one measure. Scope: homes:read.

    That it was read is put down on the trail.
    """
    user = user_for(request, Scope.HOMES)
    today = timezone.localdate()
    begun = dict(programmes_begun(user, today=today, sees=where))
    if programme not in begun or measure not in BY_NAME or shown not in ways_shown(measure):
        raise Http404
    compared = homes_compared(user, programme, measure, Shown(shown), today=today, sees=where)
    found = comparison(compared)
    put_down(
        "comparison of homes read by a program", by=user, organisation=compared.under,
        detail={"homes": len(compared.series), "measure": measure}, request=request,
    )  # fmt: skip
    return {"programme": programme, "measure": measure, "shown": shown} | _compared(
        found, compared
    )


def month_out(one: HomeMonth) -> dict[str, Any]:
    """Give a home's month in its shape."""
    return {
        "organisation": one.organisation.key,
        "month": one.month,
        "version": one.version,
        "measures": one.values,
    }


def _home(user: User, key: UUID) -> Organisation:
    return get_object_or_404(homes_with_months(user, sees=where), key=key)


def _chart_summary(
    chart: ProcessChart | TooFewToTell, measure: str, shown: Shown
) -> dict[str, Any]:
    signals = () if isinstance(chart, TooFewToTell) else chart.signals
    return {
        "measure": measure,
        "title": BY_NAME[measure].title,
        "shown": shown.value,
        "too_few": chart.why.value if isinstance(chart, TooFewToTell) else None,
        "signals": [_signal(one) for one in signals],
    }


def _signal(one: Signal) -> dict[str, Any]:
    return {
        "rule": one.rule.value,
        "side": None if one.side is None else one.side.value,
        "first": one.first,
        "last": one.last,
        "in_baseline": one.in_baseline,
    }


def _limits(chart: ProcessChart | TooFewToTell) -> dict[str, Any]:
    judged = chart if isinstance(chart, ProcessChart) else None
    return {
        "baseline_first": judged.baseline_first if judged is not None else None,
        "baseline_last": judged.baseline_last if judged is not None else None,
        "baseline_months": chart.months,
        "centre": judged.centre if judged is not None else None,
        "lower": judged.lower if judged is not None else None,
        "upper": judged.upper if judged is not None else None,
    }


def _compared(found: HomesComparison, compared: Compared) -> dict[str, Any]:
    change = found.change
    return {
        "first": compared.first,
        "last": compared.last,
        "change": change.value,
        "low": change.low,
        "high": change.high,
        "level": change.level,
        "method": change.method,
        "before": found.before,
        "p_value": found.p_value,
        "dealings": found.dealings,
        "claim": found.claim.claim.value,
        "drawn_by_lot": compared.drawn_by_lot,
        "trained": list(found.trained),
        "comparison": list(found.comparison),
        "left_out": [{"organisation": home, "why": why.value} for home, why in found.left_out],
        "home_months": found.home_months,
        "missing": found.missing,
    }
