"""How is a programme added, varied or changed, and how is its fit judged?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.fit import Assessment
from holdfast.deliver.own_programme import own_programme
from holdfast.deliver.programme_content import as_content, changes, from_content
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    FitAssessment,
    OwnKind,
    OwnProgramme,
    ProgrammeVersion,
)
from holdfast_web.deliver.queries.programmes import ages_of, amount_in_words, marks_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from holdfast.deliver.fit import Judgement
    from holdfast.deliver.own_programme import OwnAnswers
    from holdfast.deliver.programme import VariedProgramme
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def add_own(*, by: User, organisation: Organisation, answers: OwnAnswers) -> OwnProgramme:
    """Add a programme of an organisation's own.

    Raises
    ------
    InputError
        Where the name is taken there, or an answer cannot stand.
    """
    check_may(by, Permission.MANAGE_PROGRAMMES, organisation)
    own = OwnProgramme(organisation=organisation, kind=OwnKind.OWN, added_by=by)
    own.urn = _urn_of(own.key)
    whole = _made(own, answers, 1)
    return _add(own, whole, name=answers.name, why="", by=by)


@transaction.atomic
def change_own(
    own: OwnProgramme, *, by: User, answers: OwnAnswers, why: str, seen: int
) -> ProgrammeVersion:
    """Change a programme of an organisation's own: a new version, beside those before.

    Parameters
    ----------
    seen
        The version that its sender had before them.

    Raises
    ------
    InputError
        Where somebody else changed it meanwhile, nothing is changed, or an answer cannot stand.
    """
    check_may(by, Permission.MANAGE_PROGRAMMES, own.organisation)
    own = OwnProgramme.objects.select_for_update().get(pk=own.pk, kind=OwnKind.OWN)
    whole = _made(own, answers, own.newest + 1)
    return _change(own, whole, name=answers.name, why=why, by=by, seen=seen)


@transaction.atomic
def add_varied(
    *, by: User, organisation: Organisation, of: Held, whole: VariedProgramme, name: str
) -> OwnProgramme:
    """Keep a programme with an organisation's variations, under a name of its own.

    Raises
    ------
    InputError
        Where the name is taken there, or nothing is varied.
    """
    check_may(by, Permission.MANAGE_PROGRAMMES, organisation)
    if not whole.variations:
        raise InputError(
            "Nothing is varied, so there is nothing to keep.",
            code="deliver.programme-not-varied",
            where=name,
            fix="Choose at least one part that your organisation does differently.",
        )
    own = OwnProgramme(
        organisation=organisation, kind=OwnKind.VARIED, varies=of.known_as, added_by=by
    )
    own.urn = _urn_of(own.key)
    return _add(own, whole, name=name, why="", by=by)


@transaction.atomic
def change_varied(
    own: OwnProgramme, *, by: User, whole: VariedProgramme, name: str, why: str, seen: int
) -> ProgrammeVersion:
    """Change what an organisation varies in a programme: a new version, beside those before.

    Raises
    ------
    InputError
        Where somebody else changed it meanwhile, or nothing is changed.
    """
    check_may(by, Permission.MANAGE_PROGRAMMES, own.organisation)
    own = OwnProgramme.objects.select_for_update().get(pk=own.pk, kind=OwnKind.VARIED)
    return _change(own, whole, name=name, why=why, by=by, seen=seen)


@transaction.atomic
def assess_fit(
    *, by: User, organisation: Organisation, of: Held, judgements: Iterable[Judgement]
) -> FitAssessment:
    """Keep what one person holds today of how a programme fits an organisation.

    A later judgement of the same person stands beside the earlier one: it takes nothing away.
    """
    check_may(by, Permission.MANAGE_PROGRAMMES, organisation)
    today = timezone.localdate()
    whole = Assessment(by=str(by), on=today, judgements=tuple(judgements))
    assessment = FitAssessment.objects.create(
        organisation=organisation,
        programme=of.urn,
        version=of.version,
        on=today,
        judgements=[
            {"part": one.part.value, "score": one.score, "reason": one.reason}
            for one in whole.judgements
        ],
        by=by,
    )
    put_down(
        "fit of programme judged", by=by, organisation=organisation, subject=assessment,
        detail={"programme": of.urn, "version": of.version},
    )  # fmt: skip
    return assessment


def _urn_of(key: UUID) -> str:
    return f"urn:programme:own:{key.hex}"


def _made(own: OwnProgramme, answers: OwnAnswers, version: int) -> VariedProgramme:
    made = own_programme(
        answers,
        urn=own.urn,
        version=version,
        whose=own.organisation.name,
        on=timezone.localdate(),
    )
    return from_content(as_content(made))


def _add(
    own: OwnProgramme, whole: VariedProgramme, *, name: str, why: str, by: User
) -> OwnProgramme:
    _check_name(own, name)
    _list_as(own, whole, name)
    own.save()
    ProgrammeVersion.objects.create(
        programme=own, number=1, content=as_content(whole), why=why, added_by=by
    )
    put_down(
        "programme added", by=by, organisation=own.organisation, subject=own,
        detail={"kind": own.kind, "varies": own.varies or None},
    )  # fmt: skip
    return own


def _change(
    own: OwnProgramme, whole: VariedProgramme, *, name: str, why: str, by: User, seen: int
) -> ProgrammeVersion:
    if own.newest != seen:
        raise InputError(
            "Somebody else changed this programme while you did.",
            code="deliver.programme-changed-meanwhile",
            where=own.name,
            fix="Look at the newest version, then make your change to it.",
        )
    before = ProgrammeVersion.objects.get(programme=own, number=own.newest)
    if not changes(from_content(before.content), whole) and own.name == name:
        raise InputError(
            "Nothing is changed, so there is no new version.",
            code="deliver.programme-unchanged",
            where=own.name,
            fix="Change an answer, or leave the programme as it is.",
        )
    _check_name(own, name)
    own.newest += 1
    _list_as(own, whole, name)
    own.save()
    version = ProgrammeVersion.objects.create(
        programme=own, number=own.newest, content=as_content(whole), why=why, added_by=by
    )
    put_down(
        "programme changed", by=by, organisation=own.organisation, subject=own,
        detail={"version": own.newest},
    )  # fmt: skip
    return version


def _list_as(own: OwnProgramme, whole: VariedProgramme, name: str) -> None:
    """Put what a list shows of the newest version beside the programme."""
    own.name = name.strip()
    own.summary = amount_in_words(whole)
    own.youngest, own.oldest = ages_of(whole)
    own.words = marks_of(whole)


def _check_name(own: OwnProgramme, name: str) -> None:
    same = OwnProgramme.objects.filter(
        organisation=own.organisation, name__iexact=name.strip()
    ).exclude(key=own.key)
    if same.exists():
        raise InputError(
            "Your organisation has a programme of that name.",
            code="deliver.programme-name-taken",
            where=name,
            fix="Choose another name.",
        )
