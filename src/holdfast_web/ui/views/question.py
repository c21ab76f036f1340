"""What does the service hold that helps with one of the five questions?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast_web.ui.questions import QUESTIONS, answers_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_required
def question(request: HttpRequest, name: str) -> HttpResponse:
    """Show a question, what it means, and the pages that help this person with it."""
    asked = next((one for one in QUESTIONS if one.name == name), None)
    if asked is None:
        raise Http404("There are five questions, and this is none of them.")
    answers = answers_for(name, request.user)
    return render(request, "ui/question.html", {"question": asked, "answers": answers})
