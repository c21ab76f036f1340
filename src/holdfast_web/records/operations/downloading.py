"""Who took which rows with them? Put down before the first byte leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.records.refused_rows import refused_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User
    from holdfast_web.records.models import ReturnSet


def download_refused(*, by: User, returns: ReturnSet, table: str = "") -> Iterator[str]:
    """Give the rows that were refused, as CSV in pieces, to somebody who may have them."""
    check_may(by, Permission.DOWNLOAD_REFUSED, returns.organisation)
    put_down(
        "refused rows downloaded", by=by, organisation=returns.organisation, subject=returns,
        detail={"table": table or "all"},
    )  # fmt: skip
    return refused_rows(returns, table=table)
