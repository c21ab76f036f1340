"""What is kept of a referral, in the engine's words, and what does each word say on a page?

Rows keep the names of the engine's words in small letters. Here they are turned back, and a
referral into what the engine judges, watches and counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.change.criteria import (
    EXCLUSION,
    Answer,
    Criterion,
    Presented,
    Standing,
    age_on,
    judge,
)
from holdfast.change.criteria_data import criteria_from_data, stage_title
from holdfast.deliver.referral import TABLE, Move, State, Urgency
from holdfast.deliver.referral_reasons import DESTINATIONS
from holdfast.library.code_list import code_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from holdfast.change.criteria import Criteria, Judged, Judgement
    from holdfast.deliver.referral import Row
    from holdfast_web.deliver.models import CriteriaVersion, Referral

STANDING_COLOURS: Mapping[Standing, str] = {
    Standing.WITHIN: "green",
    Standing.FLEXIBLE: "yellow",
    Standing.OUTSIDE: "red",
    Standing.NOT_JUDGED: "grey",
}
SHORT: Mapping[Standing, str] = {
    Standing.WITHIN: "Within",
    Standing.FLEXIBLE: "Flexible",
    Standing.OUTSIDE: "Outside",
    Standing.NOT_JUDGED: "Not judged",
}
"""How a child stands, in a column of a list."""
ANSWER_COLOURS: Mapping[Answer, str] = {
    Answer.MET: "green",
    Answer.NOT_MET: "red",
    Answer.NOT_KNOWN: "grey",
}
STATE_COLOURS: Mapping[State, str] = {
    State.RECEIVED: "blue",
    State.TRIAGE: "blue",
    State.MORE_ASKED: "yellow",
    State.ACCEPTED: "blue",
    State.WAITING: "yellow",
    State.ALLOCATED: "blue",
    State.STARTED: "green",
}
"""The colour of each state that is not over; those that are over are grey."""

NOT_KNOWN = "Not known"


def kept(word: State | Move | Standing | Urgency) -> str:
    """Give what is kept of a word of the engine."""
    return word.name.lower()


def state_of(referral: Referral) -> State:
    """Give where a referral stands."""
    return State[referral.state.upper()]


def standing_of(referral: Referral) -> Standing:
    """Give how a child stands against the criteria; what was never judged cannot be."""
    return Standing[referral.standing.upper()] if referral.standing else Standing.NOT_JUDGED


def urgency_of(referral: Referral) -> Urgency:
    """Give how urgent a referral is; one that does not say is routine."""
    return Urgency[referral.urgency.upper()] if referral.urgency else Urgency.ROUTINE


def row_of(referral: Referral) -> Row:
    """Give the row of the table in which a referral stands."""
    return TABLE[state_of(referral)]


def criteria_of(version: CriteriaVersion) -> Criteria:
    """Read a version of criteria."""
    return criteria_from_data(version.content)


def presented(referral: Referral) -> Presented:
    """Give what is known of a child, as the criteria are asked."""
    age = referral.age
    if referral.birth_month is not None and referral.received is not None:
        age = age_on(referral.birth_month, referral.received)
    return Presented(
        age=age,
        stages=None if referral.stages is None else tuple(referral.stages),
        needs=None if referral.needs is None else tuple(referral.needs),
        exclusions=referral.exclusions,
    )


def judgement(referral: Referral, criteria: Criteria) -> Judgement:
    """Judge a referral, criterion by criterion."""
    return judge(presented(referral), criteria)


def written_criterion(judged: Judged, criteria: Criteria) -> str:
    """Name a criterion as it is read on a page."""
    if judged.criterion.startswith(EXCLUSION):
        name = judged.criterion.removeprefix(EXCLUSION)
        return next(one.title for one in criteria.exclusions if one.name == name)
    return {
        Criterion.AGE: "Age",
        Criterion.STAGE: "Stage of the journey",
        Criterion.NEED: "Need",
    }[Criterion(judged.criterion)]


def written_asked(judged: Judged, criteria: Criteria) -> str:
    """Say what a criterion asks for."""
    if judged.criterion.startswith(EXCLUSION):
        return "Must not apply"
    return {
        Criterion.AGE: written_ages(criteria.youngest, criteria.oldest),
        Criterion.STAGE: written_stages(criteria.stages) or "Any stage",
        Criterion.NEED: written_needs(criteria.needs) or "Any need",
    }[Criterion(judged.criterion)]


def written_answer(judged: Judged) -> str:
    """Say whether a criterion is met."""
    return str(judged.answer).capitalize()


def written_ages(youngest: int, oldest: int) -> str:
    """Say an age or a span of ages."""
    return f"{youngest}" if youngest == oldest else f"{youngest} to {oldest}"


def written_stages(stages: Iterable[str] | None) -> str:
    """Name stages, parted by commas; those of nobody are nothing."""
    return ", ".join(stage_title(stage) for stage in stages or ())


def written_needs(needs: Iterable[str] | None) -> str:
    """Name needs of the census, parted by commas."""
    return ", ".join(code_list("cin/primary_need").meaning(need) for need in needs or ())


def written_source(source: str) -> str:
    """Name who refers, as the census does."""
    return code_list("cin/referral_source").meaning(source) if source else NOT_KNOWN


def written_score(score: Decimal | None) -> str:
    """Write a value of a measure without noughts that say nothing."""
    return NOT_KNOWN if score is None else f"{score.normalize():f}"


def written_destination(destination: str) -> str:
    """Say where a child went."""
    return DESTINATIONS.get(destination, "")
