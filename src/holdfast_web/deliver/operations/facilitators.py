"""How does somebody come to deliver programmes, and how far are they allowed to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Certification, CertificationState, Facilitator
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def add_facilitator(
    *, by: User, organisation: Organisation, name: str, background: str = ""
) -> Facilitator:
    """Add somebody who delivers sessions."""
    check_may(by, Permission.MANAGE_STAFF, organisation)
    facilitator = Facilitator.objects.create(
        organisation=organisation, name=name.strip(), background=background
    )
    put_down("facilitator added", by=by, organisation=organisation, subject=facilitator)
    return facilitator


@transaction.atomic
def change_facilitator(
    *,
    by: User,
    facilitator: Facilitator,
    name: str,
    background: str = "",
    ended: date | None = None,
) -> Facilitator:
    """Change what is kept of a facilitator; `ended` is the first day they no longer deliver."""
    check_may(by, Permission.MANAGE_STAFF, facilitator.organisation)
    facilitator.name, facilitator.background = name.strip(), background
    facilitator.ended = ended
    facilitator.save(update_fields=["name", "background", "ended"])
    put_down(
        "facilitator changed", by=by, organisation=facilitator.organisation,
        subject=facilitator,
    )  # fmt: skip
    return facilitator


@transaction.atomic
def certify(
    *,
    by: User,
    facilitator: Facilitator,
    programme: str,
    state: CertificationState,
    since: date,
    expires: date | None = None,
) -> Certification:
    """Write down a facilitator's standing for a programme, from a day on.

    What was before stays: a standing holds until the next one of the same programme. That one
    has expired is not written down, it follows from its day.

    Raises
    ------
    InputError
        Where the days are not in order, or there is a standing from the same day.
    """
    check_may(by, Permission.MANAGE_STAFF, facilitator.organisation)
    if expires is not None and expires <= since:
        raise InputError(
            "A certification ends before it begins.",
            code="deliver.certification-backwards",
            fix="Give the day on which it expires as a later day.",
        )
    if facilitator.certifications.filter(programme=programme, since=since).exists():
        raise InputError(
            "This facilitator has a standing for the programme from the same day.",
            code="deliver.certification-twice",
            fix="Choose the day on which the new one begins.",
        )
    made = Certification.objects.create(
        facilitator=facilitator, programme=programme, state=state, since=since, expires=expires
    )
    put_down(
        "facilitator certified", by=by, organisation=facilitator.organisation,
        subject=facilitator, detail={"programme": programme, "state": str(state)},
    )  # fmt: skip
    return made
