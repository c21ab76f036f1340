"""What became of each referral: who was taken, who waited, who led, and how it ended?

Day by day: whoever is accepted gets a place if there is one, else waits; the urgent go first.
Places that stand empty before the drift are filled by it, and then children wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.change.criteria import Criterion, Standing
from holdfast.change.stages import NO_STAGE
from holdfast.deliver.referral import Consent, Move, Outcome, Urgency, state_after
from holdfast.deliver.referral_reasons import ACCEPTED_BECAUSE, MOVED_AWAY, NOT_KNOWN, Reason

if TYPE_CHECKING:
    from holdfast.deliver.referral import State
    from holdfast.library.authority.delivery import Service
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.service import InventedReferral
    from holdfast.synthetic.delivery.settings import DeliverySettings

PROFESSIONS = (
    "Social worker", "Family therapist", "Social worker", "Youth worker",
    "Clinical psychologist", "Social worker", "Family support worker", "Education worker",
)  # fmt: skip
DECIDER = "Invented service manager"
APPROVER = "Head of service for adolescents"
INTAKE = "Invented intake worker"
DAY = timedelta(days=1)
SATURDAY = 5
MORE_ASKED, ANSWERED_IN = 0.08, (3, 9)
BEGINS_IN, GIVEN_UP_AFTER, EARLY_SHARE = (3, 12), (14, 28), (0.3, 0.8)
DESTINATIONS = {
    NO_STAGE: 0.60, "child_in_need": 0.20, "child_protection_plan": 0.05, "looked_after": 0.11,
    MOVED_AWAY: 0.02, NOT_KNOWN: 0.02,
}  # fmt: skip
OUTCOMES: dict[str, float] = {
    Outcome.REACHED: 0.42, Outcome.PARTLY: 0.36, Outcome.NOT_REACHED: 0.16,
    Outcome.NOT_KNOWN: 0.06,
}  # fmt: skip
WHY_NOT = {
    Criterion.AGE: "Younger than the service is for.",
    Criterion.STAGE: "No open case with children's social care.",
    Criterion.NEED: "The need is one that early help can meet.",
}
PASSED_TO = "Northmere Early Help"


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedWorker:
    """One professional of the service, and how many children they may lead at once."""

    number: int
    profession: str
    limit: int

    @property
    def name(self) -> str:
        """A name that is plainly nobody's."""
        return f"Invented practitioner {self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedMove:
    """One move of a referral, with why and by whom."""

    move: Move
    on: date
    by: str
    because: Reason | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedCourse:
    """What became of one referral up to today."""

    referral: InventedReferral
    moves: tuple[InventedMove, ...]
    approved_by: str
    lead: InventedWorker | None
    destination: str
    outcome: Outcome | None

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_after(one.move for one in self.moves)


@dataclass
class _Case:
    """A referral while its course is made."""

    referral: InventedReferral
    lots: Lots
    moves: list[InventedMove]
    approved_by: str = ""
    decided: date | None = None
    allocated: date | None = None
    until: date | None = None
    lead: InventedWorker | None = None
    destination: str = ""
    outcome: Outcome | None = None

    def make(
        self, move: Move, on: date, by: str = DECIDER, because: Reason | None = None,
        note: str = "",
    ) -> None:  # fmt: skip
        """Add a move."""
        self.moves.append(InventedMove(move=move, on=on, by=by, because=because, note=note))


def workers(settings: DeliverySettings) -> tuple[InventedWorker, ...]:
    """Make the professionals of the service."""
    rates = settings.rates.service
    return tuple(
        InventedWorker(
            number=number,
            profession=PROFESSIONS[(number - 1) % len(PROFESSIONS)],
            limit=rates.caseload,
        )
        for number in range(1, rates.workers + 1)
    )


def courses(
    settings: DeliverySettings, referrals: tuple[InventedReferral, ...]
) -> tuple[InventedCourse, ...]:
    """Tell what became of all referrals, in their order."""
    rates, team = settings.rates.service, workers(settings)
    cases = [_decided(settings, one) for one in referrals]
    waiting: list[_Case] = []
    active: list[_Case] = []
    accepted = sorted((one for one in cases if one.decided), key=_order)
    day = referrals[0].received if referrals else settings.today
    while day <= settings.today:
        active = [one for one in active if one.until is None or one.until > day]
        while accepted and accepted[0].decided is not None and accepted[0].decided <= day:
            waiting.append(accepted.pop(0))
        if day.weekday() < SATURDAY:
            waiting.sort(
                key=lambda one: (one.referral.urgency is not Urgency.URGENT, _order(one))
            )
            while waiting and len(active) < rates.places:
                active.append(_given_a_place(rates, waiting.pop(0), day, team, active))
        day += DAY
    return tuple(_finished(one, settings.today) for one in cases)


def _order(case: _Case) -> tuple[date, int]:
    return case.decided or date.max, case.referral.number


def _decided(settings: DeliverySettings, referral: InventedReferral) -> _Case:
    """Triage and decide one referral."""
    rates = settings.rates.service
    lots = settings.lots.of("course", referral.number)
    case = _Case(referral=referral, lots=lots, moves=[])
    day = _working(referral.received + lots.whole(rates.triage_days, "triage") * DAY)
    case.make(Move.TRIAGE, day, by=INTAKE)
    if lots.happens(MORE_ASKED, "more"):
        case.make(Move.ASK, day, by=INTAKE)
        day = _working(day + lots.whole(ANSWERED_IN, "answered") * DAY)
        case.make(Move.ANSWER, day, by=INTAKE)
    day = _working(day + lots.whole(rates.decision_days, "decision") * DAY)
    inside = referral.judged.standing is Standing.WITHIN
    if referral.consent is Consent.REFUSED:
        case.make(Move.WITHDRAW, day, because=Reason.FAMILY)
        return case
    if lots.happens(rates.declined_inside if inside else rates.declined_outside, "declined"):
        failed = referral.judged.not_met
        note = WHY_NOT[Criterion(failed[0])] if failed else ""
        if lots.happens(rates.passed_on, "passed on"):
            note = f"{note} To {PASSED_TO}.".strip()
            case.make(Move.PASS_ON, day, because=Reason.OTHER_FITS, note=note)
        else:
            because = Reason.OUTSIDE if failed else Reason.OTHER_HELPS
            case.make(Move.DECLINE, day, because=because, note=note)
        return case
    case.make(Move.ACCEPT, day, because=ACCEPTED_BECAUSE[referral.judged.standing])
    if not inside and lots.happens(rates.exception_recorded, "recorded"):
        case.approved_by = APPROVER
    case.decided = day
    return case


def _given_a_place(
    rates: Service, case: _Case, day: date, team: tuple[InventedWorker, ...],
    active: list[_Case],
) -> _Case:  # fmt: skip
    """Give a place to whoever is next, and tell how it goes from there."""
    lots, decided = case.lots, case.decided or day
    if day > decided:
        case.make(Move.WAIT, decided)
    case.allocated, case.lead = day, _lead(rates, lots, team, active)
    case.make(Move.ALLOCATE, day)
    if lots.happens(rates.never_engaged, "never engaged"):
        case.until = _working(day + lots.whole(GIVEN_UP_AFTER, "given up") * DAY)
        why = Reason.DID_NOT_COME if lots.happens(0.6, "why") else Reason.NO_CONTACT
        case.make(Move.NEVER_ENGAGED, case.until, by=case.lead.name, because=why)
        return case
    begins = _working(day + lots.whole(BEGINS_IN, "begins") * DAY)
    case.make(Move.START, begins, by=case.lead.name)
    weeks = rates.weeks[0] + lots.uniform("weeks") * rates.weeks[1]
    early = lots.happens(rates.ended_early, "early")
    if early:
        least, most = EARLY_SHARE
        weeks *= least + lots.uniform("early share") * (most - least)
    case.until = _working(begins + timedelta(days=int(7 * weeks)))
    case.make(Move.END, case.until, by=case.lead.name)
    case.destination = lots.chosen(DESTINATIONS, "destination")
    case.outcome = Outcome.ENDED_EARLY if early else Outcome(lots.chosen(OUTCOMES, "outcome"))
    return case


def _lead(
    rates: Service, lots: Lots, team: tuple[InventedWorker, ...], active: list[_Case]
) -> InventedWorker:
    """Choose who leads: whoever leads fewest, but now and then somebody who is full already."""
    leads = {worker.number: 0 for worker in team}
    for one in active:
        if one.lead is not None:
            leads[one.lead.number] += 1
    if lots.happens(rates.over_caseload, "over"):
        return max(team, key=lambda worker: (leads[worker.number], -worker.number))
    return min(team, key=lambda worker: (leads[worker.number], worker.number))


def _finished(case: _Case, today: date) -> InventedCourse:
    """Keep what had happened by today."""
    moves = tuple(one for one in case.moves if one.on <= today)
    if case.decided is not None and case.decided <= today and case.allocated is None:
        waits = InventedMove(move=Move.WAIT, on=case.decided, by=DECIDER)
        moves = (*moves, waits)
    over = bool(moves) and moves[-1].move is Move.END
    return InventedCourse(
        referral=case.referral,
        moves=moves,
        approved_by=case.approved_by,
        lead=case.lead,
        destination=case.destination if over else "",
        outcome=case.outcome if over else None,
    )


def _working(day: date) -> date:
    return day + max(0, 7 - day.weekday()) * DAY if day.weekday() >= SATURDAY else day
