"""What is asked of the database only once while a page is read? Who has which role, and where.

A page asks many times what its person may do: for its navigation, its lists, its buttons. Who
only reads changes none of it, so what was answered first holds until the page is there. A form
that was sent, a job or a command asks afresh each time.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.http import HttpRequest, HttpResponse

    Answer = TypeVar("Answer")

READS = frozenset({"GET", "HEAD", "OPTIONS"})
_ANSWERS: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Give the answer to a question: asked now, or before while the same page was read.

    What is given is shared by all who ask: nobody may change it.
    """
    answers = _ANSWERS.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    answer: Answer = answers[question]
    return answer


class AskedOnce:
    """Middleware: begins afresh with each page that is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, remembering what was asked if nothing is being changed."""
        token = _ANSWERS.set({} if request.method in READS else None)
        try:
            return self.get_response(request)
        finally:
            _ANSWERS.reset(token)
