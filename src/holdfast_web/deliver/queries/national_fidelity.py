"""At which of the sites that share their counts was a programme delivered as it was meant?

One word a site, never a person's score: whether as many sessions were reviewed as the rule of
the instrument asks, and whether what was seen reached its threshold.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.fidelity import By, Delivery, summarise
from holdfast_web.deliver.models import FidelityInstrument, FidelityReview, Run, RunState
from holdfast_web.deliver.queries.fidelity import content_of, deliveries, review_of, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.deliver.fidelity import FidelitySummary
    from holdfast.library.fidelity import Rater


class Faithful(StrEnum):
    """What can be said of one site, the strongest first."""

    REACHED = "reached the threshold"
    BELOW = "below the threshold"
    TOO_FEW = "too few reviews to say"
    NO_THRESHOLD = "reviewed, but the instrument has no threshold"
    NOT_REVIEWED = "not reviewed"


def fidelity_of_sites(
    programme: str, homes: Mapping[int, Iterable[int]]
) -> dict[int, Faithful]:
    """Say for each site what its reviews come to, in so many queries for any number of sites.

    Parameters
    ----------
    homes
        The organisations in which each site delivers, by the site's primary key.
    """
    site_of = {home: site for site, places in homes.items() for home in places}
    runs = list(
        Run.objects.filter(programme=programme, organisation__in=site_of)
        .exclude(state__in=(RunState.PLANNED, RunState.STOPPED))
        .defer("content")
    )
    reviews: defaultdict[int, list[FidelityReview]] = defaultdict(list)
    for review in (
        FidelityReview.objects.filter(run__in=runs, withdrawn_at__isnull=True)
        .select_related("facilitator", "run", "session", "rated_by")
        .defer("run__content")  # long, and not asked for here
    ):
        reviews[review.instrument_id].append(review)
    held = [
        Delivery(
            facilitator=str(facilitator.key),
            run=str(run.key),
            site=str(site_of[run.organisation_id]),
            sessions=sessions,
        )
        for sessions, run, facilitator in deliveries(runs)
    ]
    said: defaultdict[int, set[Faithful]] = defaultdict(set)
    for kept in FidelityInstrument.objects.filter(pk__in=reviews):
        instrument, rule = content_of(kept), rule_of(kept)
        made = [
            review_of(review, instrument, site=str(site_of[review.run.organisation_id]))
            for review in reviews[kept.pk]
        ]
        there = {review.site for review in made}
        for summary in summarise(
            made,
            [one for one in held if one.site in there],
            instrument=instrument,
            rule=rule,
            by=By.SITE,
        ):
            said[int(summary.key)].add(_word(summary, rule.rater))
    order = list(Faithful)
    return {
        site: min(said[site], key=order.index) if said.get(site) else Faithful.NOT_REVIEWED
        for site in homes
    }


def _word(summary: FidelitySummary, rater: Rater) -> Faithful:
    asked = next((one for one in summary.raters if one.rater is rater), None)
    if asked is None:
        return Faithful.TOO_FEW
    judged = [score.verdict for score in asked.scores]
    bands = [verdict.band for verdict in judged if verdict.band is not None]
    if bands:
        below = any(band.startswith("below ") for band in bands)
        return Faithful.BELOW if below else Faithful.REACHED
    return Faithful.TOO_FEW if not summary.enough else Faithful.NO_THRESHOLD
