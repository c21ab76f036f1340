"""What two years of delivery leave in 200 homes: staff, runs, registers, months, restraints."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from benchmarks.web.authority import with_role
from holdfast.deliver.home_measures import BY_NAME
from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason, minutes_there
from holdfast_web.deliver.demo.cast import Cast
from holdfast_web.deliver.demo.runs import vary_result
from holdfast_web.deliver.models import (
    CatchUp,
    Home,
    HomeMonth,
    Mark,
    MarkChange,
    Referral,
    Restraint,
    Run,
    RunState,
    Session,
    SessionKind,
    Site,
    Sitting,
    SittingState,
    StaffMember,
    Stage,
    StageMove,
)
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.deliver.queries.marks import as_json
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind, Region
from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.deliver.queries.programmes import Held

IN_POST, LEFT = 25, 5
"""Staff of each home: those in post, and those who left within two years."""
SESSIONS, FOR_MANAGERS, HELD = 10, 2, 7
"""Sessions of a run, and how many of them have been held in the runs under way."""
UNDER_WAY = 10
"""One home in so many has its second run under way; the others have finished it."""
STARTS, ENDS = time(9, 30), time(13, 0)
MONTHS, RESTRAINTS, LEADS = 24, 20, 3
BEGAN_DAYS_AGO = (560, 200)
ABSENT, LATE, CAUGHT_UP = 0.25, 0.06, 0.5
REASONS = (Reason.NIGHTS, Reason.ON_SHIFT, Reason.ANNUAL_LEAVE, Reason.SICK, Reason.OFF_SHIFT)
COUNTS = {"child_nights": 150, "school_possible": 150, "school_attended": 120}
STAGES = (Stage.EXPLORATION, Stage.INSTALLATION, Stage.INITIAL, Stage.FULL)
BATCH = 2_000
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def make(place: Organisation) -> dict[str, list[str]]:
    """Make it all, the same each time; give addresses of what is visited."""
    chance = random.Random(2)  # noqa: S311  (not a secret)
    today = timezone.localdate()
    cast = cast_of(place)
    held = vary_result(cast, place, agreed_on=today - 700 * DAY)
    homes = list(Organisation.objects.filter(kind=Kind.HOME).order_by("pk"))
    Home.objects.bulk_create(
        Home(
            organisation=home, ofsted_urn=f"SC9{at:05}", places=5, opened=today - 3000 * DAY,
            staff_whole_since=today - 730 * DAY,
        )
        for at, home in enumerate(homes)
    )  # fmt: skip
    staff = _staff(chance, homes, today)
    _runs(chance, homes, staff, held, cast, today)
    _months(chance, homes, today)
    _sites(place, held, cast, today)
    count_coverage()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return some()


def cast_of(place: Organisation) -> Cast:
    def one(role: RoleName) -> User:
        held = Membership.objects.filter(role=role).select_related("user").order_by("pk")
        return held[0].user

    return Cast(
        lead=with_role(place, "programme_lead")[0],
        facilitator=one(RoleName.FACILITATOR),
        manager=one(RoleName.HOME_MANAGER),
        practitioner=one(RoleName.PRACTITIONER),
        analyst=with_role(place, "analyst")[0],
    )


def _staff(
    chance: random.Random, homes: list[Organisation], today: date
) -> dict[int, list[StaffMember]]:
    kinds, shifts = ("permanent",) * 8 + ("bank", "agency"), ("days", "mixed", "nights")
    made: dict[int, list[StaffMember]] = {}
    for at, home in enumerate(homes):
        made[home.pk] = [
            StaffMember(
                organisation=home, name=f"Invented staff member {at}-{number}",
                reference=f"P{at:03}-{number:02}", post="Residential care worker",
                manager=number < FOR_MANAGERS, kind=kinds[number % len(kinds)],
                shifts=shifts[number % len(shifts)], contracted_hours=Decimal(39),
                started=today - chance.randint(600, 3000) * DAY,
                left=None if number < IN_POST else today - chance.randint(1, 500) * DAY,
            )
            for number in range(IN_POST + LEFT)
        ]  # fmt: skip
    StaffMember.objects.bulk_create(
        (one for team in made.values() for one in team), batch_size=BATCH
    )
    return made


def _runs(
    chance: random.Random, homes: list[Organisation], staff: dict[int, list[StaffMember]],
    held: Held, cast: Cast, today: date,
) -> None:  # fmt: skip
    """Make two runs a home, with every register that there would be by today."""
    for turn, days in enumerate(BEGAN_DAYS_AGO):
        runs, sessions, sittings = [], [], []
        for at, home in enumerate(homes):
            under_way = turn == 1 and at % UNDER_WAY == 0
            begins = today - (HELD * WEEK - DAY if under_way else days * DAY)
            run = Run(
                organisation=home, programme=held.known_as, version=held.version,
                title=held.programme.name, content=held.content, starts=begins,
                ends=begins + SESSIONS * WEEK, planned_by=cast.lead,
                state=RunState.UNDER_WAY if under_way else RunState.FINISHED,
            )  # fmt: skip
            runs.append(run)
            for kind, number, day in _plan(begins):
                session = Session(run=run, kind=kind, number=number)
                sessions.append(session)
                sittings.append(_sitting(session, day, cast, today))
        Run.objects.bulk_create(runs, batch_size=BATCH)
        Session.objects.bulk_create(sessions, batch_size=BATCH)
        Sitting.objects.bulk_create(sittings, batch_size=BATCH)
        _registers(chance, sittings, staff, cast)


def _plan(begins: date) -> Iterator[tuple[SessionKind, int, date]]:
    for number in range(1, SESSIONS + 1):
        yield SessionKind.STAFF, number, begins + (number - 1) * WEEK
    for number in range(1, FOR_MANAGERS + 1):
        yield SessionKind.MANAGERS, number, begins + (number - 1) * 5 * WEEK + DAY


def _sitting(session: Session, day: date, cast: Cast, today: date) -> Sitting:
    held = day <= today
    return Sitting(
        session=session, on=day, starts=STARTS, ends=ENDS, place="The home",
        state=SittingState.HELD if held else SittingState.PLANNED, register_version=int(held),
        register_taken_at=datetime.combine(day, ENDS, tzinfo=UTC) if held else None,
        register_taken_by=cast.facilitator if held else None,
    )  # fmt: skip


def _registers(
    chance: random.Random, sittings: list[Sitting], staff: dict[int, list[StaffMember]],
    cast: Cast,
) -> None:  # fmt: skip
    marks, changes, caught = [], [], []
    for sitting in sittings:
        if sitting.state != SittingState.HELD:
            continue
        managers = sitting.session.kind == SessionKind.MANAGERS
        for member in staff[sitting.session.run.organisation_id]:
            there = member.started <= sitting.on and (
                member.left is None or sitting.on < member.left
            )
            if not there or (managers and not member.manager):
                continue
            said = _said(chance)
            marks.append(
                Mark(
                    sitting=sitting, staff=member, outcome=said.presence, version=1,
                    reason=said.reason or "", arrived=said.arrived, by=cast.facilitator,
                    minutes=minutes_there(said, starts=STARTS, ends=ENDS),
                )
            )  # fmt: skip
            changes.append(
                MarkChange(
                    sitting=sitting, line=member.key, version=1, after=as_json(said),
                    by=cast.facilitator,
                )
            )  # fmt: skip
            missed = said.presence is Presence.ABSENT and not managers
            if missed and chance.random() < CAUGHT_UP:
                caught.append(
                    CatchUp(
                        session=sitting.session, staff=member, kind="visit", minutes=90,
                        on=sitting.on + 5 * DAY, given_by="Invented facilitator", counts=True,
                        entered_by=cast.facilitator,
                    )
                )  # fmt: skip
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    MarkChange.objects.bulk_create(changes, batch_size=BATCH)
    CatchUp.objects.bulk_create(caught, batch_size=BATCH)


def _said(chance: random.Random) -> Said:
    drawn = chance.random()
    if drawn < ABSENT:
        return Said(presence=Presence.ABSENT, reason=chance.choice(REASONS))
    if drawn < ABSENT + LATE:
        return Said(presence=Presence.LATE, arrived=time(9, 30 + chance.randint(5, 25)))
    return Said(presence=Presence.PRESENT)


def _months(chance: random.Random, homes: list[Organisation], today: date) -> None:
    first = today.replace(day=1)
    months = []
    for _ in range(MONTHS):
        first = (first - DAY).replace(day=1)
        months += [
            HomeMonth(
                organisation=home, month=first,
                **{name: COUNTS.get(name, chance.randint(0, 5)) for name in BY_NAME},
            )
            for home in homes
        ]  # fmt: skip
    HomeMonth.objects.bulk_create(months, batch_size=BATCH)
    used = timezone.now()
    Restraint.objects.bulk_create(
        (
            Restraint(
                organisation=home, number=number, used_at=used - number * 9 * DAY,
                recorded_at=used - number * 9 * DAY + timedelta(hours=3),
                debriefed_at=used - number * 9 * DAY + timedelta(hours=20),
                child_spoken_to_at=used - number * 9 * DAY + timedelta(hours=60),
            )
            for home in homes
            for number in range(1, RESTRAINTS + 1)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _sites(place: Organisation, held: Held, cast: Cast, today: date) -> None:
    """Let each area be a site that shares its counts with a national team that has leads."""
    team = Organisation.objects.create(name="Invented national team", kind=Kind.NATIONAL_TEAM)
    roles = Membership.objects.filter(role=RoleName.COMMISSIONER).order_by("-pk")
    Membership.objects.filter(pk__in=list(roles.values_list("pk", flat=True)[:LEADS])).update(
        organisation=team, role=RoleName.NATIONAL_TEAM_LEAD
    )
    regions = list(Region)
    for at, area in enumerate(place.children.all()):
        area.region = regions[at % len(regions)]
        area.save(update_fields=["region"])
        stage = STAGES[at % len(STAGES)]
        site = Site.objects.create(
            organisation=area, programme=held.known_as, title=held.programme.name, stage=stage,
            stage_since=today - 90 * DAY, national_team=team, shares_counts=True,
            funded_by="Invented fund", funding_ends=today + 200 * DAY,
        )  # fmt: skip
        StageMove.objects.create(
            site=site, after=stage, on=today - 90 * DAY, reason="As planned.", by=cast.lead
        )


def some() -> dict[str, list[str]]:
    """Give some of everything that is visited, by its key."""

    def keys(rows: object, many: int = 40) -> list[str]:
        found = list(rows.order_by("pk").values_list("key", flat=True))  # type: ignore[attr-defined]
        return [str(key) for key in found[:: max(len(found) // many, 1)]]

    return {
        "deliver_runs": keys(Run.objects),
        "deliver_homes": keys(Organisation.objects.filter(kind=Kind.HOME)),
        "deliver_registers": keys(Sitting.objects.filter(state=SittingState.HELD)),
        "deliver_sites": keys(Site.objects),
    }


def counts() -> dict[str, int]:
    """Say how many rows there are."""
    return {
        "homes": Home.objects.count(),
        "staff in post": StaffMember.objects.filter(left=None).count(),
        "staff who left": StaffMember.objects.exclude(left=None).count(),
        "runs of a programme": Run.objects.count(),
        "attendances": Mark.objects.count(),
        "catch-ups": CatchUp.objects.count(),
        "home-months": HomeMonth.objects.count(),
        "referrals": Referral.objects.count(),
    }
