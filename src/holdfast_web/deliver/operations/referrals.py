"""How is a child referred? Begun under a pseudonym, answered part by part, and sent.

The council's reference is turned into a pseudonym as soon as it is there. It is kept nowhere:
not in a row, not in a session, not on the trail.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from holdfast.change.criteria import most_complex
from holdfast.deliver.referral import OPEN
from holdfast.kernel.errors import InputError
from holdfast.records.pseudonym import tidy_reference
from holdfast_web.deliver.models import Referral, Service
from holdfast_web.deliver.operations.drift_telling import tell_if_drifted
from holdfast_web.deliver.queries.referral_services import criteria_on
from holdfast_web.deliver.referral_answers import check_answers
from holdfast_web.deliver.referral_notices import tell_that_it_came
from holdfast_web.deliver.referral_policies import may_put_right
from holdfast_web.deliver.referral_words import criteria_of, judgement, kept
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.records.places import pseudonyms

if TYPE_CHECKING:
    from datetime import date, datetime

    from holdfast_web.people.models import User

DRAFTS_KEPT = timedelta(days=28)
"""How long a draft is kept that nobody sends: it says things of a child all that time."""
ANSWERED = (
    "birth_month", "age", "stages", "needs", "exclusions", "need_score", "gathered_on",
    "urgency", "consent", "source", "referred_from", "received",
)  # fmt: skip
"""What is asked of a referral after the reference."""


@transaction.atomic
def begin_referral(*, by: User, service: Service, reference: str) -> Referral:
    """Begin to refer a child, or go on with a draft that this person began before.

    Parameters
    ----------
    reference
        The council's reference of the child. It becomes a pseudonym here and is let go.

    Raises
    ------
    InputError
        Where the service takes no referrals now, or has an open one of this child.
    """
    check_may(by, Permission.REFER, service.organisation)
    check_takes_referrals(service, today=timezone.localdate())
    if not tidy_reference(reference):
        raise InputError(
            "There is no reference of a child.",
            code="deliver.referral-without-child",
            fix="Enter the reference that the council's case system has for the child.",
        )
    pseudonym = pseudonyms(service.references_of).of(reference)
    check_no_other(service, pseudonym)
    draft = Referral.objects.filter(
        service=service, pseudonym=pseudonym, number=None, made_by=by
    ).first()
    if draft is None:
        draft = Referral.objects.create(
            organisation=service.organisation, service=service, pseudonym=pseudonym, made_by=by
        )
    put_down(
        "referral begun", by=by, organisation=service.organisation, subject=draft,
        detail={"pseudonym": pseudonym},
    )  # fmt: skip
    return draft


@transaction.atomic
def refer(*, by: User, service: Service, reference: str, **said: Any) -> Referral:
    """Refer a child in one go: begun, answered and sent, or nothing of it.

    Parameters
    ----------
    reference
        As `begin_referral` takes it: it becomes a pseudonym and is let go.
    said
        All that is asked of a referral, by the names in `ANSWERED` but `gathered_on`. What is
        left out is not known, whatever a draft of this person's said before.

    Raises
    ------
    InputError
        As `begin_referral`, `answer` and `send_referral`.
    """
    draft = begin_referral(by=by, service=service, reference=reference)
    unsaid = dict.fromkeys(set(ANSWERED) - {"gathered_on"})
    blank = {"exclusions": {}, "urgency": "", "consent": "", "source": "", "referred_from": ""}
    whole = unsaid | blank | {name: value for name, value in said.items() if value is not None}
    return send_referral(answer(draft, by=by, **whole), by=by)


@transaction.atomic
def answer(referral: Referral, *, by: User, **values: Any) -> Referral:
    """Write down what is known of a child; of one who was referred, judge them again.

    Raises
    ------
    Http404
        Where it is no longer, or not, this person's to change.
    InputError
        `deliver.referral-answer-unsound` where something cannot be said.
    """
    referral = locked(referral)
    if not may_put_right(by, referral):
        raise Http404("There is no such page, or it is not yours to see.")
    check_answers(values, service=referral.service)
    for field, value in values.items():
        if field not in ANSWERED:
            raise TypeError(f"{field} is not answered of a referral")
        if field == "received" and referral.number is not None:
            continue  # the day decides which criteria judge: it stands once it was sent
        setattr(referral, field, value)
    if "stages" in values:
        referral.stage = most_complex(referral.stages) or ""
    if {"stages", "needs", "exclusions", "birth_month", "age"} & set(values):
        referral.gathered_on = timezone.localdate()
    _judge(referral)
    referral.save()
    if referral.number is not None:
        tell_if_drifted(referral.service)
    put_down(
        "referral answered", by=by, organisation=referral.organisation, subject=referral,
        detail={"parts": " ".join(sorted(values))},
    )  # fmt: skip
    return referral


@transaction.atomic
def send_referral(referral: Referral, *, by: User) -> Referral:
    """Send a draft: it gets a number, is judged by the criteria of its day, and is told of.

    Raises
    ------
    InputError
        Where something that every referral says is not answered, or another of this child
        came in the meantime.
    """
    referral = locked(referral)
    if referral.number is not None or not may_put_right(by, referral):
        raise Http404("There is no such page, or it is not yours to see.")
    service = Service.objects.select_for_update().get(pk=referral.service_id)
    missing = [name for name in ("urgency", "consent", "source") if not getattr(referral, name)]
    if missing:
        raise InputError(
            "This referral does not say all that every referral says.",
            code="deliver.referral-not-answered",
            where=", ".join(missing),
            fix="Answer these, and send it then.",
        )
    check_no_other(service, referral.pseudonym)
    referral.received = referral.received or timezone.localdate()
    check_takes_referrals(service, today=referral.received)
    number_it(referral, service)
    tell_that_it_came(referral)
    tell_if_drifted(service)
    put_down(
        "referral sent", by=by, organisation=referral.organisation, subject=referral,
        detail={"standing": referral.standing, "number": referral.number},
    )  # fmt: skip
    return referral


@transaction.atomic
def throw_away(referral: Referral, *, by: User) -> None:
    """Delete a draft that is not to be sent."""
    referral = locked(referral)
    if referral.number is not None or not may_put_right(by, referral):
        raise Http404("There is no such page, or it is not yours to see.")
    key, organisation = referral.key, referral.organisation
    referral.delete()
    put_down(
        "draft of a referral deleted", by=by, organisation=organisation,
        detail={"referral": str(key)},
    )  # fmt: skip


def forget_drafts(*, now: datetime | None = None) -> int:
    """Delete drafts that nobody sent in time, with an event each service; give how many."""
    old = Referral.objects.filter(
        number=None, made_at__lt=(now or timezone.now()) - DRAFTS_KEPT
    ).select_related("service", "organisation")
    gone = 0
    for service, theirs in groupby(old.order_by("service_id"), key=lambda one: one.service):
        with transaction.atomic():
            keys = [one.pk for one in theirs]
            deleted = Referral.objects.filter(pk__in=keys, number=None).delete()[0]
            if deleted:
                put_down(
                    "drafts of referrals deleted", by=None, organisation=service.organisation,
                    subject=service, detail={"drafts": deleted},
                )  # fmt: skip
            gone += deleted
    return gone


def number_it(referral: Referral, service: Service) -> None:
    """Give a referral its number and its judgement; the caller holds the service's row."""
    day = referral.received or timezone.localdate()
    referral.criteria = criteria_on(service, day)
    last = service.referrals.aggregate(last=Max("number"))["last"] or 0
    referral.number = last + 1
    _judge(referral)
    referral.save()


def check_takes_referrals(service: Service, *, today: date) -> None:
    """Refuse a referral to a service that is closed, or had no criteria on the day.

    Raises
    ------
    InputError
        Where it takes none.
    """
    if service.closed is not None and service.closed <= today:
        raise InputError(
            "This service is closed.",
            code="deliver.service-closed",
            where=service.name,
            fix="Choose another service.",
        )
    if criteria_on(service, today) is None:
        raise InputError(
            "This service had not said for whom it is on the day of the referral.",
            code="deliver.service-without-criteria",
            where=service.name,
            fix="Ask its lead to add criteria. Nobody can be judged without them.",
        )


def check_no_other(service: Service, pseudonym: str) -> None:
    """Refuse a second open referral of one child to one service.

    Raises
    ------
    InputError
        Where there is one.
    """
    open_states = [kept(state) for state in OPEN]
    if service.referrals.filter(
        pseudonym=pseudonym, number__isnull=False, state__in=open_states
    ).exists():
        raise InputError(
            "This child has an open referral to this service.",
            code="deliver.referral-open-already",
            where=service.name,
            fix="Ask the service how it stands. A second one can be made once it is over.",
        )


def locked(referral: Referral) -> Referral:
    """Give a referral as it is now, held until the transaction ends."""
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("service__references_of", "organisation", "criteria")
        .get(pk=referral.pk)
    )


def _judge(referral: Referral) -> None:
    if referral.criteria is not None:
        standing = judgement(referral, criteria_of(referral.criteria)).standing
        referral.standing = kept(standing)
