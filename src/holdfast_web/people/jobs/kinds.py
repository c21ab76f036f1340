"""Which kinds of work are there, who may ask for each, and what does each do?

An app registers its own in `<app>/jobs.py`, imported as the app starts:

    @does("records.read", words="Read a return", may_ask=Permission.UPLOAD_RETURNS)
    def read(work: Work) -> None: ...
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast_web.people.jobs.work import Work
    from holdfast_web.people.models import Job

    Does = Callable[[Work], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class JobKind:
    """A kind of work: what it is called, who may ask for it and see it, and what it does."""

    name: str
    words: str
    may_ask: Permission
    may_see: Permission
    does: Does
    then: Callable[[Job], str | None] | None
    """The address of what came of it, for the page of a job that is done."""


KINDS: dict[str, JobKind] = {}


def does(
    name: str,
    *,
    words: str = "",
    may_ask: Permission = Permission.RUN_EVALUATION,
    may_see: Permission | None = None,
    then: Callable[[Job], str | None] | None = None,
) -> Callable[[Does], Does]:
    """Register a function as what a kind of work does.

    Parameters
    ----------
    name
        `app.verb`, kept with every job of the kind.
    words
        What the progress page calls it: "Read a return".
    may_ask
        The permission to ask for it and to cancel it.
    may_see
        The permission to follow it; that of asking, unless it is said.
    then
        Gives the address of what came of a job that is done.
    """

    def registered(function: Does) -> Does:
        if name in KINDS and KINDS[name].does.__qualname__ != function.__qualname__:
            raise ValueError(f"Two functions say that they do {name}.")
        KINDS[name] = JobKind(
            name=name, words=words or name, may_ask=may_ask, may_see=may_see or may_ask,
            does=function, then=then,
        )  # fmt: skip
        return function

    return registered
