"""How do protocols and runs stand in lists and summaries?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from holdfast.library.code_list import code_list
from holdfast.library.stages import stages
from holdfast_web.people.models.job import JobState
from holdfast_web.ui.days import written_day, written_moment
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from holdfast.evaluation.protocol import Protocol as Plan
    from holdfast_web.evaluation.models import Protocol, Run

COLOURS = {
    JobState.WAITING: "grey", JobState.RUNNING: "blue", JobState.DONE: "green",
    JobState.FAILED: "red", JobState.CANCELLED: "grey",
}  # fmt: skip
RUN_HEAD = ("Evaluation", "Returns", "State", "Verdict", "Asked for")
NEEDS = "cin/primary_need"
DESIGNS = {
    "randomised": "Randomised: chance decided who was offered the programme",
    "matched-comparison": "Matched comparison: children like them, as far as records show",
    "before-after": "Before and after: describes, and claims no effect",
}


def protocol_state(protocol: Protocol) -> SafeString:
    """Draw whether a protocol is fixed, or a draft with or without faults."""
    if protocol.is_locked:
        return ui_tag("Locked", "green")
    return ui_tag("Draft", "blue") if protocol.sha256 else ui_tag("Draft with faults", "yellow")


def run_state(run: Run) -> SafeString:
    """Draw where a run stands."""
    if run.job is None:
        return ui_tag(
            "Done" if run.has_findings else "Gone", "green" if run.has_findings else ""
        )
    state = JobState(run.job.state)
    return ui_tag(state.label, COLOURS[state])


def run_rows(runs: Iterable[Run]) -> list[tuple[Any, ...]]:
    """Give a row a run: its protocol, returns, state, verdict and moment."""
    return [
        (
            ui_link(run.protocol.title, reverse("run", args=[run.key])),
            run.returns_name,
            run_state(run),
            run.verdict.capitalize() or "Not known yet",
            written_moment(run.asked),
        )
        for run in runs
    ]


def plan_rows(plan: Plan) -> list[tuple[str, str]]:
    """Say a plan in a few lines that a programme lead would recognise."""
    cohort, outcome = plan.cohort, plan.outcome
    return [
        ("Question", plan.question),
        ("Programme", plan.programme),
        ("Design", DESIGNS[plan.design]),
        (
            "Children meant",
            f"{_named(cohort.stages)}; aged {cohort.ages.from_} to {cohort.ages.to}; "
            f"primary need {_needs(cohort.needs) or 'of any kind'}",
        ),
        (
            "Day 0",
            f"{written_day(cohort.dates.from_)} to {written_day(cohort.dates.to)}",
        ),
        (
            "Place on the journey",
            f"After {_named(plan.place_on_journey.after).lower()}, before "
            f"{_named(plan.place_on_journey.before).lower()}",
        ),
        ("Outcome", f"First entry to care within {outcome.horizon_days:,} days of day 0"),
        (
            "Smallest change that matters",
            f"{outcome.smallest_effect.risk:.1%} of children, or "
            f"{outcome.smallest_effect.days:g} days",
        ),
        ("Unit costs", f"{plan.costs.library}, in {plan.costs.price_year} prices"),
    ]


def _needs(codes: Iterable[str]) -> str:
    known = code_list(NEEDS)
    return "; ".join(f"{code}, {known.meaning(code).lower()}" for code in codes)


def _named(names: Iterable[str]) -> str:
    known = stages()
    return ", ".join(known[name].title if name in known else name for name in names)
