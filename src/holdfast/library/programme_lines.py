"""What is the answer to one question about a programme, line by line, and on whose word?

Every answer, whether one value or a list of roles, studies or costs, becomes lines: words, the
sources behind them and how far to rely on them. Where nothing is known the line says which kind
of nothing it is. Two accounts that differ are two lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.library.evidence_card import Rating
from holdfast.library.fidelity import instrument
from holdfast.library.programme_parts import (
    CollectionPoint,
    CostLine,
    FidelityRule,
    Outcome,
    Role,
)
from holdfast.library.programme_words import answer, in_words
from holdfast.library.stated import Fact, Silence, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.entry import Status
    from holdfast.library.evidence_card import Study
    from holdfast.library.programme import Programme
    from holdfast.library.programme_words import Item


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Something said of a programme, or why there is nothing to say.

    `about` names what the line is about, where an answer has several parts. `standing` is the
    status of what is said, or `not published` or `does not apply`.
    """

    about: str
    words: str
    standing: str
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says only that there is nothing to say."""
        return not self.sources


def lines(programme: Programme, path: str) -> tuple[Line, ...]:
    """Answer one question of `holdfast.library.programme_words.SECTIONS`.

    Examples
    --------
    >>> from holdfast.library.programme import programme
    >>> [(line.words, line.standing) for line in lines(programme("keep-safe"), "amount.length")]
    [('20 weeks', 'confirmed'), ('16 weeks', 'confirmed')]
    >>> lines(programme("result"), "amount.spill_over_sessions")[0].standing
    'not published'
    """
    found = answer(programme, path)
    if isinstance(found, Fact):
        return tuple(_of_fact("", found))
    if found.reason:
        return (_silence("", found),)
    return tuple(line for item in found.items for line in _of_item(item))


def _of_fact(about: str, fact: Fact[object]) -> Iterator[Line]:
    if fact.reason:
        yield _silence(about, fact)
    for account in fact.said:
        yield _said(about, in_words(account.value), account)


def _of_item(item: Item) -> Iterator[Line]:
    match item:
        case Role():
            yield from _of_fact(f"{item.title}, how many", item.how_many)
            yield from _of_fact(f"{item.title}, background", item.background)
        case FidelityRule():
            title = instrument(item.instrument).title
            yield from _of_fact(f"{title}: what is rated", item.what)
            yield from _of_fact(f"{title}: who rates", item.raters)
            yield from _of_fact(f"{title}: how many", item.sample)
        case CollectionPoint():
            measures = f": {', '.join(item.measures)}" if item.measures else ""
            yield _said(item.name, f"{item.when}{measures}", item)
        case Outcome():
            yield _said(f"For {item.of}", item.aim, item)
        case CostLine():
            yield from _of_cost(item)
        case Rating():
            means = f" ({item.means})" if item.means else ""
            for line in _of_fact(f"{item.body}, {item.of}", item.value):
                yield line if line.silent else _with_words(line, f"{line.words}{means}")
        case _:
            yield _said(item.name, _of_study(item), item)


def _of_study(study: Study) -> str:
    against = f" compared with {_lower(study.compared_with)}" if study.compared_with else ""
    return f"{study.finding} {study.people}{against}. {study.country}, {study.design}."


def _of_cost(cost: CostLine) -> Iterator[Line]:
    year = cost.price_year
    prices = f"prices of {year.agreed}" if year.agreed else "price year not published"
    when = "once" if cost.once else "each time"
    ends = f"£{cost.amount.low:,.0f}", f"£{cost.amount.high:,.0f}"
    amount = ends[0] if ends[0] == ends[1] else " to ".join(ends)
    yield _said(cost.title, f"{amount} {cost.per}, {when} ({prices})", cost)


def _with_words(line: Line, words: str) -> Line:
    return Line(
        about=line.about,
        words=words,
        standing=line.standing,
        sources=line.sources,
        note=line.note,
    )


def _said(about: str, words: str, stated: Stated) -> Line:
    status: Status = stated.status
    return Line(
        about=about,
        words=words,
        standing=status.value,
        sources=stated.sources,
        note=stated.note,
    )


def _silence(about: str, silence: Silence) -> Line:
    standing = "not published" if silence.not_published else "does not apply"
    return Line(about=about, words=silence.reason, standing=standing)


def _lower(text: str) -> str:
    """Begin with a small letter, unless the first word is a name or a number of capitals."""
    return text if text[:2].isupper() or text[:1].isdigit() else text[0].lower() + text[1:]
