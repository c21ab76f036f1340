"""How does an organisation describe a programme of its own, without knowing the whole shape?

It answers plain questions. What it leaves out is held as not published, in words that say who
has not said it. The result has the shape of every programme of the library, so that it is read,
compared and planned with in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from holdfast.kernel.errors import InputError
from holdfast.library.programme import Programme
from holdfast.library.programme_parts import Attends, CatchUp, Kind, Need

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from holdfast.library.stated import Range

OWN = "organisation"
"""The name of the one source of such a programme: the organisation itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRole:
    """One role of those who deliver it."""

    title: str
    how_many: int

    def __str__(self) -> str:
        return f"{self.title}, {self.how_many}"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnAnswers:
    """What an organisation says of its programme. Empty and None: it has not said.

    Ages are whole years, both included; `minutes` are those of one session; `evidence` is what
    is known of its effects, in the organisation's own words and with where that is written.
    """

    name: str
    title: str
    kind: Kind = Kind.PROGRAMME
    why: str = ""
    done: str = ""
    attends: Attends | None = None
    youngest: int | None = None
    oldest: int | None = None
    needs: tuple[Need, ...] = ()
    needs_words: str = ""
    stages: tuple[str, ...] = ()
    place_words: str = ""
    facilitators: tuple[OwnRole, ...] = ()
    supervision: str = ""
    weeks: int | None = None
    sessions: int | None = None
    minutes: int | None = None
    manager_sessions: int | None = None
    manager_minutes: int | None = None
    group_least: int | None = None
    group_most: int | None = None
    rhythm: str = ""
    topics: str = ""
    order_fixed: bool | None = None
    spill_over_sessions: int | None = None
    catch_up_kinds: tuple[CatchUp, ...] = ()
    catch_up_counts: bool | None = None
    least_share: float | None = None
    between_sessions: str = ""
    instrument: str = ""
    sample: str = ""
    outcomes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    evidence: str = ""


def own_programme(
    answers: OwnAnswers, *, urn: str, version: int, whose: str, on: date
) -> Programme:
    """Make a programme out of an organisation's answers.

    Parameters
    ----------
    whose
        The organisation's name: the source of every statement.
    on
        The day on which it was said.

    Raises
    ------
    InputError
        `deliver.own-programme-wrong` with the place of the first answer that cannot stand.

    Examples
    --------
    >>> from datetime import date
    >>> from holdfast.deliver.programme import dose
    >>> made = own_programme(
    ...     OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=6),
    ...     urn="urn:programme:own:example", version=1, whose="Northmere", on=date(2026, 3, 2))
    >>> dose(made).sessions, made.amount.minutes.not_published
    (6, 'Northmere has not said.')
    """
    to = _Saying(whose)
    content = {
        "urn": urn,
        "version": version,
        "title": answers.title,
        "name": answers.name,
        "kind": answers.kind,
        "source": whose,
        "licence": f"{whose} says who may use it",
        "status": "confirmed",
        "sources": {OWN: {"title": whose, "read": on.isoformat()}},
        "stands_for": to.silence,
        "owner": to.fact(whose),
        "who_for": _who_for(answers, to),
        "why": to.fact(answers.why),
        "materials": to.silence,
        "procedures": to.fact(answers.done),
        "provided": {
            "roles": to.items(answers.facilitators, lambda role: _role(role, to)),
            "staff_time": to.silence,
            "training": to.silence,
            "certification": to.silence,
            "supervision": to.fact(answers.supervision),
        },
        "how": to.silence,
        "where": to.silence,
        "amount": _amount(answers, to),
        "tailoring": to.silence,
        "modifications": to.silence,
        "fidelity": to.items(
            (answers.instrument,) if answers.instrument else (),
            lambda name: {
                "instrument": name,
                "what": to.silence,
                "raters": to.silence,
                "sample": to.fact(answers.sample),
            },
        ),
        "as_found": to.silence,
        "reach": to.silence,
        "collection": to.items(
            answers.measures, lambda text: to.stated(name=text, when="As the organisation says")
        ),
        "outcomes": to.items(
            answers.outcomes, lambda text: to.stated(of="those it is for", aim=text)
        ),
        "costs": to.silence,
        "evidence": _evidence(answers, to),
    }
    try:
        return Programme.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InputError(
            f"An answer about your own programme cannot stand: {first['msg'].lower()}.",
            code="deliver.own-programme-wrong",
            where=" > ".join(str(part) for part in first["loc"]),
            fix="Change that answer, or leave it out.",
        ) from error


@dataclass(frozen=True, slots=True)
class _Saying:
    """Puts the organisation's words into the shape of the library."""

    whose: str

    @property
    def silence(self) -> dict[str, str]:
        return {"not_published": f"{self.whose} has not said."}

    def stated(self, **more: object) -> dict[str, object]:
        return {"sources": [OWN], "status": "confirmed", **more}

    def fact(self, value: object) -> dict[str, object]:
        """Give a fact; nothing said is a silence, and no or none is something said."""
        if value is None or value == "":
            return dict(self.silence)
        return {"said": [self.stated(value=value)]}

    def items(
        self, given: tuple[Any, ...], each: Callable[[Any], dict[str, object]]
    ) -> dict[str, object]:
        return {"items": [each(one) for one in given]} if given else dict(self.silence)


def _who_for(answers: OwnAnswers, to: _Saying) -> dict[str, object]:
    ages = (answers.youngest, answers.oldest)
    needs = {"words": answers.needs_words or _listed(answers.needs), "groups": answers.needs}
    place = {"words": answers.place_words or "As the stages say", "stages": answers.stages}
    who = {"words": (answers.attends or "").capitalize(), "who": answers.attends}
    return {
        "ages": to.fact(ages if None not in ages else None),
        "needs": to.fact(needs if answers.needs else None),
        "journey": to.fact(place if answers.stages else None),
        "attends": to.fact(who if answers.attends else None),
    }


def _amount(answers: OwnAnswers, to: _Saying) -> dict[str, object]:
    length = {"amount": answers.weeks, "unit": "weeks"}
    group = (answers.group_least, answers.group_most)
    make_up = {"words": _listed(answers.catch_up_kinds), "kinds": answers.catch_up_kinds}
    return {
        "length": to.fact(length if answers.weeks is not None else None),
        "sessions": to.fact(answers.sessions),
        "minutes": to.fact(answers.minutes),
        "manager_sessions": to.fact(answers.manager_sessions),
        "manager_minutes": to.fact(answers.manager_minutes),
        "rhythm": to.fact(answers.rhythm),
        "intensity": to.silence,
        "caseload": to.silence,
        "group_size": to.fact(group if None not in group else None),
        "topics": to.fact(answers.topics),
        "order_fixed": to.fact(answers.order_fixed),
        "spill_over": to.silence,
        "spill_over_sessions": to.fact(answers.spill_over_sessions),
        "make_up": to.fact(make_up if answers.catch_up_kinds else None),
        "make_up_counts": to.fact(answers.catch_up_counts),
        "least_share": to.fact(answers.least_share),
        "between_sessions": to.fact(answers.between_sessions),
    }


def _evidence(answers: OwnAnswers, to: _Saying) -> dict[str, object]:
    study = to.stated(
        name="What the organisation knows of its effects",
        country="Here",
        in_uk=True,
        design="mixed methods",
        people="As the organisation says",
        finding=answers.evidence,
        direction="describes only",
        note="The organisation's own words. Holdfast has not looked behind them.",
    )
    return {
        "ratings": to.silence,
        "cost_band": to.silence,
        "studies": to.items((study,) if answers.evidence else (), lambda one: one),
    }


def _role(role: OwnRole, to: _Saying) -> dict[str, object]:
    name = re.sub(r"[^a-z0-9]+", "-", role.title.lower()).strip("-")
    return {
        "role": name,
        "title": role.title,
        "part": "facilitator",
        "how_many": to.fact(role.how_many),
        "background": to.silence,
    }


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words).capitalize()


def answers_of(programme: Programme) -> OwnAnswers:
    """Read the answers back out of a programme that was made of them, to change them.

    Examples
    --------
    >>> from datetime import date
    >>> said = OwnAnswers(name="Shift talks", title="Talks between shifts", minutes=45)
    >>> answers_of(own_programme(
    ...     said, urn="urn:programme:own:example", version=1, whose="Northmere",
    ...     on=date(2026, 3, 2))) == said
    True
    """
    amount, who, provided = programme.amount, programme.who_for, programme.provided
    ages, group = who.ages.agreed, amount.group_size.agreed
    needs, place, attends = who.needs.agreed, who.journey.agreed, who.attends.agreed
    made_up = amount.make_up.agreed
    rules = programme.fidelity.items
    studies = programme.evidence.studies.items
    return OwnAnswers(
        name=programme.name,
        title=programme.title,
        kind=programme.kind,
        why=programme.why.agreed or "",
        done=programme.procedures.agreed or "",
        attends=attends.who if attends else None,
        youngest=int(ages.low) if ages else None,
        oldest=int(ages.high) if ages else None,
        needs=needs.groups if needs else (),
        needs_words=_own_words(needs.words, _listed(needs.groups)) if needs else "",
        stages=place.stages if place else (),
        place_words=_own_words(place.words, "As the stages say") if place else "",
        facilitators=tuple(
            OwnRole(title=role.title, how_many=int(role.how_many.said[0].value.low))
            for role in provided.roles.items
        ),
        supervision=provided.supervision.agreed or "",
        weeks=int(amount.length.agreed.amount.low) if amount.length.agreed else None,
        sessions=_whole(amount.sessions.agreed),
        minutes=_whole(amount.minutes.agreed),
        manager_sessions=_whole(amount.manager_sessions.agreed),
        manager_minutes=_whole(amount.manager_minutes.agreed),
        group_least=int(group.low) if group else None,
        group_most=int(group.high) if group else None,
        rhythm=amount.rhythm.agreed or "",
        topics=amount.topics.agreed or "",
        order_fixed=amount.order_fixed.agreed,
        spill_over_sessions=_whole(amount.spill_over_sessions.agreed),
        catch_up_kinds=made_up.kinds if made_up else (),
        catch_up_counts=amount.make_up_counts.agreed,
        least_share=amount.least_share.agreed,
        between_sessions=amount.between_sessions.agreed or "",
        instrument=rules[0].instrument if rules else "",
        sample=(rules[0].sample.agreed or "") if rules else "",
        outcomes=tuple(outcome.aim for outcome in programme.outcomes.items),
        measures=tuple(point.name for point in programme.collection.items),
        evidence=studies[0].finding if studies else "",
    )


def _own_words(words: str, made: str) -> str:
    return "" if words == made else words


def _whole(found: Range | None) -> int | None:
    return None if found is None else int(found.low)
