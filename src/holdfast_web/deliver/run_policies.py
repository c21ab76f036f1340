"""Through which states does a run go, who moves it, and what may be done in each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import RunState, SittingState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast_web.deliver.models import Run, Sitting

MOVES: Mapping[RunState, frozenset[RunState]] = {
    RunState.PLANNED: frozenset({RunState.UNDER_WAY, RunState.STOPPED}),
    RunState.UNDER_WAY: frozenset({RunState.FINISHED, RunState.STOPPED}),
    RunState.FINISHED: frozenset({RunState.UNDER_WAY}),
    RunState.STOPPED: frozenset({RunState.UNDER_WAY}),
}
"""The first register moves a planned run; whoever plans runs moves it otherwise."""

OWNERS: Mapping[RunState, str] = {
    RunState.PLANNED: "whoever plans runs releases its schedule",
    RunState.UNDER_WAY: "its facilitators take registers",
    RunState.FINISHED: "nobody: it can be taken up again",
    RunState.STOPPED: "nobody: it can be taken up again",
}
"""Who has to do something next."""


def check_may_move(run: Run, to: RunState) -> None:
    """Refuse a move that the table of states does not know.

    Raises
    ------
    InputError
        Where the run is past it.
    """
    if to not in MOVES[RunState(run.state)]:
        raise InputError(
            f"A run that is {run.get_state_display().lower()} cannot become "
            f"{to.label.lower()}.",
            code="deliver.run-state",
            where=str(run),
            fix="Look at the run again: somebody may have moved it already.",
        )


def check_is_open(run: Run) -> None:
    """Refuse a change of the schedule of a run that is over.

    Raises
    ------
    InputError
        Where it is finished or was stopped.
    """
    if run.state in {RunState.FINISHED, RunState.STOPPED}:
        raise InputError(
            f"This run is {run.get_state_display().lower()}, so its schedule stays as it is.",
            code="deliver.run-over",
            where=str(run),
            fix="Take the run up again first.",
        )


def check_may_cancel(sitting: Sitting) -> None:
    """Refuse to cancel what took place.

    Raises
    ------
    InputError
        Where there is a register of it.
    """
    if sitting.state == SittingState.HELD:
        raise InputError(
            "This sitting has a register, so it took place.",
            code="deliver.sitting-held",
            where=str(sitting),
            fix="Take the marks out of its register first, if they belong to another sitting.",
        )
