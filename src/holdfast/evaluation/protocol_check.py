"""Is the plan ready, and what will it let anyone say? Answered without a look at any outcome.

The protocol, the names and headings of its files, how many children were enrolled and which
names the library knows: nothing here reads what became of a child.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from holdfast.change.enrolments import read_enrolments
from holdfast.evaluation.coverage import coverage, years_by_name
from holdfast.evaluation.protocol_file import faults, read_protocol
from holdfast.kernel.errors import EngineError
from holdfast.library.deflator import deflator, deflator_names
from holdfast.library.discounting import discount_schedule_names
from holdfast.library.unit_costs import unit_costs_names
from holdfast.measure.permitted_claim import PermittedClaim, permitted_claim
from holdfast.measure.propensity import FEWEST_CHILDREN
from holdfast.records.pseudonym import Pseudonyms
from holdfast.value.ledger import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from holdfast.evaluation.protocol import Protocol
    from holdfast.evaluation.protocol_file import Fault

POWER = 0.8
RISKS = (0.1, 0.2, 0.4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """What is wrong, what should be known, and what may be claimed.

    `problems` stop an evaluation; `notes` do not.
    """

    faults: tuple[Fault, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sha256: str = ""
    claim: PermittedClaim | None = field(default=None)

    @property
    def usable(self) -> bool:
        """Whether `holdfast evaluate` would start on this protocol."""
        return not self.faults and not self.problems

    def lines(self) -> list[str]:
        """Give the whole in plain lines, the worst first."""
        wrong = [str(fault) for fault in self.faults] + list(self.problems)
        lines = (
            ["Wrong, to be mended first:", *(f"  - {one}" for one in wrong)] if wrong else []
        )
        if self.notes:
            lines += [
                "To know before the result is seen:",
                *(f"  - {one}" for one in self.notes),
            ]
        if self.claim is not None:
            lines += [
                f"This design permits: {self.claim.claim}.",
                f"  {self.claim.sentence}",
                f"  {self.claim.cannot}",
            ]
        if self.usable:
            lines.append(f"The protocol can be used. Its hash is {self.sha256}.")
        return lines


def check(path: Path) -> Check:
    """Look a protocol over before any result is seen."""
    wrong = faults(path)
    if wrong:
        return Check(faults=wrong)
    protocol = read_protocol(path)
    problems = _library(protocol)
    notes: list[str] = []
    given = [path.parent / name for name in protocol.returns]
    for name, place in zip(protocol.returns, given, strict=True):
        if not place.exists():
            problems.append(f"returns: there is nothing called {name} beside the protocol.")
    if all(place.exists() for place in given):
        found = coverage(protocol, years_by_name(given))
        problems.extend(found.problems)
        notes.extend(found.notes)
    _enrolments(path.parent / protocol.enrolments, protocol, problems, notes)
    try:
        read_ledger(path.parent / protocol.cost_ledger)
    except EngineError as error:
        problems.append(f"cost_ledger: {error.what} {error.fix}")
    return Check(
        problems=tuple(problems),
        notes=tuple(notes),
        sha256=protocol.sha256,
        claim=permitted_claim(protocol.design),
    )


def _library(protocol: Protocol) -> list[str]:
    """Check the names that only the library can know."""
    problems = []
    for path, name, known in (
        ("costs.library", protocol.costs.library, unit_costs_names()),
        ("costs.deflator", protocol.costs.deflator, deflator_names()),
        ("value.discount", protocol.value.discount, discount_schedule_names()),
    ):
        if name not in known:
            problems.append(
                f"{path}: the library does not hold this. Use one of: {', '.join(known)}."
            )
    held = protocol.costs.deflator in deflator_names()
    if held and not deflator(protocol.costs.deflator).covers(protocol.costs.price_year):
        problems.append("costs.price_year: the deflator does not reach this year.")
    return problems


def _enrolments(path: Path, protocol: Protocol, problems: list[str], notes: list[str]) -> None:
    # A key of no secret: pseudonyms are made only to count children once, and are let go.
    try:
        enrolments = read_enrolments(path, pseudonyms=Pseudonyms(bytes(32)))
    except EngineError as error:
        problems.append(f"enrolments: {error.what} {error.fix}")
        return
    notes.extend(
        f"enrolments: {reason} ({number} row{'s' if number > 1 else ''})."
        for reason, number in enrolments.set_aside.items()
    )
    arms = _children(enrolments.table, protocol)
    if protocol.design == "randomised" and enrolments.table["arm"].is_null().all():
        problems.append("enrolments: a randomised design needs the columns arm and randomised.")
        return
    for arm, number in arms.items():
        if number < FEWEST_CHILDREN:
            problems.append(
                f"enrolments: fewer than {FEWEST_CHILDREN} children of the {arm} arm have "
                "their day 0 within cohort.dates, too few to compare. Widen the dates, or wait."
            )
    n = min(arms.values())
    if n >= FEWEST_CHILDREN:
        notes.append(_words(n, protocol))


def _children(table: pl.DataFrame, protocol: Protocol) -> dict[str, int]:
    """Count the children whose day 0 falls within the dates, by arm."""
    dates = protocol.cohort.dates
    if protocol.design == "randomised":
        within = table.filter(table["randomised"].is_between(dates.from_, dates.to))
        return {
            arm: within.filter(within["arm"] == arm)["child"].n_unique()
            for arm in ("programme", "comparison")
        }
    first = table.drop_nulls("enrolled").unique("child", keep="first", maintain_order=True)
    within = first.filter(first["enrolled"].is_between(dates.from_, dates.to))
    return {"programme": len(within)}


def _words(n: int, protocol: Protocol) -> str:
    """Say what so many children could show at the very best."""
    shown = []
    for risk in RISKS:
        best = smallest_fall(n, risk, level=protocol.bootstrap.level)
        shown.append(
            f"none at all from {risk:.0%}"
            if best is None
            else f"one from {risk:.0%} to {risk - best:.0%}"
        )
    return (
        "Number of children: however large the comparison, the smallest fall in the risk of "
        f"entry that this many children would show four times in five is {shown[0]}, "
        f"{shown[1]}, or {shown[2]}. Some of them may prove to be outside the cohort."
    )


def smallest_fall(n: int, risk: float, *, level: float = 0.95) -> float | None:
    """Give the smallest fall from a known risk that `n` children would show with 80% power.

    The normal approximation for one share against a known one; None where not even a fall to
    nothing would show. A comparison of limited size needs a larger fall still.

    Examples
    --------
    >>> round(smallest_fall(200, 0.2), 3)
    0.075
    """
    normal = NormalDist()
    z, power = normal.inv_cdf((1 + level) / 2), normal.inv_cdf(POWER)

    def shows(lower: float) -> bool:
        spread = z * sqrt(risk * (1 - risk)) + power * sqrt(lower * (1 - lower))
        return (risk - lower) * sqrt(n) >= spread

    if not shows(0.0):
        return None
    low, high = 0.0, risk
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shows(middle) else (low, middle)
    return risk - low
