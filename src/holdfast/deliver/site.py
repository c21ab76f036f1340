"""Where does a programme stand at an organisation, and what is about to end?

A site is one programme at one organisation. It moves through stages of implementation, forwards
and back, each move on a day and with a reason. What it may do next, who owns it, and when it is
warned that its money ends are data: `holdfast.library.implementation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from holdfast.kernel.dates import months_later
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast.library.implementation import Implementation, Question


class Stage(StrEnum):
    """A stage of implementation, in order."""

    EXPLORATION = "exploration"
    INSTALLATION = "installation"
    INITIAL = "initial"
    FULL = "full"
    SUSTAINED = "sustained"
    ENDED = "ended"

    @property
    def place(self) -> int:
        """Its place in the order, from 0."""
        return list(Stage).index(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class StageMove:
    """One move. `before` is None for the stage in which a site was first written down."""

    before: Stage | None
    after: Stage
    day: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StageSpell:
    """One stay in a stage. `until` is None while it lasts; `back` says it was moved back to."""

    stage: Stage
    since: date
    until: date | None
    back: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FundingNotice:
    """That the funding of a site ends, or has ended, as a site is to be told on a day."""

    ends: date
    days: int
    says: str

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.days < 0


def check_move(moves: Sequence[StageMove], move: StageMove, *, rules: Implementation) -> None:
    """Refuse a move that the table of stages does not hold, or that comes before another.

    Parameters
    ----------
    moves
        Those made so far; of two on one day, the later one after the earlier.
    rules
        The table of stages.

    Raises
    ------
    InputError
        `deliver.stage-move-not-allowed`, `deliver.stage-move-out-of-order`, or
        `deliver.stage-move-without-reason`: one who moves a site back, or ends it, says why.
    """
    latest = _in_order(moves)[-1] if moves else None
    now = latest.after if latest else None
    allowed = list(Stage) if now is None else [Stage(n) for n in rules.stage(now).moves]
    if move.before != now or move.after not in allowed:
        raise InputError(
            "A site cannot move to this stage from the one that it is in.",
            code="deliver.stage-move-not-allowed",
            where=move.after.value,
            fix="Choose one of: " + ", ".join(allowed) + ".",
        )
    if latest and move.day < latest.day:
        raise InputError(
            "A site cannot move on a day before its latest move.",
            code="deliver.stage-move-out-of-order",
            fix=f"Give {latest.day.isoformat()} or a later day.",
        )
    if is_back(move) and not move.reason.strip():
        raise InputError(
            "A site is moved back, or ended, without a reason.",
            code="deliver.stage-move-without-reason",
            fix="Say in a sentence what changed: others can learn from it.",
        )


def is_back(move: StageMove) -> bool:
    """Say whether a move goes back or ends the site; beginning again after an end does not."""
    if move.before in (None, Stage.ENDED):
        return False
    return move.after is Stage.ENDED or move.after.place < move.before.place


def course(moves: Sequence[StageMove]) -> tuple[StageSpell, ...]:
    """Turn moves into stays in stages, in order of time.

    Examples
    --------
    >>> from datetime import date
    >>> made = [
    ...     StageMove(before=None, after=Stage.INITIAL, day=date(2025, 1, 6)),
    ...     StageMove(before=Stage.INITIAL, after=Stage.INSTALLATION, day=date(2025, 6, 2)),
    ... ]
    >>> [(stay.stage.value, stay.back) for stay in course(made)]
    [('initial', False), ('installation', True)]
    """
    ordered = _in_order(moves)
    ends = [later.day for _, later in pairwise(ordered)]
    return tuple(
        StageSpell(
            stage=move.after,
            since=move.day,
            until=until,
            back=is_back(move) and move.after is not Stage.ENDED,
        )
        for move, until in zip(ordered, [*ends, None], strict=bool(ordered))
    )


def funding_notice(
    ends: date | None, *, stage: Stage, today: date, rules: Implementation
) -> FundingNotice | None:
    """Say what a site is to be told of the end of its funding; None where there is nothing.

    A site that ended is told nothing, and one whose funding has no end neither. A sustained
    site goes on without that money, but is told all the same.
    """
    if ends is None or stage is Stage.ENDED:
        return None
    days = (ends - today).days
    if days < 0:
        says = "The funding has ended. Say who pays now, or that the site has ended."
        return FundingNotice(ends=ends, days=days, says=says)
    due = [w.says for w in rules.funding_warnings if ends <= months_later(today, w.months)]
    return FundingNotice(ends=ends, days=days, says=due[-1]) if due else None


def unanswered(
    questions: Sequence[Question], answers: Mapping[str, str]
) -> tuple[Question, ...]:
    """Say which questions of a list, of readiness or of sustainment, have no answer yet."""
    return tuple(q for q in questions if not answers.get(q.name, "").strip())


def _in_order(moves: Sequence[StageMove]) -> list[StageMove]:
    return sorted(moves, key=lambda move: move.day)
