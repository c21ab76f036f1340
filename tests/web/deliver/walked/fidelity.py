"""Addresses of fidelity, with examples in Northmere."""

from datetime import date

from tests.web.deliver.walked.runs import run
from tests.web.urls_walked import MARK, own, theirs

from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    ReviewAction,
    RunFacilitator,
)

DAY = date(2026, 3, 3)
LEAD = {"by": "programme_lead"}


def things(northmere):
    """An instrument in use, a review by it, and what is to be done after that."""
    kept = vars(northmere)
    if "of_fidelity" not in kept:
        facilitator = Facilitator.objects.create(organisation=northmere.organisation, name=MARK)
        RunFacilitator.objects.create(run=run(northmere), facilitator=facilitator)
        instrument = FidelityInstrument.objects.create(
            organisation=northmere.organisation, programme="urn:programme:result",
            urn="urn:fidelity:session-checklist", version=1, title=MARK,
            content=library_instrument("session-checklist").model_dump(mode="json"),
            rule_fewest=2, rule_rater="observer", rule_chosen="random", rule_source=MARK,
        )  # fmt: skip
        review = FidelityReview.objects.create(
            organisation=northmere.organisation, instrument=instrument, run=run(northmere),
            facilitator=facilitator, rater="observer", rater_name=MARK, on=DAY,
            chosen="random", scores={"parts": [3, 4]},
        )  # fmt: skip
        action = ReviewAction.objects.create(review=review, what=MARK, due=DAY)
        kept["of_fidelity"] = {"instrument": instrument, "review": review, "action": action}
    return kept["of_fidelity"]


def of(what):
    return lambda northmere: {"key": things(northmere)[what].key}


def place(northmere):
    return {"key": northmere.organisation.key}


own(
    "deliver:fidelity", "deliver:fidelity_reviews", "deliver:fidelity_instruments",
    "deliver:fidelity_instrument_where", "deliver:fidelity_review_add",
)  # fmt: skip
own("deliver:fidelity_review_add_step", words=lambda northmere: {"step": "run"})
theirs(
    "deliver:fidelity_review", "deliver:fidelity_review_withdraw", words=of("review"), **LEAD
)
theirs("deliver:fidelity_instrument", words=of("instrument"), **LEAD)
theirs("deliver:fidelity_trend", words=of("instrument"), by=None)
theirs("deliver:review_action_done", words=of("action"), post=True, **LEAD)
theirs(
    "deliver:fidelity_instrument_add", "deliver:fidelity_instrument_own", words=place, **LEAD
)
