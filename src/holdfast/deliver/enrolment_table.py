"""Which enrolments does an evaluation read of a service's referrals?

The referrals of a service are the enrolments of its evaluation: who was referred when, what was
decided, who began and who ended. Written in the form that `holdfast.change.enrolments` reads,
so that the children whom a service reached are followed without a list typed a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from holdfast.change.enrolments import PSEUDONYM, SCHEMA
from holdfast.deliver.referral import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DECISIONS = {
    State.DECLINED: "declined",
    State.NEVER_ENGAGED: "never engaged",
}
ROW_OFFSET = 2  # the heading is row 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """One referral as an evaluation needs it.

    `accepted` says whether it was ever accepted; `started` and `ended` are None where it was
    not. `team` is the service, or its team, that the child came to.
    """

    pseudonym: str
    referred: date
    state: State
    accepted: bool
    started: date | None = None
    ended: date | None = None
    team: str = ""


def enrolment_table(referrals: Iterable[Served]) -> pl.DataFrame:
    """Give referrals as the table that an evaluation keeps of its enrolments.

    Returns
    -------
    DataFrame
        Columns of `holdfast.change.enrolments.SCHEMA`, sorted as that module sorts them. A
        referral that was withdrawn or passed on before it was accepted has no decision: nobody
        said no to it.

    Examples
    --------
    >>> from datetime import date
    >>> one = Served(pseudonym="0123456789ABCDEF", referred=date(2026, 5, 1),
    ...              state=State.DECLINED, accepted=False)
    >>> enrolment_table([one])["decision"].to_list()
    ['declined']
    """
    rows = [
        {
            "row": number,
            "child": one.pseudonym,
            "referred": one.referred,
            "decision": _decision(one),
            "enrolled": one.started,
            "ended": one.ended,
            "team": one.team or None,
            "arm": None,
            "randomised": None,
        }
        for number, one in enumerate(referrals, start=ROW_OFFSET)
    ]
    return pl.DataFrame(rows, schema=SCHEMA).sort(
        "child", "enrolled", "referred", "row", nulls_last=True
    )


def enrolment_csv(table: pl.DataFrame) -> str:
    """Write such a table as the file that a protocol names, children under their pseudonyms."""
    return table.drop("row", "arm", "randomised").rename({"child": PSEUDONYM}).write_csv()


def _decision(referral: Served) -> str | None:
    if referral.state in DECISIONS:
        return DECISIONS[referral.state]
    return "accepted" if referral.accepted else None
