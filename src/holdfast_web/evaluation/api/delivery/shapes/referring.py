"""The shapes in which a child is referred, and a referral is moved on."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict, Field

from holdfast_web.evaluation.api.delivery.shapes.referrals import ReferralOut
from holdfast_web.evaluation.api.delivery.shapes.words import (
    NO_NUL,
    Words100,
    Words500,
)

Reference = Annotated[str, Field(min_length=1, max_length=60, pattern=NO_NUL)]
Said = Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]
Post = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]
Codes = Annotated[list[Words100], Field(max_length=50)]
Score = Annotated[float, Field(ge=-99_999, le=99_999)]


class ReferralIn(Schema):
    """A child to be referred. `reference` becomes a pseudonym at once and is kept nowhere.

    Null is not known, which is not an empty list. `birth_month` is its first day; the day of
    birth is not asked for. `exclusions` says of each of the criteria's, by name, if it applies.
    `source` is a code of the children in need census. Name nobody anywhere.
    """

    model_config = ConfigDict(extra="forbid")

    reference: Reference
    birth_month: date | None = None
    age: Annotated[int, Field(ge=0, le=25)] | None = None
    stages: Codes | None = None
    needs: Codes | None = None
    exclusions: Annotated[dict[str, bool | None], Field(max_length=50)] = {}
    need_score: Score | None = None
    urgency: Literal["emergency", "urgent", "routine"]
    consent: Literal["given", "not_yet", "refused", "other_basis"]
    source: Words100
    referred_from: Words100 = ""
    received: date | None = None


class _Move(Schema):
    """What every move has: its day, and a note that names nobody."""

    model_config = ConfigDict(extra="forbid")

    on: date
    note: Words500 = ""


class StepIn(_Move):
    """A move that needs only its day."""

    move: Literal["triage", "answer", "wait", "start"]


class AskIn(_Move):
    """More is asked of whoever referred: `note` says what."""

    move: Literal["ask"]
    note: Said


class DecisionIn(_Move):
    """A decision, with a reason from the list and the post of whoever decided."""

    move: Literal["decline", "withdraw", "never_engaged"]
    reason: Words100
    decided_by: Post


class AcceptIn(_Move):
    """A child is accepted; one outside the criteria where a post approved the exception."""

    move: Literal["accept"]
    decided_by: Post
    approved_by: Words100 = ""


class AllocateIn(_Move):
    """Somebody of the team leads, and others have a part."""

    move: Literal["allocate"]
    lead: UUID
    others: Annotated[list[UUID], Field(max_length=20)] = []


class EndIn(_Move):
    """The service ends for a child: what came of it, and where the child goes."""

    move: Literal["end"]
    outcome: Literal["reached", "partly", "not_reached", "ended_early", "not_known"]
    destination: Words100


class PassOnIn(_Move):
    """A child is passed on to another service, with what was gathered."""

    move: Literal["pass_on"]
    to: UUID
    reason: Words100
    decided_by: Post


MoveIn = Annotated[
    StepIn | AskIn | DecisionIn | AcceptIn | AllocateIn | EndIn | PassOnIn,
    Field(discriminator="move"),
]


class MovedOut(ReferralOut):
    """A referral after a move; `onward` is the new one where the child was passed on."""

    onward: UUID | None


class TakeBackIn(Schema):
    """Why the last move was a mistake."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class CaseTeamIn(Schema):
    """Who of the team leads a case and who else has a part in it, from a day on.

    Whoever is not named has no part from that day.
    """

    model_config = ConfigDict(extra="forbid")

    on: date
    lead: UUID
    others: Annotated[list[UUID], Field(max_length=20)] = []
