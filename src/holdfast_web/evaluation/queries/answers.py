"""Which plans and findings help with each of the five questions?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.evaluation.models.protocol import ProtocolState
from holdfast_web.evaluation.queries.protocols import protocols_for
from holdfast_web.evaluation.queries.runs import runs_for
from holdfast_web.ui.days import written_day
from holdfast_web.ui.questions import Answer, offer_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast_web.evaluation.models import Run
    from holdfast_web.people.models import User

MOST = 5
LOOKED_THROUGH = 50


def offer_answers() -> None:
    """Offer the plans to the first question, and parts of the findings to the others."""
    offer_answer("change", plans)
    for question, section, words in (
        ("deliver", "who", "Who was meant, who was reached, and who drifted in."),
        ("measure", "changed", ""),
        ("value", "worth", "What it cost, what it saved or did not, and how sure that is."),
        ("sustain", "cannot", "What cannot be said from it, and why."),
    ):
        offer_answer(question, findings(section, words))


def plans(user: User) -> Iterator[Answer]:
    """Give the newest locked protocols: the plan before any result."""
    for protocol in protocols_for(user).filter(state=ProtocolState.LOCKED)[:MOST]:
        yield Answer(
            text=protocol.title,
            href=reverse("protocol", args=[protocol.key]),
            words="The children meant, the outcome, and the smallest change that matters. "
            f"Locked on {written_day(protocol.locked)}, {protocol.organisation.name}.",
        )


def findings(section: str, words: str) -> Callable[[User], Iterator[Answer]]:
    """Give a function from a person to a section of the newest findings of each protocol."""

    def answers(user: User) -> Iterator[Answer]:
        for run in _newest(user):
            yield Answer(
                text=f"{run.protocol.title}: findings",
                href=f"{reverse('run', args=[run.key])}#{section}",
                words=f"{words or f'Delay or prevent: {run.verdict}.'} "
                f"{written_day(run.finished)}, {run.organisation.name}.",
            )

    return answers


def _newest(user: User) -> list[Run]:
    done = runs_for(user).filter(finished__isnull=False).order_by("-finished", "-pk")
    newest: dict[int, Run] = {}
    for run in done[:LOOKED_THROUGH]:
        newest.setdefault(run.protocol_id, run)
    return list(newest.values())[:MOST]
