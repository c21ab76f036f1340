"""What is wrong with a protocol, and what does its design permit, before any result is seen?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from holdfast.evaluation.coverage import coverage
from holdfast.evaluation.protocol_check import Check, check
from holdfast_web.evaluation.beside import lay_out
from holdfast_web.evaluation.models import FileKind
from holdfast_web.evaluation.places import kept_file
from holdfast_web.evaluation.plan import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast_web.evaluation.models import Protocol

    Years = Mapping[str, frozenset[int]]

NOT_GIVEN = {
    FileKind.ENROLMENTS: "enrolments: the file of enrolments has not been given yet.",
    FileKind.COST_LEDGER: "cost_ledger: the cost ledger has not been given yet.",
}


def check_of(protocol: Protocol, *, years: Years | None = None) -> Check:
    """Look a protocol over as the command line does, and against returns where they are chosen.

    Parameters
    ----------
    years
        For each kind of return, the years that the chosen returns hold. Without it nothing is
        said of returns.
    """
    plan, wrong = read_plan(protocol.text)
    if wrong or plan is None:
        return Check(faults=wrong)
    files = {FileKind(file.kind): file for file in protocol.files.all()}
    found = _looked_over(_Given(protocol, protocol.text, tuple(_as_they_are(protocol))))
    missing = [words for kind, words in NOT_GIVEN.items() if kind not in files]
    notes = list(found.notes)
    if FileKind.ENROLMENTS in files:
        aside = files[FileKind.ENROLMENTS].set_aside
        notes[:0] = [
            f"enrolments: {reason} ({number} row{'s' if number > 1 else ''})."
            for reason, number in aside.items()
        ]
    problems = [*missing, *_said(found.problems, missing)]
    if years is not None:
        covered = coverage(plan, years)
        problems += covered.problems
        notes += covered.notes
    return replace(found, problems=tuple(problems), notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class _Given:
    """What a check rests on: the text, and the files beside it as they are now."""

    protocol: Protocol = field(compare=False)
    text: str
    files: tuple[tuple[str, int], ...]


def _as_they_are(protocol: Protocol) -> Iterator[tuple[str, int]]:
    for kind in FileKind:
        path = kept_file(protocol, kind)
        if path.is_file():
            yield str(path), path.stat().st_mtime_ns


@lru_cache(maxsize=256)
def _looked_over(given: _Given) -> Check:
    """Ask the engine; remembered, since the same plan and files have the same faults."""
    protocol = given.protocol
    plan, _ = read_plan(given.text)
    if plan is None:
        raise ValueError("A text with faults is not laid out.")
    with TemporaryDirectory(prefix="holdfast-check-") as folder:
        return check(lay_out(protocol, plan, Path(folder)))


def _said(problems: tuple[str, ...], missing: list[str]) -> Iterator[str]:
    """Leave out what was said better: files not given, and returns, which are chosen later."""
    of = tuple(line.split(":")[0] + ":" for line in missing)
    for line in problems:
        if not line.startswith((*of, "returns: there is nothing called")):
            yield line
