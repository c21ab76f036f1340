"""How is coverage said in plain words, always with the numbers that it comes from?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.coverage import Team
from holdfast.deliver.owing import Way
from holdfast.deliver.received import Shortfall
from holdfast.deliver.team import LeftOut
from holdfast.deliver.turnover import Basis
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.deliver.coverage import Change, Coverage, TeamShare
    from holdfast.deliver.owing import Owed
    from holdfast.deliver.projection import Projected, TopUpPlan
    from holdfast.deliver.turnover import Turnover
    from holdfast.kernel.estimates import Estimate, Rate
    from holdfast_web.deliver.models import CoverageRule

TEAMS = {
    Team.AT_START: "The team at session 1",
    Team.ON_THE_DAY: "The team on the day",
    Team.TODAY: "The team today",
}
MEANINGS = {
    Team.AT_START: (
        "everybody who was there when it began, whatever became of them. It says how well "
        "those were taken along who began together."
    ),
    Team.ON_THE_DAY: (
        "whoever was there on the day of each session. It says how well each session reached "
        "those whom it could reach. Who had every session is asked of the team on the day of "
        "the latest."
    ),
    Team.TODAY: (
        "whoever works here now, those who came since too. It says how many of those who look "
        "after young people today have had the training."
    ),
}
COVERAGE_HEAD = (
    "Set against", "Had every session held", "Mean share of sessions held",
    "Every session, by contracted hours",
)  # fmt: skip
LEFT_OUT = {
    LeftOut.NOT_YET: "Not on the team yet",
    LeftOut.GONE: "Left before",
    LeftOut.AWAY: "On long absence",
    LeftOut.KIND: "Bank or agency, which the rule leaves out",
    LeftOut.NIGHTS: "Night staff, whom the rule leaves out",
    LeftOut.FEW_HOURS: "Fewer hours than the rule asks for",
    LeftOut.NO_MANAGER: "Not a manager",
}
SHORTFALLS = {
    Shortfall.NO_RECORD: "not on its register",
    Shortfall.ABSENT: "absent",
    Shortfall.MINUTES_NOT_KNOWN: "came late or left early, and the time is not known",
    Shortfall.TOO_LITTLE: "there for too short a time",
    Shortfall.CATCH_UP_DOES_NOT_COUNT: "caught up in a way that does not count",
}
WAYS = {
    Way.SITTING: "Next sitting",
    Way.CATCH_UP: "Can be caught up",
    Way.NOT_IN_ORDER: "After an earlier session",
    Way.RULE_NOT_SETTLED: "Whether a catch-up counts is not settled",
    Way.NO_CATCH_UP: "No catch-up counts: it needs a sitting",
}
NOBODY = "Nobody"


def share(rate: Rate | None) -> str:
    """Write a share of people with its two numbers: 64% (9 of 14)."""
    if rate is None:
        return NOBODY
    return f"{rate.value:.0%} ({rate.numerator:,.0f} of {rate.denominator:,.0f})"


def hours(rate: Rate | None) -> str:
    """Write a share of contracted hours: 64% (312 of 490 hours a week)."""
    if rate is None:
        return "No hours known"
    return f"{rate.value:.0%} ({rate.numerator:,.4g} of {rate.denominator:,.4g} hours)"


def coverage_rows(found: Coverage) -> list[tuple[str, ...]]:
    """Give the table of the three teams."""
    return [
        (
            TEAMS[team],
            share(one.whole.heads),
            share(one.mean.heads),
            hours(one.whole.hours),
        )
        for team, one in found.shares.items()
    ]


def left_out_rows(shares: Mapping[Team, TeamShare]) -> list[tuple[object, ...]]:
    """Give how many are not counted, by reason and team; reasons without people are not."""
    return [
        (words, *(shares[team].left_out[why] for team in Team))
        for why, words in LEFT_OUT.items()
        if any(shares[team].left_out[why] for team in Team)
    ]


def change_words(change: Change) -> str:
    """Say what became of the team at session 1, so that today's share is not misread."""
    if not change.gone and not change.came:
        return "The team today is the team at session 1."
    words = f"Of {_people(change.at_start)} on the team at session 1, "
    if change.gone:
        verb = "is" if change.gone == 1 else "are"
        words += f"{change.gone:,} {verb} no longer counted ({_whole(change.gone_whole)}). "
    else:
        words += "all are still counted. "
    words += f"{_people(change.came).capitalize()} came since"
    words += f" ({_whole(change.came_whole)})." if change.came else "."
    if change.gone > change.gone_whole:
        words += (
            " When somebody leaves who had not had it all, today's share rises although nobody "
            "learned anything: look at the numbers beside it."
        )
    return words


def owed_words(sessions: Iterable[Owed]) -> str:
    """Say which sessions somebody owes, and why, in the order in which they are due."""
    return "; ".join(f"Session {one.session} ({why(one)})" for one in sessions)


def why(one: Owed) -> str:
    """Say why a session is owed."""
    if one.joined_after:
        return "before they came"
    if one.was_away:
        return "on long absence"
    return SHORTFALLS[one.shortfall]


def way_words(one: Owed) -> str:
    """Say what can be done about a session that is owed."""
    if one.way is Way.SITTING:
        return f"{WAYS[one.way]} on {written_day(one.sitting)}"
    return WAYS[one.way]


def rule_words(rule: CoverageRule) -> str:
    """Say in a sentence whom a run counts."""
    counted = ["permanent staff"]
    counted += ["bank staff"] if rule.bank else []
    counted += ["agency staff"] if rule.agency else []
    *first, last = counted
    listed = f"{', '.join(first)} and {last}" if first else last
    words = f"Counted are {listed}"
    if rule.least_hours:
        words += f" with {rule.least_hours:g} contracted hours or more"
    words += ", night staff too" if rule.nights else ", but no staff who work nights only"
    away = "" if rule.away else " Nobody counts while on long absence."
    return f"{words}.{away}"


def interval(estimate: Estimate) -> str:
    """Write an estimate with its interval: 72% (50% to 86%)."""
    return f"{estimate.value:.0%} ({estimate.low:.0%} to {estimate.high:.0%})"


def projected_rows(projected: Sequence[Projected]) -> list[tuple[str, ...]]:
    """Give the table of what coverage comes to."""
    return [
        (
            f"In {one.months} months",
            written_day(one.day),
            interval(one.heads),
            interval(one.hours) if one.hours is not None else "No hours known",
        )
        for one in projected
    ]


def turnover_words(found: Turnover) -> str:
    """Say by which turnover it was projected, and where that comes from."""
    seen, used = found.exposure, found.used
    count = f"{seen.leavers:,} {'person' if seen.leavers == 1 else 'people'} left"
    work = f"{seen.person_years:,.1f} years of work since {written_day(seen.since)}"
    if found.basis is Basis.OWN:
        return f"This home's own turnover: {count} in {work}, which is {interval(used)} a year."
    sector = (
        f"the sector's figure of {found.sector.yearly:.0%} a year ({found.sector.source}; "
        f"{found.sector.status.value})"
    )
    if found.basis is Basis.SECTOR:
        return (
            "This home's list of staff does not reach back far enough to tell who leaves. So "
            f"{sector} is used; in one home it may lie between {used.low:.0%} and "
            f"{used.high:.0%}."
        )
    return (
        f"{count} in {work}, which is too little to go by alone. So it is filled up with "
        f"{sector}, and comes to {interval(used)} a year."
    )


def top_up_words(plan: TopUpPlan) -> list[str]:
    """Say which top-up training would hold coverage, step by step."""
    return [
        f"Train {step.train:,} {'person' if step.train == 1 else 'people'} by "
        f"{written_day(step.by)}"
        for step in plan.steps
    ]


def _people(number: int) -> str:
    if number == 1:
        return "one person"
    return f"{number:,} people" if number else "nobody"


def _whole(number: int) -> str:
    return (
        f"{number:,} of them with every session held" if number else "none with every session"
    )
