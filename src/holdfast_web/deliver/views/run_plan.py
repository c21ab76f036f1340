"""How is a run planned on pages? One thing a page, then the proposed days to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect

from holdfast.deliver.dose import Unsettled
from holdfast.deliver.programme import dose
from holdfast.deliver.schedule import Pattern, Slot, Wanted, Weekday, propose
from holdfast.deliver.schedule_changes import written_day, written_time
from holdfast_web.deliver.forms import run_plan as pages
from holdfast_web.deliver.models import Facilitator
from holdfast_web.deliver.operations.runs import plan_run
from holdfast_web.deliver.queries.programmes import held_in, offered_in
from holdfast_web.deliver.queries.runs import closed_days
from holdfast_web.people.asked_once import once
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, organisations
from holdfast_web.ui.steps import Step, Steps
from holdfast_web.ui.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from holdfast.deliver.dose import Dose
    from holdfast.deliver.schedule import Session, Sitting
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers

HOME = Step(name="home", title="Which home is the run for?", form=pages.HomePage)
PROGRAMME = Step(name="programme", title="Which programme?", form=pages.ProgrammePage)
NUMBERS = Step(
    name="numbers",
    title="How many sessions?",
    form=pages.NumbersPage,
    words="The programme leaves this open, so it is for you to say.",
)
FIRST = Step(name="first", title="From which day on?", form=pages.FirstPage)
TIMES = Step(
    name="times",
    title="When in the week is each session?",
    form=pages.TimesPage,
    words="One session a week. You can move single sessions later.",
)
SECOND_HALF = Step(name="second", title="Is it repeated?", form=pages.SecondHalfPage)
SECOND_TIMES = Step(
    name="second-times",
    title="When in the week is the repeat?",
    form=pages.RepeatsPage,
    words="It is held in the same week as the first, so that everybody hears the same session.",
)
MANAGERS = Step(
    name="managers",
    title="When in the week do managers meet?",
    form=pages.ManagersPage,
    words="Their sessions are spread evenly over the run. You can move them later.",
)
PLACE = Step(name="place", title="Where?", form=pages.PlacePage)
FACILITATORS = Step(name="facilitators", title="Who delivers it?", form=pages.FacilitatorsPage)
NUMBER_FIELDS = ("sessions", "manager_sessions", "spill_over")
USUAL_ROLES = (("", "First facilitator"), ("", "Second facilitator"))
"""Asked for where a programme names no role."""


class PlanRun(LoginRequiredMixin, Steps):
    """A new run."""

    name = "deliver:run_new"
    step_name = "deliver:run_new_step"
    steps = (HOME, PROGRAMME, NUMBERS, FIRST, TIMES, SECOND_HALF, MANAGERS, PLACE, FACILITATORS)
    check_title = "Check the run and its days"
    check_words = (
        "Nobody is told yet. After this you can move single sessions; once all is right, you "
        "release the schedule and those concerned are told."
    )
    button = "Plan the run"
    first_back = "deliver:runs"
    request: SignedIn

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Turn away whoever may plan nowhere."""
        if request.user.is_authenticated and not organisations(
            request.user, Permission.PLAN_RUNS
        ):
            raise Http404("There is no such page, or it is not yours to see.")
        return super().dispatch(request, *args, **kwargs)

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Leave out what the programme settles, and what is not asked for."""
        left_out = set()
        if PROGRAMME.name in answers and not _open_numbers(_dose(answers)):
            left_out.add(NUMBERS)
        known = NUMBERS.name in answers or NUMBERS in left_out
        if known and not _wanted(answers).manager_sessions:
            left_out.add(MANAGERS)
        shown = [step for step in self.steps if step not in left_out]
        if answers.get(SECOND_HALF.name, {}).get("repeated") == "yes":
            shown.insert(shown.index(SECOND_HALF) + 1, SECOND_TIMES)
        return tuple(shown)

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Give each page what it chooses from, and the check that it must pass."""
        if step is HOME:
            return {"homes": self._homes()}
        if step is PROGRAMME:
            return {"offered": list(offered_in(_organisation(answers)))}
        if step is NUMBERS:
            return {"open_numbers": _open_numbers(_dose(answers))}
        if step in {TIMES, SECOND_TIMES, MANAGERS}:
            return {"checks": lambda cleaned: _proposed({**answers, step.name: cleaned})}
        if step is FACILITATORS:
            return {"roles": _roles(_dose(answers)), "facilitators": _facilitators(answers)}
        return {}

    def follows(self, answers: Answers) -> SafeString:
        """Show the proposed days, and which were skipped and why."""
        proposed = _proposed(answers)
        last = proposed[-1].sittings[-1].day
        rows = [
            (
                session.name,
                _said(sitting),
                "; ".join(f"{written_day(one.day)} ({one.why})" for one in session.skipped)
                if not place
                else "",
            )
            for session in proposed
            for place, sitting in enumerate(session.sittings)
        ]
        return table(
            f"Proposed days, the last on {written_day(last)}",
            ("Session", "Day", "Skipped for it"),
            rows,
        )

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Plan the run."""
        chosen = answers[FACILITATORS.name]
        roles = _roles(_dose(answers))
        run = plan_run(
            by=self.request.user,
            organisation=_organisation(answers),
            programme=held_in(_organisation(answers), answers[PROGRAMME.name]["programme"]),
            proposed=_proposed(answers),
            place=answers[PLACE.name]["place"].strip(),
            facilitators=[
                (chosen[f"role-{place}"], name)
                for place, (name, _) in enumerate(roles)
                if chosen.get(f"role-{place}") is not None
            ],
        )
        messages.success(request, "The run is planned. Nobody has been told yet.")
        return redirect("deliver:run", key=run.key)

    def _homes(self) -> QuerySet[Organisation]:
        own = organisations(self.request.user, Permission.PLAN_RUNS)
        return Organisation.objects.filter(pk__in=own, kind=Kind.HOME).order_by("name")


def _organisation(answers: Answers) -> Organisation:
    organisation: Organisation = answers[HOME.name]["organisation"]
    return organisation


def _dose(answers: Answers) -> Dose:
    """Give the programme's values; asked for once while a page is made."""
    organisation, urn = _organisation(answers), answers[PROGRAMME.name]["programme"]
    return once(
        ("planned dose", organisation.pk, urn), lambda: dose(held_in(organisation, urn).whole)
    )


def _open_numbers(planned: Dose) -> dict[str, str]:
    """Give the numbers of sessions that the programme does not settle, with the reason."""
    return {
        name: getattr(planned, name).value
        for name in NUMBER_FIELDS
        if isinstance(getattr(planned, name), Unsettled)
    }


def _wanted(answers: Answers) -> Wanted:
    planned, given = _dose(answers), answers.get(NUMBERS.name, {})
    return Wanted(**{name: given.get(name, getattr(planned, name)) for name in NUMBER_FIELDS})


def _proposed(answers: Mapping[str, Mapping[str, Any]]) -> tuple[Session, ...]:
    """Propose days from what is answered; times that are not asked yet are left out."""
    slots = [_slot(answers[step]) for step in ("times", "second-times") if step in answers]
    wanted = _wanted(answers)
    managers = _slot(answers["managers"]) if "managers" in answers else None
    if managers is None and wanted.manager_sessions:
        wanted = Wanted(sessions=wanted.sessions, spill_over=wanted.spill_over)
    return propose(
        wanted,
        Pattern(first=answers["first"]["first"], slots=tuple(slots), manager_slot=managers),
        closed_days(_organisation(answers)),
    )


def _slot(given: Mapping[str, Any]) -> Slot:
    return Slot(weekday=Weekday(given["weekday"]), starts=given["starts"], ends=given["ends"])


def _roles(planned: Dose) -> list[tuple[str, str]]:
    """Give the places to fill: each role as often as the programme asks for it."""
    found: list[tuple[str, str]] = []
    for need in planned.facilitators:
        many = 1 if isinstance(need.how_many, Unsettled) else need.how_many
        found += [
            (need.role, need.title if many == 1 else f"{need.title}, {place}")
            for place in range(1, many + 1)
        ]
    return found or list(USUAL_ROLES)


def _facilitators(answers: Answers) -> QuerySet[Facilitator]:
    places = above(_organisation(answers))
    return Facilitator.objects.filter(organisation_id__in=places, ended__isnull=True)


def _said(sitting: Sitting) -> str:
    hours = f"{written_time(sitting.starts)} to {written_time(sitting.ends)}"
    return f"{written_day(sitting.day)}, {hours}"
