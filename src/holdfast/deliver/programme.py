"""What did a site change in a programme, who agreed it, and with which dose does it plan?

A variation settles or changes one planning value of a programme for one organisation. It never
touches what is published: the programme stays as it is, with its sources and its evidence, and
the variation stands beside it with the reason and who agreed. What nobody has published, or
sources give differently, is `Unsettled` until an organisation settles it so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from holdfast.deliver.dose import CatchUp, Dose, FacilitatorNeed, Unsettled
from holdfast.kernel.errors import InputError
from holdfast.library.entry import Status
from holdfast.library.programme_parts import Length, LengthUnit, MakeUp, Place, RolePart
from holdfast.library.programme_words import TITLES
from holdfast.library.stated import Fact, Range, Standing, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.library.programme import Programme

T = TypeVar("T")

WEEKS_IN_A_MONTH = 365.25 / 12 / 7

_AT_LEAST_ONE: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=1, le=1000)])
_NONE_OR_MORE: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=0, le=1000)])
_TEXT: TypeAdapter[str] = TypeAdapter(Words)
MAY_VARY: Mapping[str, TypeAdapter[Any]] = {
    "who_for.ages": TypeAdapter(Range),
    "who_for.journey": TypeAdapter(Place),
    "materials": _TEXT,
    "procedures": _TEXT,
    "how": _TEXT,
    "where": _TEXT,
    "provided.training": _TEXT,
    "provided.supervision": _TEXT,
    "amount.length": TypeAdapter(Length),
    "amount.sessions": _AT_LEAST_ONE,
    "amount.minutes": _AT_LEAST_ONE,
    "amount.manager_sessions": _NONE_OR_MORE,
    "amount.manager_minutes": _AT_LEAST_ONE,
    "amount.rhythm": _TEXT,
    "amount.caseload": TypeAdapter(Range),
    "amount.group_size": TypeAdapter(Range),
    "amount.topics": _TEXT,
    "amount.order_fixed": TypeAdapter(bool),
    "amount.spill_over_sessions": _NONE_OR_MORE,
    "amount.make_up": TypeAdapter(tuple[CatchUp, ...]),
    "amount.make_up_counts": TypeAdapter(bool),
    "amount.least_share": TypeAdapter(Annotated[float, Field(gt=0, le=1)]),
    "amount.between_sessions": _TEXT,
    "tailoring": _TEXT,
}
"""What a site may vary, and of what kind its value is. How many fill a role comes to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variation:
    """One value that an organisation plans with, why, and who agreed it on which day."""

    path: str
    value: object
    why: str
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class VariedProgramme:
    """A programme as published, and what one organisation varies in it, a path once."""

    programme: Programme
    variations: tuple[Variation, ...] = ()

    def varied(self, path: str) -> Variation | None:
        """Give the variation of this path, if there is one."""
        found = (variation for variation in self.variations if variation.path == path)
        return next(found, None)


def vary(programme: Programme | VariedProgramme, variation: Variation) -> VariedProgramme:
    """Vary one value of a programme. A second variation of a path takes the place of the first.

    Raises
    ------
    InputError
        `deliver.variation-not-allowed` for what is published and stays so: the name, the
        sources, the evidence, the costs; `deliver.variation-value-wrong` for a value that the
        path cannot have; `deliver.variation-without-reason`.

    Examples
    --------
    >>> from datetime import date
    >>> from holdfast.library.programme import programme
    >>> varied = vary(programme("keep-safe"), Variation(
    ...     path="amount.sessions", value=20, why="As in England.",
    ...     agreed_by="Programme lead", agreed_on=date(2026, 3, 2)))
    >>> dose(programme("keep-safe")).sessions, dose(varied).sessions
    (<Unsettled.SOURCES_DIFFER: 'sources differ'>, 20)
    """
    whole = as_varied(programme)
    allowed = may_vary(whole.programme)
    if variation.path not in allowed:
        raise InputError(
            "This part of a programme may not be varied.",
            code="deliver.variation-not-allowed",
            where=variation.path,
            fix="Vary one of: " + ", ".join(allowed) + ". What is published stays as it is; "
            "for more than that, add a programme of your own.",
        )
    for name in ("why", "agreed_by"):
        if not getattr(variation, name).strip():
            raise InputError(
                "A variation needs its reason and the one who agreed it.",
                code="deliver.variation-without-reason",
                where=f"{variation.path}, {name}",
                fix="Say why your organisation does it differently, and who agreed.",
            )
    try:
        value = allowed[variation.path].validate_python(variation.value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InputError(
            f"A variation has a value that it cannot have: {first['msg'].lower()}.",
            code="deliver.variation-value-wrong",
            where=variation.path,
            fix="See docs/reference/programmes.md for what each part holds.",
        ) from error
    others = tuple(one for one in whole.variations if one.path != variation.path)
    return replace(whole, variations=(*others, replace(variation, value=value)))


def as_varied(programme: Programme | VariedProgramme) -> VariedProgramme:
    """Give a programme with its variations, none if it has none."""
    if isinstance(programme, VariedProgramme):
        return programme
    return VariedProgramme(programme=programme)


def may_vary(programme: Programme) -> Mapping[str, TypeAdapter[Any]]:
    """Give what may be varied in this programme, with the kind of its value, by path."""
    roles = {_role_path(role.role): _AT_LEAST_ONE for role in programme.provided.roles.items}
    return {**MAY_VARY, **roles}


def title_of(programme: Programme, path: str) -> str:
    """Say what a path that may be varied is called."""
    for role in programme.provided.roles.items:
        if path == _role_path(role.role):
            return f"How many: {role.title}"
    return TITLES[path]


def dose(programme: Programme | VariedProgramme) -> Dose:
    """Work out the planning values of a programme.

    A value is settled by a variation, or where all sources agree on one number that was read in
    one of them. Otherwise it is `Unsettled`, with the reason.

    Examples
    --------
    >>> from holdfast.library.programme import programme
    >>> result = dose(programme("result"))
    >>> result.sessions, result.manager_sessions, result.weeks, len(result.facilitators)
    (10, 2, 12, 2)
    """
    whole = as_varied(programme)
    amount = whole.programme.amount
    length = _planned(whole, "amount.length", amount.length)
    group = _planned(whole, "amount.group_size", amount.group_size)
    make_up = _planned(whole, "amount.make_up", amount.make_up)
    return Dose(
        sessions=_number(whole, "amount.sessions", amount.sessions),
        manager_sessions=_number(whole, "amount.manager_sessions", amount.manager_sessions),
        weeks=length if isinstance(length, Unsettled) else _weeks(length),
        minutes=_number(whole, "amount.minutes", amount.minutes),
        manager_minutes=_number(whole, "amount.manager_minutes", amount.manager_minutes),
        least_share=_planned(whole, "amount.least_share", amount.least_share),
        catch_up_counts=_planned(whole, "amount.make_up_counts", amount.make_up_counts),
        catch_up_kinds=make_up.kinds if isinstance(make_up, MakeUp) else make_up,
        order_fixed=_planned(whole, "amount.order_fixed", amount.order_fixed),
        spill_over=_number(whole, "amount.spill_over_sessions", amount.spill_over_sessions),
        group_least=group if isinstance(group, Unsettled) else int(group.low),
        group_most=group if isinstance(group, Unsettled) else int(group.high),
        facilitators=tuple(
            FacilitatorNeed(
                role=role.role,
                title=role.title,
                how_many=_number(whole, _role_path(role.role), role.how_many),
            )
            for role in whole.programme.provided.roles.items
            if role.part is RolePart.FACILITATOR
        ),
    )


def _role_path(role: str) -> str:
    return f"provided.roles.{role}.how_many"


def _planned(whole: VariedProgramme, path: str, fact: Fact[T]) -> T | Unsettled:
    """Give the value that is planned with, or why there is none."""
    variation = whole.varied(path)
    if variation is not None:
        return variation.value  # type: ignore[return-value]  # `vary` made it of the path's kind
    if fact.standing is not Standing.SAID:
        return Unsettled(fact.standing.value)
    if all(account.status is not Status.CONFIRMED for account in fact.said):
        return Unsettled.TO_BE_CONFIRMED
    return fact.said[0].value


def _number(whole: VariedProgramme, path: str, fact: Fact[Range]) -> int | Unsettled:
    value: object = _planned(whole, path, fact)
    if isinstance(value, Range):
        return Unsettled.RANGE if value.single is None else int(value.single)
    return value  # type: ignore[return-value]  # a whole number of a variation, or unsettled


def _weeks(length: Length) -> int | Unsettled:
    single = length.amount.single
    if single is None:
        return Unsettled.RANGE
    return round(single * (WEEKS_IN_A_MONTH if length.unit is LengthUnit.MONTHS else 1))
