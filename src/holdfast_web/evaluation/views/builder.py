"""How is a protocol written on pages? One thing a page, then the answers to check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, QueryDict
from django.shortcuts import redirect

from holdfast.kernel.errors import EngineError
from holdfast_web.evaluation.forms import plan_pages as pages
from holdfast_web.evaluation.forms.plan_part import at, over
from holdfast_web.evaluation.forms.protocols import OwnOrganisation
from holdfast_web.evaluation.operations.protocols import add_protocol, change_protocol
from holdfast_web.evaluation.plan import settings_in, written
from holdfast_web.evaluation.queries.protocols import protocol_by_key
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may, organisations
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.steps import CHECK, Step, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from holdfast_web.evaluation.forms.plan_part import PlanPart
    from holdfast_web.evaluation.models import Protocol
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers

WHOSE = Step(name="organisation", title="Whose protocol is it?", form=OwnOrganisation)
PAGES = (
    Step(name="name", title="What is evaluated?", form=pages.NamePage),
    Step(name="design", title="Who are they compared with?", form=pages.DesignPage),
    Step(name="stages", title="At which stages?", form=pages.StagesPage),
    Step(name="ages", title="How old are the children who are meant?", form=pages.AgesPage),
    Step(name="needs", title="Which needs?", form=pages.NeedsPage),
    Step(
        name="dates",
        title="When may a child begin?",
        form=pages.DatesPage,
        words="A child's day 0 is the day of enrolment, or the day of the draw.",
    ),
    Step(
        name="place",
        title="Where on the child's journey does the programme stand?",
        form=pages.PlacePage,
    ),
    Step(name="alike", title="What must be alike in the two groups?", form=pages.AlikePage),
    Step(name="outcome", title="What would be a change that matters?", form=pages.OutcomePage),
    Step(name="further", title="What else?", form=pages.FurtherPage),
    Step(name="costs", title="By which prices?", form=pages.CostsPage),
    Step(
        name="care",
        title="How are numbers kept safe and sure?",
        form=pages.CarePage,
        words="What stands here is right for most evaluations.",
    ),
)
FIXED = {
    "protocol": 1, "returns": "returns", "enrolments": "enrolments.csv",
    "cost_ledger": "cost_ledger.csv",
}  # fmt: skip
ORDER = (
    "protocol", "title", "question", "programme", "design", "returns", "enrolments",
    "cost_ledger", "cohort", "place_on_journey", "comparison", "covariates", "outcome",
    "secondary_outcomes", "costs", "value", "disclosure", "bootstrap", "repairs", "seed",
)  # fmt: skip


class WriteProtocol(LoginRequiredMixin, Steps):
    """A new protocol."""

    name = "protocol_new"
    step_name = "protocol_new_step"
    steps = PAGES
    check_title = "Check the plan"
    check_words = "The protocol is kept as a draft. You can change it until you lock it."
    button = "Keep as a draft"
    first_back = "protocols"
    request: SignedIn

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Turn away whoever may write no protocol anywhere."""
        if request.user.is_authenticated and not organisations(
            request.user, Permission.WRITE_PROTOCOL
        ):
            raise Http404("There is no such page, or it is not yours to see.")
        return super().dispatch(request, *args, **kwargs)

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask for the organisation where there are several; weights where they are used."""
        design = answers.get("design", {}).get("design")
        shown = tuple(
            step for step in PAGES if step.name != "alike" or design != "before-after"
        )
        own = organisations(self.request.user, Permission.WRITE_PROTOCOL)
        return (WHOSE, *shown) if len(own) > 1 else shown

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Give each page the settings of the others, for the engine to read with its own."""
        if step is WHOSE:
            return {"user": self.request.user}
        return {"so_far": settings_of(answers, but=step.name)}

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Keep the plan as a draft."""
        whose = OwnOrganisation(
            {"organisation": answers[WHOSE.name]["organisation"].key}
            if WHOSE.name in answers
            else {},
            user=self.request.user,
        )
        whose.is_valid()
        protocol = add_protocol(
            by=self.request.user,
            organisation=whose.organisation,
            text=written(ordered(over(dict(FIXED), settings_of(answers)))),
        )
        messages.success(request, "The plan is kept as a draft. Give the files beside it next.")
        return redirect("protocol", key=protocol.key)


class ChangeProtocol(WriteProtocol):
    """The pages of a draft, each with its present answers."""

    name = "protocol_edit"
    step_name = "protocol_edit_step"
    check_words = "Settings that no page asks for are left as they are; comments are not kept."
    button = "Keep these changes"

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Leave out whose it is: that stays."""
        return tuple(step for step in super().path(answers) if step is not WHOSE)

    def get(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Begin with what the draft says, at the page of answers to check."""
        protocol = self._protocol()
        if not step:
            settings = settings_in(protocol.text)
            request.session[self._kept_as] = {
                page.name: typed(page.form, settings)  # type: ignore[arg-type]
                for page in PAGES
            }
            return self._to(CHECK)
        return super().get(request, step, **others)

    def post(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Take an answer for a draft that this person may change."""
        self._protocol()
        return super().post(request, step, **others)

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Give the draft its changed settings."""
        protocol = self._protocol()
        settings = over(settings_in(protocol.text), settings_of(answers))
        if settings.get("design") == "before-after":
            settings.get("comparison", {}).pop("weights", None)
        rule = settings.get("comparison", {})
        rule.pop("rule", None)
        try:
            change_protocol(protocol, by=self.request.user, text=written(ordered(settings)))
        except EngineError as error:
            messages.error(request, refusal(error))
        else:
            messages.success(request, "The draft is changed.")
        return redirect("protocol", key=protocol.key)

    def _protocol(self) -> Protocol:
        protocol = protocol_by_key(self.request.user, self.kwargs["key"])
        check_may(self.request.user, Permission.WRITE_PROTOCOL, protocol.organisation)
        if protocol.is_locked:
            raise Http404("A locked protocol is never changed.")
        return protocol


def settings_of(answers: Answers, *, but: str = "") -> dict[str, Any]:
    """Give the settings that the answers make."""
    found: dict[str, Any] = {}
    for step in PAGES:
        if step.name in answers and step.name != but:
            page: type[PlanPart] = step.form  # type: ignore[assignment]
            over(found, page.settings_from(answers[step.name]))
    return found


def ordered(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Put settings in the order of the reference."""
    known = {name: settings[name] for name in ORDER if name in settings}
    return known | {name: value for name, value in settings.items() if name not in known}


def typed(page: type[PlanPart], settings: Mapping[str, Any]) -> str:
    """Write the settings of a page as if they had been typed into it."""
    form = page()
    said = QueryDict(mutable=True)
    for name, path in page.paths.items():
        value = at(settings, path)
        if value is None:
            value = form.fields[name].initial
        if isinstance(value, bool):
            value = "on" if value else None
        if isinstance(value, (list, tuple)):
            said.setlist(name, [str(one) for one in value])
        elif value is not None:
            said[name] = _iso(value)
    return said.urlencode()


def _iso(value: str | float | date) -> str:
    return str(value)
