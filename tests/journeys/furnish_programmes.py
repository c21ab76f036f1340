"""An own programme, one varied in two versions, one whose rule is settled, and how one fits."""

from datetime import date

from tests.web.deliver.covering import settled

from holdfast.deliver.fit import FitPart, Judgement
from holdfast.deliver.own_programme import OwnAnswers, OwnRole
from holdfast.deliver.programme import Variation, vary
from holdfast.deliver.programme_content import from_content
from holdfast.library.programme import programme
from holdfast.library.programme_parts import Attends, CatchUp, Need
from holdfast_web.deliver.operations.programmes import (
    add_own,
    add_varied,
    assess_fit,
    change_varied,
)
from holdfast_web.deliver.queries.programmes import held

RESULT = "urn:programme:result"


def minutes(value, why):
    return vary(
        programme("result"),
        Variation(
            path="amount.minutes", value=value, why=why, agreed_by="Programme board",
            agreed_on=date(2026, 3, 2),
        ),
    )  # fmt: skip


def programmes_kept(place, lead):
    own = add_own(
        by=lead, organisation=place,
        answers=OwnAnswers(
            name="Shift talks", title="Talks between shifts", attends=Attends.WHOLE_HOME,
            youngest=11, oldest=17, needs=(Need.BEHAVIOUR,), stages=("looked_after",),
            facilitators=(OwnRole(title="Lead practitioner", how_many=1),), sessions=6,
            catch_up_kinds=(CatchUp.VISIT,), outcomes=("Calmer evenings",),
        ),
    )  # fmt: skip
    varied = add_varied(
        by=lead, organisation=place, of=held(lead, RESULT), name="RESuLT in Northmere",
        whole=minutes(180, "Three hours is what a shift can spare."),
    )  # fmt: skip
    change_varied(
        varied, by=lead, whole=minutes(210, "Sessions ran over."), name=varied.name,
        why="After the first run.", seen=1,
    )  # fmt: skip
    add_varied(
        by=lead, organisation=place, of=held(lead, RESULT), name="RESuLT with catch-ups",
        whole=from_content(settled()),
    )  # fmt: skip
    for score in (2, 5):
        assess_fit(
            by=lead, organisation=place, of=held(lead, RESULT),
            judgements=[
                Judgement(part=part, score=score, reason=f"An invented reason about {part}.")
                for part in FitPart
            ],
        )  # fmt: skip
    return {"own_programme": own.urn, "varied_programme": varied.urn}
