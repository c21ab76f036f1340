"""What is this programme, for whom, how much of it, by whom, and how is it known to be done?

`library/programmes/`, one YAML file a programme or practice model, in the shape of the TIDieR
checklist (Hoffmann and others 2014, doi:10.1136/bmj.g1687): name, why, materials, procedures,
who provides, how, where, when and how much, tailoring, modifications, and how well, as planned
and as found. Added to it: for whom, measures and outcomes, published costs, and the evidence.
An organisation's own programme has the same shape.
"""

from __future__ import annotations

from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import model_validator

from holdfast.kernel.errors import LibraryError
from holdfast.library.entry import Entry, Status, find, load_yaml, names
from holdfast.library.evidence_card import EvidenceCard
from holdfast.library.programme_parts import (
    Amount,
    CollectionPoint,
    CostLine,
    FidelityRule,
    Kind,
    Outcome,
    Provided,
    WhoFor,
)
from holdfast.library.stated import (
    Account,
    Fact,
    Listed,
    Name,
    Silence,
    Source,
    Standing,
    Stated,
    Words,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

FOLDER = "programmes"


class Programme(Entry):
    """One programme or practice model."""

    name: Words
    kind: Kind
    family: str = ""
    copied_from: str = ""  # the URN of the programme that it was copied from
    sources: dict[Name, Source]
    stands_for: Fact[str]
    owner: Fact[str]
    who_for: WhoFor
    why: Fact[str]
    materials: Fact[str]
    procedures: Fact[str]
    provided: Provided
    how: Fact[str]
    where: Fact[str]
    amount: Amount
    tailoring: Fact[str]
    modifications: Fact[str]
    fidelity: Listed[FidelityRule]
    as_found: Fact[str]
    reach: Fact[str]
    collection: Listed[CollectionPoint]
    outcomes: Listed[Outcome]
    costs: Listed[CostLine]
    evidence: EvidenceCard

    @model_validator(mode="after")
    def _sources_hold(self) -> Programme:
        used: set[str] = set()
        for path, part in self.parts:
            if not isinstance(part, Stated):
                continue
            unknown = sorted(set(part.sources) - set(self.sources))
            if unknown:
                raise ValueError(f"{path} names a source that is not there: {unknown[0]}")
            read = any(self.sources[name].read for name in part.sources)
            if part.status is Status.CONFIRMED and not read:
                raise ValueError(f"{path} is confirmed by a source that was not read")
            used |= set(part.sources)
        idle = sorted(set(self.sources) - used)
        if idle:
            raise ValueError(f"a source is named and never used: {idle[0]}")
        return self

    @model_validator(mode="after")
    def _named_once(self) -> Programme:
        for what, given in (
            ("role", [role.role for role in self.provided.roles.items]),
            ("instrument", [rule.instrument for rule in self.fidelity.items]),
            ("line of cost", [line.code for line in self.costs.items]),
        ):
            if len(set(given)) != len(given):
                raise ValueError(f"a {what} is given more than once")
        return self

    @cached_property
    def parts(self) -> tuple[tuple[str, BaseModel], ...]:
        """Everything within it, with the path to each; not the programme itself."""
        return tuple(parts(self))[1:]

    @cached_property
    def silences(self) -> Mapping[str, str]:
        """What nobody has published, with the reason, by path."""
        return MappingProxyType(
            {
                path: part.not_published
                for path, part in self.parts
                if isinstance(part, Silence) and part.not_published
            }
        )

    @cached_property
    def differences(self) -> Mapping[str, tuple[Account[object], ...]]:
        """The facts on which sources differ, with each account, by path."""
        return MappingProxyType(
            {
                path: part.said
                for path, part in self.parts
                if isinstance(part, Fact) and part.standing is Standing.SOURCES_DIFFER
            }
        )


def programme_names() -> tuple[str, ...]:
    """Which programmes does the library hold? In order of name."""
    return names(FOLDER, ".yaml")


@cache
def programme(name: str) -> Programme:
    """Read a programme by name, such as `result` or `keep-safe`.

    Raises
    ------
    LibraryError
        `library.programme-misnamed` where the file's URN is not that of its name, and whatever
        `load_yaml` raises.

    Examples
    --------
    >>> keep_safe = programme("keep-safe")
    >>> [str(account.value) for account in keep_safe.amount.length.said]
    ['20 weeks', '16 weeks']
    >>> programme("result").amount.minutes.standing
    <Standing.NOT_PUBLISHED: 'not published'>
    """
    found = load_yaml(find(FOLDER, name, ".yaml"), Programme)
    if found.urn != urn_of(name):
        raise LibraryError(
            "A programme of the library does not bear the name of its file.",
            code="library.programme-misnamed",
            where=f"library/{FOLDER}/{name}.yaml, urn",
            fix=f"Call it {urn_of(name)}, or give the file the name in its URN.",
        )
    return found


@cache
def programmes() -> Mapping[str, Programme]:
    """Give every programme of the library by its URN, in order of name."""
    found = (programme(name) for name in programme_names())
    return MappingProxyType({entry.urn: entry for entry in found})


def urn_of(name: str) -> str:
    """Give the URN of the library's programme of this name."""
    return f"urn:programme:{name}"
