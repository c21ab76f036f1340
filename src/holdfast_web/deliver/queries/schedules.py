"""What does a run's schedule say now, and what did its latest release say?"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from holdfast.deliver.schedule import Sitting as Planned
from holdfast.deliver.schedule_changes import Change, Released, changes
from holdfast_web.deliver.models import SittingState
from holdfast_web.deliver.queries.runs import sessions_of
from holdfast_web.deliver.queries.said import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.deliver.models import Run, ScheduleVersion, Session, Sitting


def as_planned(sitting: Sitting) -> Planned:
    """Give a sitting as the engine compares it."""
    return Planned(
        day=sitting.on, starts=sitting.starts, ends=sitting.ends, place=sitting.place
    )


def schedule_now(sessions: Iterable[Session]) -> list[Released]:
    """Give a schedule as it stands, to be compared with a release of it."""
    found = []
    for session in sessions:
        going = [s for s in session.sittings.all() if s.state != SittingState.CANCELLED]
        if going:
            found.append(
                Released(
                    key=str(session.key),
                    name=name_of(session),
                    sittings=tuple(sorted(as_planned(sitting) for sitting in going)),
                )
            )
    return found


def as_content(schedule: Iterable[Released]) -> list[dict[str, Any]]:
    """Give a schedule as a release keeps it."""
    return [
        {
            "key": one.key,
            "name": one.name,
            "sittings": [
                {
                    "day": sitting.day.isoformat(),
                    "starts": f"{sitting.starts:%H:%M}",
                    "ends": f"{sitting.ends:%H:%M}",
                    "place": sitting.place,
                }
                for sitting in one.sittings
            ],
        }
        for one in schedule
    ]


def released_in(version: ScheduleVersion | None) -> list[Released]:
    """Give the schedule of a release; none where there is none."""
    if version is None:
        return []
    return [
        Released(
            key=one["key"],
            name=one["name"],
            sittings=tuple(_planned(sitting) for sitting in one["sittings"]),
        )
        for one in version.content
    ]


def _planned(kept: dict[str, str]) -> Planned:
    return Planned(
        day=date.fromisoformat(kept["day"]),
        starts=time.fromisoformat(kept["starts"]),
        ends=time.fromisoformat(kept["ends"]),
        place=kept["place"],
    )


def latest_release(run: Run) -> ScheduleVersion | None:
    """Give what everybody was told last."""
    return run.schedule_versions.order_by("-number").first()


def unreleased(run: Run, sessions: Iterable[Session] | None = None) -> tuple[Change, ...]:
    """Say what changed since the latest release; every session where there is none."""
    known = sessions if sessions is not None else sessions_of(run)
    return changes(released_in(latest_release(run)), schedule_now(known))
