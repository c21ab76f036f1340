"""How is a programme varied on pages? Which parts, then each with its reason, then a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from holdfast.deliver.programme import as_varied, may_vary, title_of, vary
from holdfast.library.programme_lines import lines
from holdfast.library.programme_words import TITLES
from holdfast_web.deliver.forms.own_programmes import WhyChanged
from holdfast_web.deliver.forms.variations import VariedName, WhichParts, form_of
from holdfast_web.deliver.models import OwnKind
from holdfast_web.deliver.operations.programmes import add_varied, change_varied
from holdfast_web.deliver.queries.programmes import held, own_programmes
from holdfast_web.deliver.views.programme_writing import WHOSE, Keeps
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.ui.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from holdfast.deliver.programme import VariedProgramme
    from holdfast.library.programme import Programme
    from holdfast_web.deliver.models import OwnProgramme
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.ui.steps import Answers

NAME = Step(name="name", title="What is it called here?", form=VariedName)
PARTS = Step(name="parts", title="What do you do differently?", form=WhichParts)
BECAUSE = Step(name="because", title="What do you change, and why?", form=WhyChanged)


def slug_of(path: str) -> str:
    """Give the name of the page on which a path is asked for."""
    return path.replace(".", "-").replace("_", "-")


class Vary(Keeps):
    """A programme with an organisation's variations, kept under a name of its own."""

    name = "deliver:programme_vary"
    step_name = "deliver:programme_vary_step"
    check_title = "Check what you vary"
    check_words = "What is published stays as it is, with its evidence; yours stands beside it."
    button = "Keep it"

    def check_theirs(self) -> None:
        """Refuse one that is not theirs to see."""
        held(self.request.user, self.kwargs["urn"])

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask which parts, and then for each of them."""
        return (*self.asks_whose, NAME, PARTS, *self._parts(answers))

    def _parts(self, answers: Answers) -> Iterator[Step]:
        programme = self.of.programme
        for path in answers.get(PARTS.name, {}).get("parts", ()):
            yield Step(name=slug_of(path), title=title_of(programme, path), form=form_of(path))

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Give each page what is published of its part."""
        programme = self.of.programme
        if step == PARTS:
            return {
                "offered": [
                    (path, title_of(programme, path), _published(programme, path))
                    for path in may_vary(programme)
                ]
            }
        if step in {NAME, BECAUSE, WHOSE}:
            return super().form_options(step, answers)
        path = next(path for path in may_vary(programme) if slug_of(path) == step.name)
        return {"title": step.title, "published": _published(programme, path)}

    def get(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Begin afresh, with what a varied programme varies already."""
        if step or not self.of.whole.variations:
            return super().get(request, step, **others)
        said = self._said_by(self.of)
        del said[NAME.name]
        self.begin_with(said, self.of.version)
        return self._to(self.path({})[0].name)

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Keep it as a programme of the organisation's."""
        own = add_varied(
            by=self.request.user,
            organisation=self.whose(answers),
            of=self.of,
            whole=self._whole(answers),
            name=answers[NAME.name]["name"],
        )
        messages.success(request, f"{own.name} is kept.")
        return redirect("deliver:programme", urn=own.urn)

    @property
    def of(self) -> Held:
        """The programme that is varied."""
        return held(self.request.user, self.kwargs["urn"])

    def _whole(self, answers: Answers) -> VariedProgramme:
        whole = as_varied(self.of.programme)
        for path in answers[PARTS.name]["parts"]:
            form = form_of(path)(title="", published="")
            form.cleaned_data = dict(answers[slug_of(path)])
            whole = vary(whole, form.variation(path))
        return whole

    def _said_by(self, found: Held) -> dict[str, dict[str, Any]]:
        """Give what would have been typed for the variations that there are."""
        said: dict[str, dict[str, Any]] = {
            NAME.name: {"name": found.name},
            PARTS.name: {"parts": [one.path for one in found.whole.variations]},
        }
        for one in found.whole.variations:
            said[slug_of(one.path)] = {
                **form_of(one.path).typed(one.value),
                "why": one.why,
                "agreed_by": one.agreed_by,
                "agreed_on": one.agreed_on.isoformat(),
            }
        return said


class ChangeVaried(Vary):
    """The variations of one's own programme, each with its present answers."""

    name = "deliver:programme_vary_change"
    step_name = "deliver:programme_vary_change_step"
    check_words = "Runs that began on an earlier version stay on it."
    button = "Make a new version"

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask first what the change is for; whose it is stays."""
        return (BECAUSE, NAME, PARTS, *self._parts(answers))

    def get(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Begin with what the newest version varies: after the reason comes the check."""
        own = self._own()
        if step:
            return Keeps.get(self, request, step, **others)
        self.begin_with(self._said_by(self.of), own.newest)
        return self._to(BECAUSE.name)

    def check_theirs(self) -> None:
        """Refuse one that is not theirs to change."""
        self._own()

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Make a new version of it."""
        own = self._own()
        version = change_varied(
            own,
            by=self.request.user,
            whole=self._whole(answers),
            name=answers[NAME.name]["name"],
            why=answers[BECAUSE.name]["because"],
            seen=self.seen,
        )
        messages.success(request, f"Version {version.number} is made.")
        return redirect("deliver:programme", urn=own.urn)

    def _own(self) -> OwnProgramme:
        own = get_object_or_404(
            own_programmes(self.request.user), urn=self.kwargs["urn"], kind=OwnKind.VARIED
        )
        check_may(self.request.user, Permission.MANAGE_PROGRAMMES, own.organisation)
        return own


def _published(programme: Programme, path: str) -> str:
    """Say in a line what is published of a part."""
    if path in TITLES:
        said = lines(programme, path)
    else:
        said = tuple(
            line
            for line in lines(programme, "provided.roles")
            if line.about == f"{title_of(programme, path).removeprefix('How many: ')}, how many"
        )
    told = " or ".join(
        f"{line.standing}. {line.words}" if line.silent else line.words for line in said
    )
    told = told[0].upper() + told[1:]
    return told if said[0].silent else f"Published: {told.rstrip('.')}."
