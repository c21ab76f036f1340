"""Which reviews may a person see, and what do they say when put together?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.deliver.fidelity import By, Delivery, SampleRule
from holdfast.deliver.fidelity_review import Counted, Review
from holdfast.library.fidelity import Chosen, Instrument, Rater, ScoreKind, Standing
from holdfast_web.deliver.models import (
    ChosenKind,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    Run,
    RunFacilitator,
    RunState,
    Site,
    Sitting,
    SittingState,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, above, all_above, organisations, seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from holdfast.deliver.fidelity_review import Given
    from holdfast.library.fidelity import Score
    from holdfast_web.people.models import Organisation, User

CHOSEN = {
    ChosenKind.ALL: Chosen.ALL,
    ChosenKind.RANDOM: Chosen.RANDOM,
    ChosenKind.DELIVERER: Chosen.DELIVERER,
}
NO_SITE = "No site"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """All reviews by one instrument that a person sees, and all that there was to review.

    Facilitators, runs and sites go by their keys; `names` says what each is called.
    """

    instrument: Instrument
    rule: SampleRule
    reviews: tuple[Review, ...]
    deliveries: tuple[Delivery, ...]
    names: Mapping[str, str]

    def reviews_of(self, by: By, key: str) -> list[Review]:
        """Give the reviews of one facilitator, run or site."""
        return [
            one
            for one in self.reviews
            if {By.FACILITATOR: one.facilitator, By.RUN: one.run, By.SITE: one.site}[by] == key
        ]


def instruments_seen(user: User, *, sees: Sees = organisations) -> QuerySet[FidelityInstrument]:
    """Give the instruments in use where a person sees fidelity, or above it."""
    seen = sees(user, Permission.SEE_FIDELITY)
    places = {place for chain in all_above(seen).values() for place in chain}
    return FidelityInstrument.objects.filter(organisation__in=places).select_related(
        "organisation"
    )


def instruments_for(run: Run) -> QuerySet[FidelityInstrument]:
    """Give the instruments by which a run may be reviewed."""
    return FidelityInstrument.objects.filter(
        organisation__in=above(run.organisation), programme=run.programme,
        retired_at__isnull=True,
    )  # fmt: skip


def reviews_seen(
    user: User, permission: Permission = Permission.SEE_FIDELITY
) -> QuerySet[FidelityReview]:
    """Give the reviews of runs in organisations where a person sees fidelity, or reviews."""
    return seen_by(
        FidelityReview.objects.select_related(
            "organisation", "instrument", "run", "facilitator", "session", "rated_by"
        ).defer("run__content"),
        user,
        permission,
    )


def runs_to_review(user: User) -> QuerySet[Run]:
    """Give the runs that a person may review and that have begun, the latest first."""
    return seen_by(
        Run.objects.select_related("organisation").exclude(
            state__in=(RunState.PLANNED, RunState.STOPPED)
        ),
        user,
        Permission.REVIEW_FIDELITY,
    )


def raters_for(run: Run) -> QuerySet[Facilitator]:
    """Give the facilitators who may have rated in a run: those of its organisations."""
    return Facilitator.objects.filter(organisation__in=above(run.organisation))


def content_of(kept: FidelityInstrument) -> Instrument:
    """Give an instrument as the engine takes it."""
    return Instrument.model_validate(kept.content)


def rule_of(kept: FidelityInstrument) -> SampleRule:
    """Give the rule of sampling of an instrument, which is the organisation's own."""
    return SampleRule(
        fewest=kept.rule_fewest,
        rater=Rater(kept.rule_rater),
        chosen=CHOSEN[ChosenKind(kept.rule_chosen)],
        standing=Standing.OWN,
        source=kept.rule_source,
    )


def as_kept(scores: Mapping[str, Given | None]) -> dict[str, float | str | list[int] | None]:
    """Write scores as they are kept."""
    return {
        code: [given.count, given.to] if isinstance(given, Counted) else given
        for code, given in scores.items()
    }


def given_of(kept: object, score: Score) -> Given | None:
    """Read a score as it is kept; None where it is missing."""
    if kept is None:
        return None
    if isinstance(kept, list):
        return Counted(count=int(kept[0]), to=int(kept[1]))
    return str(kept) if score.kind is ScoreKind.GROUP else float(str(kept))


def review_of(kept: FidelityReview, instrument: Instrument, *, site: str) -> Review:
    """Give a kept review as the engine takes it."""
    return Review(
        facilitator=str(kept.facilitator.key),
        run=str(kept.run.key),
        site=site,
        rater=Rater(kept.rater),
        rated_by=str(kept.rated_by.key) if kept.rated_by is not None else None,
        day=kept.on,
        session=kept.session.number if kept.session is not None else None,
        chosen=CHOSEN[ChosenKind(kept.chosen)],
        scores={
            score.code: given_of(kept.scores.get(score.code), score)
            for score in instrument.scores
        },
    )


def gather(user: User, kept: FidelityInstrument, *, sees: Sees = organisations) -> Gathered:
    """Gather what a person sees by one instrument, in so many queries whatever the rows."""
    instrument = content_of(kept)
    places = sees(user, Permission.SEE_FIDELITY)
    runs = list(
        Run.objects.filter(programme=kept.programme, organisation_id__in=places)
        .select_related("organisation")
        .exclude(state__in=(RunState.PLANNED, RunState.STOPPED))
    )
    under = set(_under(kept.organisation, {run.organisation_id for run in runs}))
    runs = [run for run in runs if run.organisation_id in under]
    site_of = _sites(kept.programme, {run.organisation_id for run in runs})
    reviews = (
        reviews_seen(user)
        .filter(instrument=kept, withdrawn_at__isnull=True, organisation_id__in=places)
        .order_by("on", "pk")
    )
    names = dict[str, str]()
    made = []
    for review in reviews:
        site = site_of.get(review.organisation_id)
        key = str(site.key) if site is not None else NO_SITE
        names[str(review.facilitator.key)] = review.facilitator.name
        names[str(review.run.key)] = f"{review.run.title} in {review.organisation.name}"
        names[key] = str(site) if site is not None else NO_SITE
        made.append(review_of(review, instrument, site=key))
    held = []
    for sessions, run, facilitator in deliveries(runs):
        site = site_of.get(run.organisation_id)
        key = str(site.key) if site is not None else NO_SITE
        names[str(facilitator.key)] = facilitator.name
        names[str(run.key)] = f"{run.title} in {run.organisation.name}"
        names[key] = str(site) if site is not None else NO_SITE
        held.append(
            Delivery(
                facilitator=str(facilitator.key), run=str(run.key), site=key, sessions=sessions
            )
        )
    return Gathered(
        instrument=instrument, rule=rule_of(kept), reviews=tuple(made),
        deliveries=tuple(held), names=names,
    )  # fmt: skip


def delivering(run: Run, day: date) -> list[Facilitator]:
    """Give who delivered a run on a day, cover included."""
    return [
        one.facilitator
        for one in run.facilitators.select_related("facilitator")
        if _delivers(one, day)
    ]


def _delivers(one: RunFacilitator, day: date) -> bool:
    begun = one.since is None or one.since <= day
    return begun and (one.until is None or day < one.until)


def deliveries(runs: Iterable[Run]) -> list[tuple[int, Run, Facilitator]]:
    """Give how many sessions each facilitator has held in each run, in two queries."""
    by_key = {run.pk: run for run in runs}
    held: dict[int, list[tuple[int, date]]] = defaultdict(list)
    sittings = Sitting.objects.filter(session__run__in=by_key, state=SittingState.HELD)
    for run, session, on in sittings.values_list("session__run_id", "session_id", "on"):
        held[run].append((session, on))
    sessions: dict[tuple[int, int], set[int]] = defaultdict(set)
    people: dict[int, Facilitator] = {}
    for one in RunFacilitator.objects.filter(run__in=by_key).select_related("facilitator"):
        people[one.facilitator_id] = one.facilitator
        sessions[one.run_id, one.facilitator_id] |= {
            session for session, on in held[one.run_id] if _delivers(one, on)
        }
    return [
        (len(done), by_key[run], people[facilitator])
        for (run, facilitator), done in sessions.items()
    ]


def _under(organisation: Organisation, places: set[int]) -> list[int]:
    """Give those of some organisations that stand under another, or are it."""
    return [place for place, chain in all_above(places).items() if organisation.pk in chain]


def _sites(programme: str, places: set[int]) -> dict[int, Site]:
    """Give the site to which each organisation belongs for a programme, or the one above."""
    chains = all_above(places)
    everywhere = {place for chain in chains.values() for place in chain}
    sites = {
        site.organisation_id: site
        for site in Site.objects.filter(
            programme=programme, organisation__in=everywhere
        ).select_related("organisation")
    }
    found = {}
    for place, chain in chains.items():
        site = next((sites[one] for one in chain if one in sites), None)
        if site is not None:
            found[place] = site
    return found
