"""What does the page of drift say beside its picture: limits, stages, exceptions, alerts?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast.change.criteria import Standing
from holdfast.change.criteria_data import stage_title
from holdfast.change.drift_ability import ability
from holdfast.change.drift_limits import AgreedShare
from holdfast.change.drift_watch import NOBODY, STAGE_NOT_KNOWN, Group
from holdfast_web.deliver.drift_figure import WORDS, written_count, written_month
from holdfast_web.deliver.referral_words import kept
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.change.drift_ability import Ability
    from holdfast.change.drift_limits import Limit
    from holdfast.change.drift_shown import ShownWatch
    from holdfast.change.drift_watch import Watch, WatchedMonth
    from holdfast_web.deliver.models import DriftAlert, Service

SEED = 20_160
FURTHER = 0.2
"""The rise in the share outside of whose telling the page speaks."""
HALF, NINE_TENTHS = 0.5, 0.9
RECENT_MONTHS = 12
MOST_EXCEPTIONS = 10
MIX_HEAD = ("Stage", "Last 12 months", "Before")


def limit_words(limits: Sequence[Limit]) -> list[str]:
    """Say which limits hold, since when, and who set them."""
    words = []
    for limit in sorted(limits, key=lambda one: one.since):
        since = written_day(limit.since)
        if isinstance(limit, AgreedShare):
            words.append(
                f"From {since}: at most {100 * limit.share:g} of 100 children, agreed by "
                f"{limit.agreed_by}"
            )
        else:
            words.append(
                f"From {since}: the share found in the baseline, about {100 * limit.share:.0f} "
                "of 100 children"
            )
    return words


def ability_words(watch: Watch, limits: Sequence[Limit]) -> str:
    """Say how soon a drift would be told of in a service of this size."""
    over = [month for month in watch.months if month.over][-RECENT_MONTHS:]
    each = sum(month.judged for month in over) / len(over) if over else 0.0
    held = max(limits, key=lambda one: one.since, default=None)
    if held is None or each == 0:
        return ""
    to = min(held.share + FURTHER, 1.0)
    found = _ability(held, round(each, 1), round(to, 3))
    half, most = found.within(HALF), found.within(NINE_TENTHS)
    told = (
        f"{_months(half)} in half of all cases, and {_months(most)} in nine of ten"
        if half and most
        else f"{_months(half)} in half of all cases"
        if half
        else f"more than {found.months} months in most cases"
    )
    return (
        f"About {each:.1f} children a month are judged. In a service of this size a rise from "
        f"{100 * held.share:.0f} to {100 * to:.0f} of 100 children outside would be told of "
        f"within {told}. Where nothing has changed, fewer than 1 month in 100 is told of by "
        "chance."
    )


@lru_cache(maxsize=64)
def _ability(limit: Limit, each_month: float, drifted_to: float) -> Ability:
    return ability(limit, each_month=each_month, drifted_to=drifted_to, seed=SEED)


def _months(number: int | None) -> str:
    return "one month" if number == 1 else f"{number} months"


def stage_mix(watch: Watch) -> list[tuple[str, str, str]]:
    """Give the stages of the last twelve months beside those before, in numbers."""
    recent, before = watch.months[-RECENT_MONTHS:], watch.months[:-RECENT_MONTHS]
    stages = dict.fromkeys(stage for month in watch.months for stage in month.stages)

    def count(months: Sequence[WatchedMonth], stage: str) -> str:
        held = sum(month.stages.get(stage, 0) for month in months)
        of = sum(sum(month.stages.values()) for month in months)
        return f"{held} ({held / of:.0%})" if of else ""

    return [(_stage(stage), count(recent, stage), count(before, stage)) for stage in stages]


def shown_mix(shown: ShownWatch) -> list[tuple[str, str]]:
    """Give the stages as they may be shown."""
    return [(_stage(stage), written_count(count)) for stage, count in shown.stages.items()]


def exceptions_words(exceptions: Mapping[str, object]) -> list[tuple[str, str]]:
    """Give how many exceptions each post approved."""
    return [
        (
            "Nobody is named" if who == NOBODY else who,
            written_count(count),  # type: ignore[arg-type]
        )
        for who, count in exceptions.items()
    ]


def exceptions_one_by_one(service: Service) -> list[tuple[object, ...]]:
    """Give the latest children accepted outside even the flexibility agreed."""
    outside = service.referrals.filter(
        accepted__isnull=False, standing=kept(Standing.OUTSIDE)
    ).order_by("-accepted", "-number")
    return [
        (
            ui_link(str(one), reverse("deliver:referral", args=[one.key])),
            written_day(one.accepted),
            one.approved_by or "Nobody is named",
        )
        for one in outside[:MOST_EXCEPTIONS]
    ]


def alert_words(alert: DriftAlert) -> str:
    """Say what an alert tells."""
    return left_words(f"{alert.month:%Y-%m}", alert.window, Group(alert.group))


def left_words(month: str, window: int, group: Group) -> str:
    """Say which month left its limits, by which window of the rule, and of which children."""
    span = "alone" if window == 1 else f"together with the {window - 1} before it"
    return f"{written_month(month)}, {span}: children {WORDS[group]}"


def left_limits(service: Service, watch: Watch) -> list[tuple[str, DriftAlert | None]]:
    """Give each time that a group left its limits, the latest first, with its alert.

    There is no alert where the months were entered long after they were over.
    """
    told = {
        (f"{one.month:%Y-%m}", one.window): one
        for one in service.drift_alerts.filter(group=watch.group).select_related("seen_by")
    }
    return [
        (
            left_words(month.month, one.window, watch.group),
            told.get((month.month, one.window)),
        )
        for month in reversed(watch.alerts)
        for one in month.fired
        if one.new
    ]


def _stage(stage: str) -> str:
    return "Not known" if stage == STAGE_NOT_KNOWN else stage_title(stage)
