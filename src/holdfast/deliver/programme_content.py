"""How is a programme kept, so that a run stays on it; and what did an edit change?

The whole of a programme and its variations go into one JSON document and come out the same.
Two documents are compared answer by answer, in the words in which a reader sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from holdfast.deliver.dose import CatchUp
from holdfast.deliver.programme import Variation, VariedProgramme, as_varied, title_of, vary
from holdfast.kernel.errors import InputError
from holdfast.library.programme import Programme
from holdfast.library.programme_lines import Line, lines
from holdfast.library.programme_words import SECTIONS, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ANY: TypeAdapter[object] = TypeAdapter(object)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One answer that differs between two versions; empty words where there was none."""

    title: str
    before: str
    after: str


def as_content(programme: Programme | VariedProgramme) -> dict[str, Any]:
    """Give a programme and its variations as plain values, ready for JSON.

    Examples
    --------
    >>> from holdfast.library.programme import programme
    >>> from_content(as_content(programme("result"))).programme == programme("result")
    True
    """
    whole = as_varied(programme)
    return {
        "programme": whole.programme.model_dump(mode="json"),
        "variations": [
            {
                "path": variation.path,
                "value": _ANY.dump_python(variation.value, mode="json"),
                "why": variation.why,
                "agreed_by": variation.agreed_by,
                "agreed_on": variation.agreed_on.isoformat(),
            }
            for variation in whole.variations
        ],
    }


def from_content(content: Mapping[str, Any]) -> VariedProgramme:
    """Read a programme back, checked as a file of the library is.

    Raises
    ------
    InputError
        `deliver.programme-unreadable` with the path of the first fault, and whatever
        `holdfast.deliver.programme.vary` refuses.
    """
    try:
        whole = VariedProgramme(programme=Programme.model_validate(content.get("programme")))
    except ValidationError as error:
        first, *others = error.errors(include_url=False, include_input=False)
        more = f" There are {len(others)} further faults." if others else ""
        raise _unreadable(
            f"{first['msg'].lower()}.{more}",
            " > ".join(("programme", *(str(part) for part in first["loc"]))),
        ) from error
    for number, given in enumerate(content.get("variations", ())):
        try:
            variation = Variation(
                path=given["path"],
                value=given["value"],
                why=given["why"],
                agreed_by=given["agreed_by"],
                agreed_on=date.fromisoformat(given["agreed_on"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _unreadable(
                "a variation lacks a part or its date.", f"variations > {number}"
            ) from error
        whole = vary(whole, variation)
    return whole


def changes(
    before: Programme | VariedProgramme, after: Programme | VariedProgramme
) -> tuple[Change, ...]:
    """Say what differs between two versions, in the order in which a programme is read.

    Examples
    --------
    >>> from holdfast.library.programme import programme
    >>> [change.title for change in changes(programme("keep"), programme("keep-safe"))][:2]
    ['Name', 'Title']
    """
    old, new = dict(_answers(as_varied(before))), dict(_answers(as_varied(after)))
    return tuple(
        Change(title=title, before=old.get(title, ""), after=new.get(title, ""))
        for title in dict.fromkeys((*old, *new))
        if old.get(title, "") != new.get(title, "")
    )


def varied_words(variation: Variation) -> str:
    """Say the value of a variation in words."""
    value = variation.value
    if variation.path == "amount.make_up" and isinstance(value, tuple):
        return ", ".join(CatchUp(kind).value for kind in value) or "None counts"
    return in_words(value)


def _answers(whole: VariedProgramme) -> Iterator[tuple[str, str]]:
    entry = whole.programme
    yield "Name", entry.name
    yield "Title", entry.title
    for section in SECTIONS:
        for row in section.rows:
            yield row.title, "; ".join(_spoken(line) for line in lines(entry, row.path))
    for variation in whole.variations:
        title = f"Varied here: {title_of(entry, variation.path)}"
        yield title, f"{varied_words(variation)}. {variation.why} ({variation.agreed_by})"


def _spoken(line: Line) -> str:
    about = f"{line.about}: " if line.about else ""
    return f"{about}{line.standing}. {line.words}" if line.silent else f"{about}{line.words}"


def _unreadable(what: str, where: str) -> InputError:
    return InputError(
        f"A programme that was kept cannot be read: {what}",
        code="deliver.programme-unreadable",
        where=where,
        fix="Mend the place named; docs/reference/library.md says what belongs there.",
    )
