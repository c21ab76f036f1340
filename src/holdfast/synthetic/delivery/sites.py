"""How far has the implementation come, what stood in the way, and until when is there money?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from holdfast.synthetic.delivery.homes import InventedHome
    from holdfast.synthetic.delivery.settings import DeliverySettings

Thing = TypeVar("Thing")
WEEK = timedelta(weeks=1)
HOW_MANY = 4  # barriers that one place tells of
WHY = {
    "exploration": "First conversation with the national team.",
    "installation": "The board agreed; facilitators were chosen.",
    "initial": "The first home began.",
    "full": "Three homes had been through, and sessions ran as planned.",
    "sustained": "A year without outside money, with facilitators of its own.",
}
WHY_BACK = "Two registered managers left in one month, and a run had to wait."
TEAM = (
    ("Invented implementation lead", "Leads the team"),
    ("Invented head of residential care", "Speaks for the homes"),
    ("Invented clinical lead", "Speaks for mental health services"),
    ("Invented data analyst", "Keeps the monthly records"),
)
READINESS = (
    ("need", "yes", "Three in four of those in the homes."),
    ("fit", "partly", "It shares the diary with another training until spring."),
    ("evidence", "yes", "Read by the board, with what the evaluation could not say."),
    ("people", "yes", "Two facilitators for each run."),
    (
        "time",
        "partly",
        "Half days are on the rota; those who wake at night are the difficulty.",
    ),
    ("money", "partly", "Paid for until the funding ends."),
    ("leaders", "yes", "Every manager was asked alone."),
    ("data", "partly", "Months are written down in four of the homes."),
)
"""What is asked of readiness, by its name in the library, and the answer."""
BARRIERS = (
    (
        "time",
        -4,
        "Night staff cannot come by day",
        "A second sitting, and catch-up on video",
        30,
    ),
    ("facilitators", 18, "One facilitator ill for a month", "Cover by the third pair", 24),
    ("leaders", 41, "Two registered managers left", "Managers' sessions given again", 54),
    ("staff", 70, "Agency staff miss the first sessions", "", None),
    ("money", -12, "No money for backfill", "The provider pays half, the fund half", -2),
    ("fit", 10, "Another training began in the same month", "It was moved to spring", 16),
    (
        "data",
        26,
        "Months were written down by three people, each their own way",
        "One form, and an hour together",
        33,
    ),
    ("time", 48, "Half days fell on the day of reviews", "Another weekday", 52),
)
"""Sort, weeks from the first session, what it was, what was done, and the week it ended."""
PLANS = (
    ("payer", "The provider, from its training budget, once the board has agreed."),
    ("starters", "They join the next run in any of the homes."),
    ("facilitators", "Two seniors of the homes train as facilitators."),
    ("fidelity", "The observer goes on seeing two sessions of each run."),
    ("champion", ""),
    ("worth", "The months of the homes, each half year."),
)
"""What is planned for afterwards, by its name in the library; blank where nothing is yet."""
LESSONS = (
    (
        30,
        "Two sittings for those who work nights",
        "Each session is held twice, two days apart, and the rota says who comes to which.",
        "A third of one team never came by day.",
        "One in ten is missing now.",
    ),
    (
        60,
        "Managers meet their facilitator",
        "Every other week the manager and a facilitator talk for an hour about one shift.",
        "What was learnt faded where the manager did not ask for it.",
        "",
    ),
    (
        20,
        "The first ten minutes belong to the tasks",
        "Each session begins with what was tried since the last one, before anything new.",
        "Tasks were set and never spoken of again.",
        "More of them are tried.",
    ),
    (
        36,
        "New staff come along with the next home",
        "Whoever starts after session 4 joins the run of the next home from its beginning.",
        "Catch-up for seven sessions took a senior two weeks.",
        "",
    ),
    (
        52,
        "A young person opens the last session",
        "Somebody who lives in the home says what they notice, if they want to.",
        "Staff did not know whether anything was seen from the other side.",
        "It is what staff remember.",
    ),
)
"""Week, title, what was changed, why, and what came of it where that is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedStageMove:
    """One move of a site to a stage, with why."""

    before: str
    after: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedBarrier:
    """Something that stood in the way, and what was done about it."""

    sort: str
    since: date
    what: str
    done: str
    until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedLesson:
    """What a site changed, and why."""

    on: date
    title: str
    changed: str
    why: str
    came_of_it: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedSite:
    """The programme in one place."""

    moves: tuple[InventedStageMove, ...]
    team: tuple[tuple[str, str], ...]
    readiness: tuple[tuple[str, str, str], ...]
    readiness_on: date
    barriers: tuple[InventedBarrier, ...]
    lessons: tuple[InventedLesson, ...]
    plans: tuple[tuple[str, str], ...]
    funding_ends: date


def site(settings: DeliverySettings, homes: tuple[InventedHome, ...]) -> InventedSite:
    """Make the history of one place's implementation, from its first home's first session."""
    begins = [one.first_session for one in homes if one.first_session is not None]
    first = min(begins, default=settings.today)
    moves: list[InventedStageMove] = []
    order = list(WHY)
    for week, stage in settings.rates.sites.moves:
        before = moves[-1].after if moves else ""
        back = bool(before) and order.index(stage) < order.index(before)
        move = InventedStageMove(
            before=before,
            after=stage,
            on=first + week * WEEK,
            reason=WHY_BACK if back else WHY[stage],
        )
        if move.on <= settings.today:
            moves.append(move)
    return InventedSite(
        moves=tuple(moves),
        team=TEAM,
        readiness=READINESS,
        readiness_on=first - 10 * WEEK,
        barriers=tuple(
            InventedBarrier(
                sort=sort,
                since=since,
                what=what,
                done=done,
                until=until if until is not None and until <= settings.today else None,
            )
            for sort, week, what, done, end in _told(settings, BARRIERS, "barriers", HOW_MANY)
            for since in [first + week * WEEK]
            for until in [None if end is None else first + end * WEEK]
            if since <= settings.today
        ),
        lessons=tuple(
            InventedLesson(on=on, title=title, changed=changed, why=why, came_of_it=came)
            for week, title, changed, why, came in _told(settings, LESSONS, "lessons", 2)
            for on in [first + week * WEEK]
            if on <= settings.today
        ),
        plans=PLANS,
        funding_ends=settings.today + settings.rates.sites.funding_ends_weeks * WEEK,
    )


def _told(
    settings: DeliverySettings, things: tuple[Thing, ...], what: str, many: int
) -> tuple[Thing, ...]:
    """Choose what one place tells of: the first place the first, any other by lot."""
    if settings.area == 0:
        return things[:many]
    lots = settings.lots.of(what)
    order = sorted(range(len(things)), key=lambda at: lots.uniform("order", at))
    return tuple(things[at] for at in sorted(order[:many]))
