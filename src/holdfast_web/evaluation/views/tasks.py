"""What is left to do before a draft of a protocol can be run?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.evaluation.models import FileKind

if TYPE_CHECKING:
    from collections.abc import Container

    from holdfast.evaluation.protocol_check import Check
    from holdfast_web.evaluation.models import Protocol

DONE, LEFT = "Completed", "To do"

Task = tuple[str, str | None, str]
"""What to do, where it is done if it can be, and how it stands."""


def tasks_of(draft: Protocol, *, given: Container[str], check: Check) -> list[Task]:
    """Give the tasks of a draft in their order; `given` are the kinds of files beside it."""

    def at(name: str) -> str:
        return reverse(name, args=[draft.key])

    def file(kind: FileKind) -> str:
        return DONE if kind.value in given else LEFT

    lock: Task = ("Lock it", at("protocol_lock"), LEFT)
    return [
        ("Write the plan", at("protocol_edit"), "To be mended" if check.faults else DONE),
        ("Give the enrolments", at("protocol_enrolments"), file(FileKind.ENROLMENTS)),
        ("Give the cost ledger", at("protocol_cost_ledger"), file(FileKind.COST_LEDGER)),
        lock if check.usable else ("Lock it", None, "Cannot be done yet"),
    ]
