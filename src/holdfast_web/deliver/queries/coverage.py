"""What does the engine need to know of runs to tell their coverage, in a few queries for all?

The engine counts; here is only fetched. However many runs are asked about, the number of
queries is the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count

from holdfast.deliver.catch_up import CaughtUp, Kind
from holdfast.deliver.coverage import SessionDay, coverage
from holdfast.deliver.owing import owing
from holdfast.deliver.programme import dose
from holdfast.deliver.programme_content import from_content
from holdfast.deliver.received import received
from holdfast.deliver.register import Attendance, length
from holdfast.deliver.team import LongAbsence as Away
from holdfast.deliver.team import Member, Shifts, StaffKind, TeamRule
from holdfast_web.deliver.models import (
    CatchUp,
    CoverageRule,
    LongAbsence,
    Mark,
    Session,
    SessionKind,
    Sitting,
    SittingState,
    StaffMember,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from holdfast.deliver.coverage import Coverage
    from holdfast.deliver.dose import Dose
    from holdfast.deliver.owing import Owing
    from holdfast.deliver.received import Received
    from holdfast_web.deliver.models import Run


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one run, for one kind of session, as of a day, and what follows from it.

    `missing` are the sittings whose day is over and of which there is no register, `to_come`
    the next sitting of each session still to come; `planned` is how many sessions the run has.
    """

    run: Run
    today: date
    members: tuple[Member, ...]
    sessions: tuple[SessionDay, ...]
    attendances: tuple[Attendance, ...]
    catch_ups: tuple[CaughtUp, ...]
    rule: TeamRule
    planned: int
    missing: int
    to_come: Mapping[int, date]

    @cached_property
    def dose(self) -> Dose:
        """The programme's values as the run began with them; InputError where unreadable."""
        return dose(from_content(self.run.content))

    @cached_property
    def received(self) -> Received:
        """Who received what; InputError where the programme's rule is not settled."""
        held = {one.session: one.day for one in self.sessions}
        return received(self.attendances, self.catch_ups, dose=self.dose, held=held)

    @cached_property
    def coverage(self) -> Coverage:
        """The shares of the three teams."""
        return coverage(
            self.members,
            self.sessions,
            self.received,
            rule=self.rule,
            today=self.today,
            planned=self.planned,
        )

    @cached_property
    def owing(self) -> Owing:
        """Who owes what."""
        return owing(
            self.members,
            self.sessions,
            self.received,
            dose=self.dose,
            rule=self.rule,
            today=self.today,
            to_come=self.to_come,
        )


def rule_of(kept: CoverageRule | None, *, kind: SessionKind = SessionKind.STAFF) -> TeamRule:
    """Give whom a run counts, by the rule that is kept or the usual one."""
    one = kept or CoverageRule()
    kinds = {StaffKind.PERMANENT}
    kinds |= {StaffKind.BANK} if one.bank else set()
    kinds |= {StaffKind.AGENCY} if one.agency else set()
    return TeamRule(
        kinds=frozenset(kinds),
        nights=one.nights,
        away=one.away,
        least_hours=float(one.least_hours),
        managers_only=kind == SessionKind.MANAGERS,
    )


def facts_of(
    runs: Collection[Run], *, today: date, kind: SessionKind = SessionKind.STAFF
) -> dict[int, Facts]:
    """Give what is known of some runs, by their primary key; one asks as much as a hundred."""
    keys = [run.pk for run in runs]
    planned = dict(
        Session.objects.filter(run__in=keys, kind=kind)
        .order_by()
        .values_list("run_id")
        .annotate(number=Count("id"))
    )
    sittings = _sittings(keys, kind)
    marks = _attendances(keys, kind)
    caught_up = _catch_ups(keys, kind)
    teams = members_of({run.organisation_id for run in runs})
    rules = {rule.run_id: rule for rule in CoverageRule.objects.filter(run__in=keys)}
    found = {}
    for run in runs:
        own = sittings.get(run.pk, [])
        held, to_come, missing = _standing(own, today)
        found[run.pk] = Facts(
            run=run,
            today=today,
            members=teams.get(run.organisation_id, ()),
            sessions=tuple(
                SessionDay(session=number, day=day) for number, day in sorted(held.items())
            ),
            attendances=tuple(marks.get(run.pk, ())),
            catch_ups=tuple(caught_up.get(run.pk, ())),
            rule=rule_of(rules.get(run.pk), kind=kind),
            planned=planned.get(run.pk, 0),
            missing=missing,
            to_come=to_come,
        )
    return found


def members_of(organisations: Iterable[int]) -> dict[int, tuple[Member, ...]]:
    """Give everybody who was ever on the lists of some homes, by home: two queries."""
    homes = list(organisations)
    away: defaultdict[int, list[Away]] = defaultdict(list)
    for staff, since, until in (
        LongAbsence.objects.filter(staff__organisation__in=homes)
        .order_by()
        .values_list("staff_id", "since", "until")
    ):
        away[staff].append(Away(since=since, until=until))
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for key, home, kind, hours, shifts, manager, started, left in (
        StaffMember.objects.filter(organisation__in=homes)
        .order_by("name", "id")
        .values_list(
            "id", "organisation_id", "kind", "contracted_hours", "shifts", "manager",
            "started", "left",
        )
    ):  # fmt: skip
        found[home].append(
            Member(
                person=str(key),
                kind=StaffKind(kind),
                hours=None if hours is None else float(hours),
                shifts=Shifts(shifts) if shifts else None,
                manager=manager,
                started=started,
                left=left,
                away=tuple(away.get(key, ())),
            )
        )
    return {home: tuple(people) for home, people in found.items()}


def _sittings(keys: list[int], kind: SessionKind) -> dict[int, list[tuple[int, date, str]]]:
    found: defaultdict[int, list[tuple[int, date, str]]] = defaultdict(list)
    for run, number, day, state in (
        Sitting.objects.filter(session__run__in=keys, session__kind=kind)
        .exclude(state=SittingState.CANCELLED)
        .order_by()
        .values_list("session__run_id", "session__number", "on", "state")
    ):
        found[run].append((number, day, state))
    return found


def _standing(
    sittings: list[tuple[int, date, str]], today: date
) -> tuple[dict[int, date], dict[int, date], int]:
    """Give the first day of each session held, the next of each to come, and those missing."""
    held: dict[int, date] = {}
    to_come: dict[int, date] = {}
    missing = 0
    for number, day, state in sittings:
        if state == SittingState.HELD and day <= today:
            held[number] = min(day, held.get(number, day))
        elif day >= today:
            to_come[number] = min(day, to_come.get(number, day))
        else:
            missing += 1
    return held, to_come, missing


def _attendances(keys: list[int], kind: SessionKind) -> dict[int, list[Attendance]]:
    found: defaultdict[int, list[Attendance]] = defaultdict(list)
    lengths: dict[tuple[object, object], int] = {}
    for run, number, staff, day, starts, ends, minutes in (
        Mark.objects.filter(
            sitting__session__run__in=keys,
            sitting__session__kind=kind,
            sitting__state=SittingState.HELD,
            staff__isnull=False,
        )
        .order_by()
        .values_list(
            "sitting__session__run_id", "sitting__session__number", "staff_id",
            "sitting__on", "sitting__starts", "sitting__ends", "minutes",
        )
    ):  # fmt: skip
        if (starts, ends) not in lengths:
            lengths[starts, ends] = length(starts, ends)
        found[run].append(
            Attendance(
                person=str(staff), session=number, day=day, minutes=minutes,
                length=lengths[starts, ends],
            )
        )  # fmt: skip
    return found


def _catch_ups(keys: list[int], kind: SessionKind) -> dict[int, list[CaughtUp]]:
    found: defaultdict[int, list[CaughtUp]] = defaultdict(list)
    for run, number, staff, how, day, minutes, by in (
        CatchUp.objects.filter(session__run__in=keys, session__kind=kind)
        .order_by()
        .values_list(
            "session__run_id", "session__number", "staff_id", "kind", "on", "minutes",
            "given_by",
        )
    ):  # fmt: skip
        found[run].append(
            CaughtUp(
                person=str(staff), session=number, kind=Kind(how), day=day, minutes=minutes,
                by=by,
            )
        )  # fmt: skip
    return found
