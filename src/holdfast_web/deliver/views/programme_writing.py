"""How is a programme of one's own written on pages? One thing a page, then a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from holdfast.deliver.own_programme import answers_of
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms import own_programmes as pages
from holdfast_web.deliver.forms.programmes import WhoseForm, where_kept
from holdfast_web.deliver.models import OwnKind
from holdfast_web.deliver.operations.programmes import add_own, change_own
from holdfast_web.deliver.queries.programmes import held, own_programmes
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may, organisations
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.steps import CHECK, Step, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from holdfast_web.deliver.models import OwnProgramme
    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers

WHOSE = Step(name="organisation", title="For which organisation?", form=WhoseForm)
PAGES = (
    Step(name="name", title="What is the programme called?", form=pages.NamePage),
    Step(
        name="who",
        title="Who is it for?",
        form=pages.WhoPage,
        words="Leave out what you have not settled. It will say that you have not said it.",
    ),
    Step(name="needs", title="Which needs does it answer?", form=pages.NeedsPage),
    Step(name="journey", title="Where on the child's journey?", form=pages.JourneyPage),
    Step(name="why", title="Why should it work, and what is done?", form=pages.WhyPage),
    Step(name="people", title="Who delivers it?", form=pages.PeoplePage),
    Step(name="amount", title="How much of it is there?", form=pages.AmountPage),
    Step(name="group", title="In which groups and order?", form=pages.GroupPage),
    Step(name="catch-up", title="What counts as received?", form=pages.CatchUpPage),
    Step(
        name="fidelity",
        title="How is it known to be done as meant?",
        form=pages.FidelityPage,
    ),
    Step(name="outcomes", title="What should it change?", form=pages.OutcomesPage),
)
BECAUSE = Step(name="because", title="What do you change, and why?", form=pages.WhyChanged)


class Keeps(LoginRequiredMixin, Steps):
    """Pages for those who keep programmes somewhere; nobody else has them."""

    first_back = "deliver:programmes"
    request: SignedIn

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Turn away whoever keeps no programme anywhere, or not this one."""
        if request.user.is_authenticated:
            if not organisations(request.user, Permission.MANAGE_PROGRAMMES):
                raise Http404("There is no such page, or it is not yours to see.")
            self.check_theirs()
        return super().dispatch(request, *args, **kwargs)

    def check_theirs(self) -> None:
        """Refuse a programme that these pages may not be about; a new one is about none."""

    def whose(self, answers: Answers) -> Organisation:
        """Give the organisation chosen, or the only one."""
        chosen: Organisation | None = answers.get(WHOSE.name, {}).get("organisation")
        return chosen or where_kept(self.request.user).get()

    @property
    def asks_whose(self) -> tuple[Step, ...]:
        """Ask for the organisation only where there is more than one to choose."""
        several = len(organisations(self.request.user, Permission.MANAGE_PROGRAMMES)) > 1
        return (WHOSE,) if several else ()

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Give the choice of organisations whose it may be."""
        del answers
        return {"user": self.request.user} if step is WHOSE else {}

    def begin_with(self, said: Mapping[str, Mapping[str, Any]], seen: int) -> None:
        """Put what is there now into the pages, and remember which version it was."""
        self.request.session[self._kept_as] = {
            step: urlencode(values, doseq=True) for step, values in said.items()
        }
        self.request.session[self._seen_as] = seen

    @property
    def seen(self) -> int:
        """The version that was there when these pages began."""
        return int(self.request.session.get(self._seen_as, 0))

    @property
    def _seen_as(self) -> str:
        return f"{self._kept_as}:seen"

    def post(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Keep an answer and go on, or finish; a refusal keeps the answers."""
        if step != CHECK:
            return super().post(request, step, **others)
        answers, unanswered = self._answers()
        if unanswered is not None:
            return self._to(unanswered.name)
        try:
            done = self.finish(request, answers)
        except InputError as error:
            return self.refused(error)
        request.session.pop(self._kept_as, None)
        return done

    def refused(self, error: InputError) -> HttpResponse:
        """Say why it is refused, above the answers."""
        messages.error(self.request, refusal(error))
        return self._to(CHECK)


class AddOwn(Keeps):
    """A new programme of one's own."""

    name = "deliver:programme_new"
    step_name = "deliver:programme_new_step"
    check_title = "Check the programme"
    check_words = "You can change it later. Each change makes a new version."
    button = "Add the programme"

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask for the organisation where there are several."""
        del answers
        return (*self.asks_whose, *PAGES)

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Add it."""
        own = add_own(
            by=self.request.user,
            organisation=self.whose(answers),
            answers=pages.answers_from(_all(answers)),
        )
        messages.success(request, f"{own.name} is added.")
        return redirect("deliver:programme", urn=own.urn)


class ChangeOwn(AddOwn):
    """The pages of one's own programme, each with its present answers."""

    name = "deliver:programme_change"
    step_name = "deliver:programme_change_step"
    check_words = "Runs that began on an earlier version stay on it."
    button = "Make a new version"

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask first what the change is for; whose it is stays."""
        del answers
        return (BECAUSE, *PAGES)

    def get(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Begin with what the newest version says: after the reason, all is there to check."""
        own = self._own()
        if not step:
            typed = pages.typed_from(answers_of(held(self.request.user, own.urn).programme))
            said = {
                page.name: {
                    name: typed[name] for name in page.form.base_fields if name in typed
                }
                for page in PAGES
            }
            self.begin_with(said, own.newest)
            return self._to(BECAUSE.name)
        return super().get(request, step, **others)

    def check_theirs(self) -> None:
        """Refuse one that is not theirs to change."""
        self._own()

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Make a new version of it."""
        own = self._own()
        version = change_own(
            own,
            by=self.request.user,
            answers=pages.answers_from(_all(answers)),
            why=answers[BECAUSE.name]["because"],
            seen=self.seen,
        )
        messages.success(request, f"Version {version.number} is made.")
        return redirect("deliver:programme", urn=own.urn)

    def _own(self) -> OwnProgramme:
        own = get_object_or_404(
            own_programmes(self.request.user), urn=self.kwargs["urn"], kind=OwnKind.OWN
        )
        check_may(self.request.user, Permission.MANAGE_PROGRAMMES, own.organisation)
        return own


def _all(answers: Answers) -> dict[str, Any]:
    """Put the answers of all pages together."""
    return {name: value for page in answers.values() for name, value in page.items()}
