"""What was practised between sessions, talked over with managers, and said of the sessions?

The tasks are Northmere's own: those of RESuLT belong to its owner and are not published. What
staff say of a session is anonymous: no answer carries a name, or a number of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.deliver.register import Presence
from holdfast.synthetic.delivery.facilitators import on_the_day

if TYPE_CHECKING:
    from holdfast.synthetic.delivery.facilitators import InventedDelivering
    from holdfast.synthetic.delivery.homes import InventedHome, InventedSitting
    from holdfast.synthetic.delivery.registers import InventedMark
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast.synthetic.delivery.staff import InventedStaff

WEEK = timedelta(weeks=1)
TASKS = (
    "Notice one thing on each shift that went well, and tell it at handover.",
    "Write down what came just before an argument, and what came just after.",
    "Choose one young person and say once a shift what they did well, in plain words.",
    "Ask a young person how they would like mornings to go, and try one part of it.",
    "Before you answer a young person in a hurry, wait for a breath.",
    "Agree with a colleague on one sentence that you both use when somebody is upset.",
    "Plan one shared meal, and give everybody something to do in it.",
    "At handover, say what you felt as well as what happened.",
    "Try the same small routine at bedtime for five nights, and note each night.",
    "Tell a new colleague in your own words what this home now does differently.",
)
HAPPENED = (
    "It went as planned", "It took two goes", "The young person joined in after a while",
    "We stopped half way and talked", "Easier than I thought", "It did not work this time",
)  # fmt: skip
COMMENTS = (
    "I would like to see it done once", "Hard on a busy shift", "The team did it together",
    "I will go on with it", "We should talk about it at the next session",
)  # fmt: skip
NOTES = (
    "How the team takes what was learnt into handovers.",
    "Cover for those at night, and who still owes a session.",
    "A difficult week, and what the manager can model.",
    "What the next tasks ask of the seniors.",
)
OF_SESSIONS = (
    "Useful for my shifts.", "I liked the examples.", "A little fast for me.",
    "More time to practise, please.", "The room was cold.", "Good to have the whole team here.",
)  # fmt: skip
BEST, WORST = 5, 1
ASKED = ("useful", "clear", "will use it")
MINUTES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedTask:
    """One task of a run, set at a session and due at the next."""

    home: int
    session: int
    words: str
    set_on: date
    due: date


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedTry:
    """What became of a task with one member of staff."""

    task: InventedTask
    staff: InventedStaff
    tried: bool
    what_happened: str
    comment: str
    told_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedConsultation:
    """One conversation of a facilitator with the managers of a home, apart from sessions."""

    home: int
    day: date
    minutes: int
    by: str
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedFeedback:
    """One anonymous answer about a session, from 1 (worst) to 5 for each thing asked."""

    sitting: InventedSitting
    ratings: tuple[tuple[str, int], ...]
    comment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedPractice:
    """All of it, for one home."""

    tasks: tuple[InventedTask, ...]
    tries: tuple[InventedTry, ...]
    consultations: tuple[InventedConsultation, ...]
    feedback: tuple[InventedFeedback, ...]


def practice(
    settings: DeliverySettings, home: InventedHome, sittings: tuple[InventedSitting, ...],
    marks: tuple[InventedMark, ...], delivering: tuple[InventedDelivering, ...],
) -> InventedPractice:  # fmt: skip
    """Make what belongs to one home's run besides its registers, up to today."""
    tasks = _tasks(settings, home, sittings)
    return InventedPractice(
        tasks=tasks,
        tries=tuple(_tries(settings, tasks, marks)),
        consultations=tuple(_consultations(settings, home, sittings, delivering)),
        feedback=tuple(_feedback(settings, marks)),
    )


def _tasks(
    settings: DeliverySettings, home: InventedHome, sittings: tuple[InventedSitting, ...]
) -> tuple[InventedTask, ...]:
    days: dict[int, date] = {}
    for one in sittings:
        if one.kind == "staff" and one.day <= settings.today:
            days[one.session] = max(one.day, days.get(one.session, one.day))
    return tuple(
        InventedTask(
            home=home.number,
            session=session,
            words=TASKS[(session - 1) % len(TASKS)],
            set_on=day,
            due=days.get(session + 1, day + WEEK),
        )
        for session, day in sorted(days.items())
    )


def _tries(
    settings: DeliverySettings, tasks: tuple[InventedTask, ...], marks: tuple[InventedMark, ...]
) -> list[InventedTry]:
    """Say what became of each task: of those who were at the session and told of it."""
    rates, by_session = settings.rates.practice, {task.session: task for task in tasks}
    made = []
    for one in marks:
        task = by_session.get(one.sitting.session) if one.sitting.kind == "staff" else None
        if task is None or one.mark.presence is Presence.ABSENT or task.due > settings.today:
            continue
        lots = settings.lots.of("practice", *one.sitting.name, one.staff.number)
        if lots.happens(rates.not_told, "not told") or not one.staff.works_on(task.due):
            continue
        tried = lots.happens(rates.tried, "tried")
        with_words = lots.happens(rates.with_comment, "comment")
        made.append(
            InventedTry(
                task=task,
                staff=one.staff,
                tried=tried,
                what_happened=lots.one_of(HAPPENED, "what") if tried else "",
                comment=lots.one_of(COMMENTS, "words") if with_words else "",
                told_on=task.due,
            )
        )
    return made


def _consultations(
    settings: DeliverySettings, home: InventedHome, sittings: tuple[InventedSitting, ...],
    delivering: tuple[InventedDelivering, ...],
) -> list[InventedConsultation]:  # fmt: skip
    rates, staff = settings.rates.practice, [one for one in sittings if one.kind == "staff"]
    made = []
    for turn in range(rates.consultations if staff else 0):
        lots = settings.lots.of("consultation", home.number, turn)
        at = (turn + 1) * len(staff) // (rates.consultations + 1)
        day = staff[at].day + timedelta(days=1)
        who = on_the_day(delivering, home.number, day)
        if day <= settings.today and who:
            made.append(
                InventedConsultation(
                    home=home.number,
                    day=day,
                    minutes=MINUTES * (lots.whole(rates.consultation_minutes) // MINUTES),
                    by=who[turn % len(who)].name,
                    about=NOTES[turn % len(NOTES)],
                )
            )
    return made


def _feedback(
    settings: DeliverySettings, marks: tuple[InventedMark, ...]
) -> list[InventedFeedback]:
    """Make the answers of some of those who came; shuffled, so that none tells whose it is."""
    rates, made = settings.rates.practice, []
    for one in marks:
        lots = settings.lots.of("feedback", *one.sitting.name, one.staff.number)
        if one.mark.presence is Presence.ABSENT or not lots.happens(rates.feedback, "answers"):
            continue
        words = lots.happens(rates.feedback_comment, "comments")
        said = InventedFeedback(
            sitting=one.sitting,
            ratings=tuple(
                (what, min(BEST, max(WORST, round(lots.normal(rates.rating, what)))))
                for what in ASKED
            ),
            comment=lots.one_of(OF_SESSIONS, "words") if words else "",
        )
        made.append((one.sitting.day, one.sitting.name, lots.uniform("order"), said))
    made.sort(key=lambda one: (one[0], one[1][1:], one[2]))
    return [said for *_, said in made]
