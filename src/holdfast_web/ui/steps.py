"""How is a long job asked for? One thing a page, then the answers to check, then it is done.

The answers wait in the session, as they were typed, until the last page is sent: nothing is
saved before. What a child's record holds must not be asked for this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views import View

from holdfast_web.ui.days import written_day
from holdfast_web.ui.forms import flat
from holdfast_web.ui.times import TimeField, written_time

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField
    from django.http import HttpRequest

CHECK = "check"
Answers = Mapping[str, Mapping[str, Any]]
"""For each step that is answered, its form's cleaned data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One page: its name in the address, its title, and the form that asks."""

    name: str
    title: str
    form: type[forms.Form]
    words: str = ""


class Steps(View):
    """A path of pages. A subclass names its steps and says what `finish` does.

    It stands at two addresses: `name` begins afresh, `step_name` takes `<slug:step>`.
    """

    name: ClassVar[str]
    step_name: ClassVar[str]
    steps: ClassVar[tuple[Step, ...]]
    check_title: ClassVar[str] = "Check your answers"
    check_words: ClassVar[str] = ""
    button: ClassVar[str] = "Accept and send"
    first_back: ClassVar[str] = "home"

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Give the steps that there are, given the answers so far."""
        del answers
        return self.steps

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Give what a step's form is made with besides what was typed."""
        del step, answers
        return {}

    def follows(self, answers: Answers) -> SafeString:
        """Give what follows from the answers, to be looked at with them."""
        del answers
        return SafeString("")

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Do what was asked for, once all is answered and checked."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say how it ends.")

    def get(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Show a step or the answers; without a step, begin afresh."""
        del others
        if not step:
            request.session.pop(self._kept_as, None)
            return self._to(self.path({})[0].name)
        answers, unanswered = self._answers()
        if step == CHECK:
            if unanswered is not None:
                return self._to(unanswered.name)
            return self._check_page(answers)
        at = self._step(step, answers)
        if unanswered is not None and self._place(at, answers) > self._place(
            unanswered, answers
        ):
            return self._to(unanswered.name)
        said = self._said().get(step)
        form = at.form(
            data=QueryDict(said) if said is not None else None,
            **self.form_options(at, answers),
        )
        return self._step_page(at, form, answers)

    def post(self, request: HttpRequest, step: str = "", **others: Any) -> HttpResponse:
        """Keep an answer and go on, or finish."""
        del others
        answers, unanswered = self._answers()
        if step == CHECK:
            if unanswered is not None:
                return self._to(unanswered.name)
            answer = self.finish(request, answers)
            request.session.pop(self._kept_as, None)
            return answer
        at = self._step(step, answers)
        form = at.form(data=request.POST, **self.form_options(at, answers))
        if not form.is_valid():
            return self._step_page(at, form, answers)
        typed = request.POST.copy()
        typed.pop("csrfmiddlewaretoken", None)
        request.session[self._kept_as] = self._said() | {step: typed.urlencode()}
        answers, unanswered = self._answers()
        if CHECK in request.GET or unanswered is None:
            return self._to(unanswered.name if unanswered else CHECK)
        following = self._place(at, answers) + 1
        return self._to(self.path(answers)[following].name)

    @property
    def _kept_as(self) -> str:
        return f"steps:{reverse(self.name, kwargs=self._address())}"

    def _address(self) -> dict[str, Any]:
        return {name: value for name, value in self.kwargs.items() if name != "step"}

    def _href(self, step: str) -> str:
        return reverse(self.step_name, kwargs=self._address() | {"step": step})

    def _to(self, step: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._href(step))

    def _said(self) -> dict[str, str]:
        said: dict[str, str] = self.request.session.get(self._kept_as, {})
        return said

    def _answers(self) -> tuple[dict[str, dict[str, Any]], Step | None]:
        """Give what is answered so far, and the first step that is not."""
        answers: dict[str, dict[str, Any]] = {}
        said = self._said()
        place = 0
        while place < len(path := self.path(answers)):
            step = path[place]
            if step.name not in said:
                return answers, step
            form = step.form(
                data=QueryDict(said[step.name]), **self.form_options(step, answers)
            )
            if not form.is_valid():
                return answers, step
            answers[step.name] = form.cleaned_data
            place += 1
        return answers, None

    def _step(self, name: str, answers: Answers) -> Step:
        found = next((step for step in self.path(answers) if step.name == name), None)
        if found is None:
            raise Http404("There is no such step.")
        return found

    def _place(self, step: Step, answers: Answers) -> int:
        return [one.name for one in self.path(answers)].index(step.name)

    def _step_page(self, step: Step, form: BaseForm, answers: Answers) -> HttpResponse:
        place = self._place(step, answers)
        if CHECK in self.request.GET:
            back = self._href(CHECK)
        elif place:
            back = self._href(self.path(answers)[place - 1].name)
        else:
            back = reverse(self.first_back)
        alone = len(form.visible_fields()) == 1
        status = 422 if form.is_bound and form.errors and self.request.method == "POST" else 200
        context = {"step": step, "form": form, "back": back, "alone": alone}
        return render(self.request, "ui/step.html", context, status=status)

    def _check_page(self, answers: Answers) -> HttpResponse:
        path = self.path(answers)
        said = self._said()
        rows = []
        for step in path:
            form = step.form(
                data=QueryDict(said[step.name]), **self.form_options(step, answers)
            )
            form.is_valid()
            href = f"{self._href(step.name)}?{CHECK}"
            fields = form.visible_fields()
            # Several pages may ask alike: the page's title tells their answers apart.
            of = f", {step.title.lower()}" if len(fields) > 1 else ""
            rows += [
                (bound.label, written(bound), href, "Change", f"{bound.label}".lower() + of)
                for bound in fields
            ]
        context = {
            "title": self.check_title,
            "words": self.check_words,
            "follows": self.follows(answers),
            "rows": rows,
            "button": self.button,
            "back": self._href(path[-1].name),
        }
        return render(self.request, "ui/check_answers.html", context)


def written(bound: BoundField) -> str:
    """Write a checked answer as a person would say it."""
    value = bound.form.cleaned_data.get(bound.name)
    if value in (None, "", [], ()):
        return "Not given"
    if isinstance(bound.field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(bound.field, forms.DateField):
        return written_day(value)
    if isinstance(bound.field, TimeField):
        return written_time(value)
    if isinstance(bound.field, forms.ModelChoiceField):
        return str(value)
    if isinstance(bound.field, forms.ChoiceField):
        words = {str(option): str(said) for option, said in flat(bound.field)}
        several = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in several)
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
