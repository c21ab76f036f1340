"""How is a programme read aloud: in which order, under which headings, and each value in words?

The order is that of the TIDieR checklist, so that two programmes are read side by side, row by
row. The pages of the service, the reference and the lists that leave all read from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from holdfast.library.evidence_card import CostBand, Rating, Study
from holdfast.library.programme_parts import (
    Attendance,
    CollectionPoint,
    CostLine,
    FidelityRule,
    Length,
    MakeUp,
    Needs,
    Outcome,
    Place,
    Role,
)
from holdfast.library.stages import stages
from holdfast.library.stated import Fact, Listed, Range

if TYPE_CHECKING:
    from holdfast.library.programme import Programme

Item = Role | FidelityRule | CollectionPoint | Outcome | CostLine | Rating | Study
"""What a list of a programme is made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question about a programme: where its answer is, and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Questions that belong together. `item` is the number of the TIDieR item; 0 if none."""

    title: str
    item: int
    rows: tuple[Row, ...]


def _section(title: str, item: int, **rows: str) -> Section:
    """Make a section of rows; two underscores in a name stand for a dot in a path."""
    return Section(
        title=title,
        item=item,
        rows=tuple(
            Row(path=path.replace("__", "."), title=words) for path, words in rows.items()
        ),
    )


SECTIONS = (
    _section("Name", 1, stands_for="What it stands for", owner="Who owns it"),
    _section(
        "Who it is for",
        0,
        who_for__ages="Ages",
        who_for__needs="Needs",
        who_for__journey="Place on the child's journey",
        who_for__attends="Who takes part",
    ),
    _section("Why", 2, why="Why it should work"),
    _section("Materials", 3, materials="Materials"),
    _section("Procedures", 4, procedures="What is done"),
    _section(
        "Who provides it",
        5,
        provided__roles="Roles",
        provided__staff_time="Time of staff",
        provided__training="Training of those who provide it",
        provided__certification="Certification",
        provided__supervision="Supervision",
    ),
    _section("How", 6, how="How it is given"),
    _section("Where", 7, where="Where"),
    _section(
        "When and how much",
        8,
        amount__length="How long",
        amount__sessions="Sessions",
        amount__minutes="Minutes of a session",
        amount__manager_sessions="Sessions for managers",
        amount__manager_minutes="Minutes of a session for managers",
        amount__rhythm="How often",
        amount__intensity="How intense",
        amount__caseload="Cases for each worker",
        amount__group_size="Size of the group",
        amount__topics="Topics of the sessions",
        amount__order_fixed="Sessions in fixed order",
        amount__spill_over="Time for what runs over",
        amount__spill_over_sessions="Spill-over sessions",
        amount__make_up="How a missed session is made up",
        amount__make_up_counts="Whether a session made up counts",
        amount__least_share="Least share of a session that counts",
        amount__between_sessions="Between sessions",
    ),
    _section("Tailoring", 9, tailoring="What may be fitted to whom"),
    _section("Modifications", 10, modifications="What was changed"),
    _section("How well, as planned", 11, fidelity="Fidelity"),
    _section("How well, as found", 12, as_found="As found", reach="Reach"),
    _section(
        "What it should change",
        0,
        outcomes="Outcomes",
        collection="What is measured, and when",
    ),
    _section("Published costs", 0, costs="Costs of delivery"),
    _section(
        "Evidence",
        0,
        evidence__ratings="Ratings",
        evidence__cost_band="Cost band",
        evidence__studies="Studies",
    ),
)
"""Every question in the order in which it is read."""

TITLES = {row.path: row.title for section in SECTIONS for row in section.rows}
"""What each question is called, by its path."""


def answer(programme: Programme, path: str) -> Fact[object] | Listed[Item]:
    """Give the answer to one question of `SECTIONS`.

    Examples
    --------
    >>> from holdfast.library.programme import programme
    >>> in_words(answer(programme("adopt"), "amount.length").agreed)
    '16 weeks'
    """
    found = reduce(getattr, path.split("."), programme)
    if not isinstance(found, Fact | Listed):
        raise TypeError(path)
    return found


def in_words(value: object) -> str:
    """Say a value of a programme in words.

    Examples
    --------
    >>> in_words(Range(low=7, high=10)), in_words(True), in_words(0.75)
    ('7 to 10', 'Yes', '75%')
    """
    match value:
        case bool():
            return "Yes" if value else "No"
        case float():
            return f"{value:.10g}" if value > 1 else f"{100 * value:.10g}%"
        case Place():
            names = "; ".join(stages()[name].title for name in value.stages)
            return f"{value.words} ({names})"
        case Needs() | Attendance() | MakeUp():
            return value.words
        case CostBand():
            band = f"{value.band} of {value.out_of}" if value.out_of else value.band
            return f"{value.body}: {band}" + (f" ({value.means})" if value.means else "")
        case tuple():
            return ", ".join(in_words(item) for item in value)
        case Range() | Length():
            return str(value)
    return str(value)
