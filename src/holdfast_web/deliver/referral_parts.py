"""In which parts is a referral asked for, and how does each part read once it is answered?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast_web.deliver.forms.referrals import (
    AnswerForm,
    BirthForm,
    ConsentForm,
    ExclusionsForm,
    NeedScoreForm,
    NeedsForm,
    SourceForm,
    StagesForm,
    UrgencyForm,
)
from holdfast_web.deliver.referral_words import (
    NOT_KNOWN,
    presented,
    written_needs,
    written_score,
    written_source,
    written_stages,
)
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from holdfast.change.criteria import Criteria
    from holdfast_web.deliver.models import Referral, Service


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One page of a referral: its name in the address, its title and its form."""

    name: str
    title: str
    form: type[AnswerForm]
    words: str = ""


PARTS = (
    Part(name="birth", title="When was the child born?", form=BirthForm),
    Part(name="stages", title="Where on their journey is the child today?", form=StagesForm),
    Part(name="needs", title="What does the child need help with?", form=NeedsForm),
    Part(
        name="exclusions", title="Does any of this apply to the child?", form=ExclusionsForm,
        words="The service is not meant for children of whom one of these is so.",
    ),
    Part(name="score", title="How great is the need?", form=NeedScoreForm),
    Part(name="urgency", title="How urgent is it?", form=UrgencyForm),
    Part(name="consent", title="Consent", form=ConsentForm),
    Part(name="source", title="Who refers", form=SourceForm),
)  # fmt: skip


def parts_of(service: Service, criteria: Criteria | None) -> tuple[Part, ...]:
    """Give the parts that a referral to a service has."""
    left_out = set()
    if criteria is None or not criteria.exclusions:
        left_out.add("exclusions")
    if not service.need_measure:
        left_out.add("score")
    return tuple(part for part in PARTS if part.name not in left_out)


def written(referral: Referral, criteria: Criteria | None) -> list[tuple[str, str, str]]:
    """Give what a referral says: the name of a part, what it is about, and what is said."""
    service, what = referral.service, presented(referral)
    exclusions = criteria.exclusions if criteria else ()
    said = {True: "Applies", False: "Does not apply", None: NOT_KNOWN}
    rows = [
        ("birth", "Age", _age(referral, what.age)),
        ("stages", "Stages of the journey", _listed(what.stages, written_stages)),
        ("needs", "Needs", _listed(what.needs, written_needs)),
        *(
            ("exclusions", one.title, said[referral.exclusions.get(one.name)])
            for one in exclusions
        ),
        ("score", service.need_measure, written_score(referral.need_score)),
        ("urgency", "Urgency", referral.get_urgency_display() or "Not answered"),
        ("consent", "Consent", referral.get_consent_display() or "Not answered"),
        ("source", "Who refers", _source(referral)),
        ("source", "Came in", written_day(referral.received) or "Not answered"),
    ]  # fmt: skip
    return [row for row in rows if row[0] != "score" or service.need_measure]


def _age(referral: Referral, age: int | None) -> str:
    born = referral.birth_month
    if born is not None:
        month = f"born in {born:%B %Y}"
        return month.capitalize() if age is None else f"{age}, {month}"
    return NOT_KNOWN if age is None else str(age)


def _listed(held: tuple[str, ...] | None, write: object) -> str:
    if held is None:
        return NOT_KNOWN
    return write(held) or "None of those on the list"  # type: ignore[operator]


def _source(referral: Referral) -> str:
    if not referral.source:
        return "Not answered"
    source = written_source(referral.source)
    return f"{source}, {referral.referred_from}" if referral.referred_from else source
