"""Which programmes are there for a person, and which of them answer what is sought?

Those of the library are everyone's. An organisation's own, or one that it varies, is seen by
those who see delivery in it or under it: a home reads what its authority made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from holdfast.deliver.dose import Unsettled
from holdfast.deliver.programme import VariedProgramme, as_varied, dose
from holdfast.deliver.programme_content import as_content, changes, from_content
from holdfast.library.programme import programmes
from holdfast.library.programme_words import in_words
from holdfast_web.deliver.models import OwnKind, OwnProgramme, ProgrammeVersion, Run
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, above, all_above, organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from holdfast.deliver.programme_content import Change
    from holdfast.library.programme import Programme
    from holdfast.library.programme_parts import Place
    from holdfast.library.stated import Range
    from holdfast_web.people.models import Organisation, User

RATED, TRIED, DISAGREE, UNRATED = "rated", "uk-trial", "disagree", "unrated"
"""What an evidence card may have, by which programmes are found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One version of a programme as it is held here; `own` is None for one of the library."""

    urn: str
    version: int
    whole: VariedProgramme
    own: OwnProgramme | None = None

    @property
    def programme(self) -> Programme:
        """The programme as published, or as the organisation made it."""
        return self.whole.programme

    @property
    def name(self) -> str:
        """What it is called here."""
        return self.own.name if self.own is not None else self.programme.name

    @property
    def known_as(self) -> str:
        """The URN under which its sites and runs are counted together.

        Variations of a programme count as the programme.
        """
        varied = self.own is not None and self.own.kind == OwnKind.VARIED
        return self.programme.urn if varied else self.urn

    @property
    def content(self) -> dict[str, Any]:
        """Give the whole of it for a run to keep, with the version of whose it is."""
        own = {} if self.own is None else {"own": {"urn": self.urn, "version": self.version}}
        return as_content(self.whole) | own


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """By what a list of programmes is narrowed; None and empty narrow nothing."""

    words: str = ""
    age: int | None = None
    stage: str = ""
    attends: str = ""
    need: str = ""
    evidence: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that a programme must have."""
        given = {
            "stage": self.stage,
            "attends": self.attends,
            "need": self.need,
            "evidence": self.evidence,
        }
        return tuple(mark(kind, value) for kind, value in given.items() if value)


def mark(kind: str, value: str) -> str:
    """Write one mark by which a programme is found."""
    return f"|{kind}:{value}|"


def marks_of(whole: VariedProgramme) -> str:
    """Give all marks of a programme, to be searched."""
    who, card = whole.programme.who_for, whole.programme.evidence
    varied = whole.varied("who_for.journey")
    places = (
        [cast("Place", varied.value)] if varied else [one.value for one in who.journey.said]
    )
    found = [
        *(mark("stage", name) for place in places for name in place.stages),
        *(mark("attends", one.value.who) for one in who.attends.said),
        *(mark("need", need) for one in who.needs.said for need in one.value.groups),
        mark("evidence", RATED if card.rated else UNRATED),
    ]
    if card.trials_in_uk:
        found.append(mark("evidence", TRIED))
    if card.contradictions:
        found.append(mark("evidence", DISAGREE))
    return "".join(dict.fromkeys(found))


def ages_of(whole: VariedProgramme) -> tuple[int | None, int | None]:
    """Give the youngest and oldest age: as varied, or that any source names, or None."""
    varied = whole.varied("who_for.ages")
    said = whole.programme.who_for.ages.said
    ages = [cast("Range", varied.value)] if varied else [account.value for account in said]
    if not ages:
        return None, None
    return int(min(one.low for one in ages)), int(max(one.high for one in ages))


def amount_in_words(whole: VariedProgramme) -> str:
    """Say in a few words how much of it there is, from what is settled."""
    planned, amount = dose(whole), whole.programme.amount
    parts = []
    if isinstance(planned.weeks, int):
        parts.append(f"{planned.weeks} weeks")
    elif amount.length.said:
        accounts = dict.fromkeys(in_words(account.value) for account in amount.length.said)
        parts.append(" or ".join(accounts))
    if not isinstance(planned.sessions, Unsettled):
        parts.append(f"{planned.sessions} session{'' if planned.sessions == 1 else 's'}")
    if isinstance(planned.manager_sessions, int) and planned.manager_sessions:
        parts.append(f"{planned.manager_sessions} for managers")
    if not parts:
        return (
            "A way of working" if whole.programme.kind == "practice model" else "Not published"
        )
    return ", ".join(parts)


def library(sought: Sought | None = None) -> list[Held]:
    """Give the programmes of the library that answer what is sought, by name."""
    sought = sought or Sought()
    found = [
        Held(urn=urn, version=entry.version, whole=as_varied(entry))
        for urn, entry in programmes().items()
        if _answers(as_varied(entry), sought)
    ]
    return sorted(found, key=lambda held: held.name.lower())


def _answers(whole: VariedProgramme, sought: Sought) -> bool:
    marks, (youngest, oldest) = marks_of(whole), ages_of(whole)
    told = f"{whole.programme.name} {whole.programme.title}".lower()
    return (
        sought.words.lower() in told
        and all(one in marks for one in sought.marks)
        and (
            sought.age is None
            or ((youngest is None or youngest <= sought.age) and (oldest or 99) >= sought.age)
        )
    )


def own_programmes(
    user: User, sought: Sought | None = None, *, sees: Sees = organisations
) -> QuerySet[OwnProgramme]:
    """Give the organisations' own and varied programmes that a person may see."""
    sought = sought or Sought()
    seen = sees(user, Permission.SEE_DELIVERY)
    places = {place for chain in all_above(set(seen)).values() for place in chain}
    found = OwnProgramme.objects.filter(organisation_id__in=places)
    if sought.words:
        found = found.filter(name__icontains=sought.words)
    for one in sought.marks:
        found = found.filter(words__contains=one)
    if sought.age is not None:
        found = found.filter(
            Q(youngest__isnull=True) | Q(youngest__lte=sought.age),
            Q(oldest__isnull=True) | Q(oldest__gte=sought.age),
        )
    return found.select_related("organisation")


def held(
    user: User, urn: str, version: int | None = None, *, sees: Sees = organisations
) -> Held:
    """Give a programme that a person may see, in its newest version or the one asked for.

    Raises
    ------
    Http404
        Where there is none, or it is not theirs to see.
    """
    entry = programmes().get(urn)
    if entry is not None:
        if version not in {None, entry.version}:
            raise Http404("The library holds the newest version only.")
        return Held(urn=urn, version=entry.version, whole=as_varied(entry))
    own = get_object_or_404(own_programmes(user, sees=sees), urn=urn)
    return _of(own, version or own.newest)


def offered_in(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Give the URN and name of every programme that may be planned in an organisation."""
    for one in library():
        yield one.urn, one.name
    for own in OwnProgramme.objects.filter(organisation_id__in=above(organisation)):
        yield own.urn, own.name


def held_in(organisation: Organisation, urn: str) -> Held:
    """Give the newest version of a programme that may be planned in an organisation.

    Raises
    ------
    Http404
        Where there is none.
    """
    entry = programmes().get(urn)
    if entry is not None:
        return Held(urn=urn, version=entry.version, whole=as_varied(entry))
    places = above(organisation)
    own = get_object_or_404(OwnProgramme, urn=urn, organisation_id__in=places)
    return _of(own, own.newest)


def versions_of(own: OwnProgramme) -> QuerySet[ProgrammeVersion]:
    """Give the versions of a programme from the newest, each with who made it."""
    return own.versions.select_related("added_by").order_by("-number")


def versions_told(
    versions: Iterable[ProgrammeVersion],
) -> Iterator[tuple[ProgrammeVersion, tuple[Change, ...]]]:
    """Give versions from the newest, each with what it changed in the one after it here.

    What the last of them changed is not told, for want of the one before it.
    """
    after, after_whole = None, None
    for one in versions:
        whole = from_content(one.content)
        if after is not None and after_whole is not None:
            yield after, changes(whole, after_whole)
        after, after_whole = one, whole
    if after is not None:
        yield after, ()


def runs_by_version(
    user: User, own: OwnProgramme, *, sees: Sees = organisations
) -> dict[int, int]:
    """Count the runs that a person may see of each version: they stay on it."""
    runs = Run.objects.filter(organisation_id__in=sees(user, Permission.SEE_DELIVERY))
    found = runs.filter(content__own__urn=own.urn).values_list("content__own__version")
    return dict(found.annotate(runs=Count("pk")).order_by())


def _of(own: OwnProgramme, number: int) -> Held:
    version = get_object_or_404(ProgrammeVersion, programme=own, number=number)
    return Held(urn=own.urn, version=number, whole=from_content(version.content), own=own)
