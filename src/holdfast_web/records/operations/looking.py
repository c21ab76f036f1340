"""Who read the journey of a single child? Put down before it is shown, each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.records.journeys.one_child import OneChild, found, one_child

if TYPE_CHECKING:
    from django.http import HttpRequest

    from holdfast_web.people.models import User
    from holdfast_web.records.models import ReturnSet


def look_at_child(
    *, by: User, returns: ReturnSet, pseudonym: str, request: HttpRequest | None = None
) -> OneChild | None:
    """Give the journey of one child to somebody who may see it; None where there is none.

    The event names the child by pseudonym, so that it can be said later who read of whom.
    """
    check_may(by, Permission.SEE_CHILD, returns.organisation)
    child = one_child(returns, pseudonym)
    if child is not None:
        put_down(
            "child's journey read", by=by, organisation=returns.organisation, subject=returns,
            detail={"pseudonym": pseudonym}, request=request,
        )  # fmt: skip
    return child


def look_for_children(
    *, by: User, returns: ReturnSet, beginning: str, request: HttpRequest | None = None
) -> list[str]:
    """Give the pseudonyms that begin as was typed, to somebody who may see single children."""
    check_may(by, Permission.SEE_CHILD, returns.organisation)
    these = found(returns, beginning)
    put_down(
        "children looked for", by=by, organisation=returns.organisation, subject=returns,
        detail={"found": len(these)}, request=request,
    )  # fmt: skip
    return these
