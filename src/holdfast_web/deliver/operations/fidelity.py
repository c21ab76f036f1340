"""How is an instrument taken up, a review kept, and what follows from it done?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast.deliver.fidelity_review import Review, check_review
from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import Rater
from holdfast_web.deliver.models import (
    ChosenKind,
    FidelityInstrument,
    FidelityReview,
    RaterKind,
    ReviewAction,
)
from holdfast_web.deliver.queries.fidelity import (
    CHOSEN,
    as_kept,
    content_of,
    delivering,
    instruments_for,
    raters_for,
    rule_of,
)
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.deliver.fidelity_review import Given
    from holdfast.library.fidelity import Instrument
    from holdfast_web.deliver.models import Facilitator, Run, Session
    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def take_up_instrument(
    *,
    by: User,
    organisation: Organisation,
    programme: str,
    instrument: Instrument,
    fewest: int,
    rater: RaterKind,
    chosen: ChosenKind,
    source: str,
) -> FidelityInstrument:
    """Take an instrument into use for a programme, as it is now.

    Raises
    ------
    InputError
        `deliver.instrument-taken-up` where it is in use already, `deliver.sample-rule-unsound`,
        or `deliver.rater-not-for-instrument` where the rule asks for a rater whom the
        instrument is not made for.
    """
    check_may(by, Permission.MANAGE_SITES, organisation)
    taken = FidelityInstrument.objects.filter(
        organisation=organisation, programme=programme, urn=instrument.urn,
        version=instrument.version,
    )  # fmt: skip
    if taken.exists():
        raise InputError(
            "This instrument is in use for this programme already.",
            code="deliver.instrument-taken-up",
            where=instrument.title,
            fix="Change its rule on its own page, or take it up again there.",
        )
    kept = FidelityInstrument(
        organisation=organisation, programme=programme, urn=instrument.urn,
        version=instrument.version, title=instrument.title,
        content=instrument.model_dump(mode="json"), rule_fewest=fewest, rule_rater=rater,
        rule_chosen=chosen, rule_source=source.strip(), taken_up_by=by,
    )  # fmt: skip
    _check_rule(kept)
    kept.save()
    put_down(
        "instrument of fidelity taken up", by=by, organisation=organisation, subject=kept,
        detail={"urn": kept.urn, "programme": programme},
    )  # fmt: skip
    return kept


@transaction.atomic
def change_rule(
    kept: FidelityInstrument,
    *,
    by: User,
    fewest: int,
    rater: RaterKind,
    chosen: ChosenKind,
    source: str,
    retired: bool,
) -> FidelityInstrument:
    """Change how an instrument samples, or take it out of use; its reviews stay.

    Raises
    ------
    InputError
        As `take_up_instrument`.
    """
    check_may(by, Permission.MANAGE_SITES, kept.organisation)
    kept.rule_fewest, kept.rule_rater, kept.rule_chosen = fewest, rater, chosen
    kept.rule_source = source.strip()
    _check_rule(kept)
    kept.retired_at = (kept.retired_at or timezone.now()) if retired else None
    kept.save()
    put_down(
        "rule of an instrument of fidelity changed", by=by, organisation=kept.organisation,
        subject=kept, detail={"fewest": fewest, "rater": str(rater), "retired": retired},
    )  # fmt: skip
    return kept


def _check_rule(kept: FidelityInstrument) -> None:
    rule = rule_of(kept)
    raters = content_of(kept).raters
    if rule.rater not in raters:
        raise InputError(
            "The rule asks for a rater whom the instrument is not made for.",
            code="deliver.rater-not-for-instrument",
            where=kept.title,
            fix=f"It is made for ratings by: {', '.join(raters)}.",
        )


@transaction.atomic
def add_review(
    *,
    by: User,
    run: Run,
    instrument: FidelityInstrument,
    facilitator: Facilitator,
    session: Session | None,
    on: date,
    rater: RaterKind,
    rated_by: Facilitator | None,
    rater_name: str,
    chosen: ChosenKind,
    scores: Mapping[str, Given | None],
    note: str = "",
) -> FidelityReview:
    """Keep one review of one facilitator in a run.

    Raises
    ------
    InputError
        `deliver.review-not-of-run` where instrument, facilitator, session, day or rater do not
        belong to the run, `deliver.rater-not-named`, or whatever the engine refuses.
    """
    check_may(by, Permission.REVIEW_FIDELITY, run.organisation)
    there = delivering(run, on)
    _check_of_run(
        run, instrument=instrument, facilitator=facilitator, session=session, on=on,
        there=there, rated_by=rated_by,
    )  # fmt: skip
    name = " ".join(rater_name.split())
    rated_by, name = _who_rated(rater, rated_by, name, facilitator)
    known = {one.name.casefold(): str(one.key) for one in there}
    content = content_of(instrument)
    check_review(
        Review(
            facilitator=str(facilitator.key),
            run=str(run.key),
            site="",
            rater=Rater(rater),
            rated_by=str(rated_by.key) if rated_by is not None else known.get(name.casefold()),
            delivered_by=frozenset(known.values()),
            day=on,
            chosen=CHOSEN[chosen],
            scores=dict(scores),
        ),
        content,
    )
    review = FidelityReview.objects.create(
        organisation=run.organisation, instrument=instrument, run=run, session=session,
        facilitator=facilitator, rater=rater, rated_by=rated_by, rater_name=name, on=on,
        chosen=chosen, scores=as_kept(scores), note=note.strip(), entered_by=by,
    )  # fmt: skip
    put_down(
        "fidelity review kept", by=by, organisation=run.organisation, subject=review,
        detail={"rater": str(rater), "scores": sum(one is not None for one in scores.values())},
    )  # fmt: skip
    return review


def _check_of_run(
    run: Run,
    *,
    instrument: FidelityInstrument,
    facilitator: Facilitator,
    session: Session | None,
    on: date,
    there: list[Facilitator],
    rated_by: Facilitator | None,
) -> None:
    belongs = (
        (instruments_for(run).filter(pk=instrument.pk).exists(), "instrument"),
        (facilitator in there, "facilitator on that day"),
        (session is None or session.run_id == run.pk, "session"),
        (run.starts <= on <= timezone.localdate(), "day"),
        (rated_by is None or raters_for(run).filter(pk=rated_by.pk).exists(), "rater"),
    )
    wrong = [what for sound, what in belongs if not sound]
    if wrong:
        raise InputError(
            f"This does not belong to the run: the {', the '.join(wrong)}.",
            code="deliver.review-not-of-run",
            where=str(run),
            fix="Choose a facilitator, a session and a day of this run, up to today.",
        )


def _who_rated(
    rater: RaterKind, rated_by: Facilitator | None, name: str, facilitator: Facilitator
) -> tuple[Facilitator | None, str]:
    """Give who rated: oneself, a facilitator, or somebody by name; a caregiver is not named."""
    if rater == RaterKind.SELF:
        return facilitator, ""
    if rater == RaterKind.CAREGIVER:
        return None, ""
    if rated_by is None and not name:
        raise InputError(
            "It is not said who rated.",
            code="deliver.rater-not-named",
            fix="Choose a facilitator, or write the name of whoever rated.",
        )
    return rated_by, "" if rated_by is not None else name


@transaction.atomic
def withdraw_review(review: FidelityReview, *, by: User, because: str) -> FidelityReview:
    """Take a review out of every count; it stays on the list with the reason.

    Raises
    ------
    InputError
        `deliver.withdrawn-without-reason`.
    """
    check_may(by, Permission.REVIEW_FIDELITY, review.organisation)
    because = because.strip()
    if not because:
        raise InputError(
            "It is not said why the review is withdrawn.",
            code="deliver.withdrawn-without-reason",
            fix="Say why, in a line.",
        )
    review.withdrawn_at, review.withdrawn_by = timezone.now(), by
    review.withdrawn_because = because
    review.save()
    put_down(
        "fidelity review withdrawn", by=by, organisation=review.organisation, subject=review
    )
    return review


@transaction.atomic
def add_action(review: FidelityReview, *, by: User, what: str, due: date) -> ReviewAction:
    """Write down one thing to be done after a review, by a day."""
    check_may(by, Permission.REVIEW_FIDELITY, review.organisation)
    action = ReviewAction.objects.create(review=review, what=what.strip(), due=due, added_by=by)
    put_down(
        "action after a review added", by=by, organisation=review.organisation, subject=action
    )
    return action


@transaction.atomic
def finish_action(action: ReviewAction, *, by: User) -> ReviewAction:
    """Say that an action is done; once it is, it stays so.

    The facilitator whose action it is may say so too.
    """
    review = action.review
    if review.facilitator.user_id != by.pk:
        check_may(by, Permission.REVIEW_FIDELITY, review.organisation)
    if action.done_at is None:
        action.done_at, action.done_by = timezone.now(), by
        action.save()
        put_down(
            "action after a review done", by=by, organisation=review.organisation,
            subject=action,
        )  # fmt: skip
    return action
