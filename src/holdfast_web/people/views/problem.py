"""How does a person tell of a problem with a page? In three questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect

from holdfast_web.people.forms.problem import ReplyForm, WhatForm, WhereForm
from holdfast_web.people.operations.problems import tell_of_problem
from holdfast_web.ui.steps import Step, Steps

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers


class Problem(LoginRequiredMixin, Steps):
    """Which page, what happened, whether to write back."""

    name = "problem"
    step_name = "problem_step"
    steps = (
        Step(name="page", title="Which page was it?", form=WhereForm),
        Step(name="what", title="What went wrong?", form=WhatForm),
        Step(name="reply", title="Do you want an answer by email?", form=ReplyForm),
    )
    check_title = "Check what you tell us"
    check_words = "It is sent by email to the people who run this service."
    button = "Send"
    request: SignedIn

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Pass it on and say so."""
        tell_of_problem(
            by=self.request.user,
            page=answers["page"]["page"],
            what=answers["what"]["what"],
            reply=answers["reply"]["reply"] == "yes",
        )
        messages.success(request, "Thank you. What you told us has been sent.")
        return redirect("home")
