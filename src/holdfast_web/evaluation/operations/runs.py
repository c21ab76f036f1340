"""How is a run asked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.evaluation.models import Run
from holdfast_web.people.audit import put_down
from holdfast_web.people.jobs import ask
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from holdfast_web.evaluation.models import Protocol
    from holdfast_web.people.models import User
    from holdfast_web.records.models import ReturnSet

KIND = "evaluation.run"


@transaction.atomic
def ask_run(protocol: Protocol, *, by: User, returns: ReturnSet) -> Run:
    """Ask that a locked protocol is run over a set of returns of the same organisation.

    Raises
    ------
    InputError
        `evaluation.protocol-not-locked` where the plan could still be changed;
        `evaluation.returns-of-another` where the returns are another organisation's.
    """
    organisation = protocol.organisation
    check_may(by, Permission.RUN_EVALUATION, organisation)
    if not protocol.is_locked:
        raise InputError(
            "The protocol is not locked, so the plan could still follow the result.",
            code="evaluation.protocol-not-locked",
            where=protocol.title,
            fix="Check and lock the protocol first.",
        )
    if returns.organisation_id != organisation.pk:
        raise InputError(
            "These returns are not those of the protocol's organisation.",
            code="evaluation.returns-of-another",
            where=protocol.title,
            fix="Choose returns of the same organisation: only they share its pseudonyms.",
        )
    run = Run.objects.create(
        organisation=organisation, protocol=protocol, returns_key=returns.key,
        returns_name=str(returns)[:300], asked_by=by,
    )  # fmt: skip
    run.job = ask(KIND, by=by, organisation=organisation, arguments={"run": str(run.key)})
    run.save()
    put_down(
        "run asked", by=by, organisation=organisation, subject=run,
        detail={"protocol": str(protocol.key), "returns": str(returns.key)},
    )  # fmt: skip
    return run
