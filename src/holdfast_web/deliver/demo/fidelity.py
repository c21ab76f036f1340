"""How do reviews of fidelity come into the demo?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.deliver.fidelity_review import Counted
from holdfast.library.fidelity import instrument
from holdfast.synthetic.delivery.fidelity import INSTRUMENT, OBSERVED
from holdfast_web.deliver.demo.cast import moment
from holdfast_web.deliver.models import (
    ChosenKind,
    FidelityInstrument,
    FidelityReview,
    RaterKind,
    ReviewAction,
)
from holdfast_web.deliver.queries.fidelity import as_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.deliver.demo.runs import LoadedRun
    from holdfast_web.deliver.models import Facilitator
    from holdfast_web.people.models import Organisation

PARTS = "parts"
FEWEST = 2
DUE_IN, DONE_IN = timedelta(days=21), timedelta(days=12)


def take_up_checklist(cast: Cast, place: Organisation, programme: str) -> FidelityInstrument:
    """Take up the checklist of a session, with the rule that a place agreed for itself."""
    checklist = instrument(INSTRUMENT)
    return FidelityInstrument.objects.create(
        organisation=place, programme=programme, urn=checklist.urn, version=checklist.version,
        title=checklist.title, content=checklist.model_dump(mode="json"), rule_fewest=FEWEST,
        rule_rater=RaterKind.OBSERVER, rule_chosen=ChosenKind.RANDOM, taken_up_by=cast.lead,
        rule_source="Agreed by the implementation team, since RESuLT's own is not published",
    )  # fmt: skip


def load_reviews(
    runs: Iterable[LoadedRun],
    checklist: FidelityInstrument,
    facilitators: Mapping[int, Facilitator],
    cast: Cast,
) -> None:
    """Put the reviews of every run into the service, and what is to be done after some."""
    reviews, actions = [], []
    for loaded in runs:
        for one in loaded.made.reviews:
            who = facilitators[one.facilitator.number]
            seen = one.rater == OBSERVED
            score = None if one.done is None else Counted(count=one.done, to=one.planned)
            review = FidelityReview(
                organisation=loaded.run.organisation, instrument=checklist, run=loaded.run,
                session=loaded.sittings[one.sitting].session, facilitator=who,
                rater=RaterKind.OBSERVER if seen else RaterKind.SELF,
                rated_by=None if seen else who, rater_name=one.rated_by if seen else "",
                on=one.day, chosen=ChosenKind.RANDOM if seen else ChosenKind.ALL,
                scores=as_kept({PARTS: score}), entered_by=cast.lead,
            )  # fmt: skip
            reviews.append(review)
            if one.action:
                actions.append((review, one.action))
    FidelityReview.objects.bulk_create(reviews)
    latest = max((review.on for review, _ in actions), default=None)
    ReviewAction.objects.bulk_create(
        ReviewAction(
            review=review, what=what, due=review.on + DUE_IN, added_by=cast.lead,
            done_at=None if review.on == latest else moment(review.on + DONE_IN),
            done_by=None if review.on == latest else cast.facilitator,
        )
        for review, what in actions
    )  # fmt: skip
