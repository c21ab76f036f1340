"""To which period of care, placement and legal status does each episode belong?

A period of care goes on while an episode ends with X1 and the next starts that day. A placement
goes on while the carer stays the same, a legal status while it stays the same. Short breaks
(V3, V4) are no part of any of these.

There are two ways to say it. `by_reason` takes the word of RNE, the reason why an episode
started, and needs one look at the rows: it serves the children whose rows agree with each
other, who are nearly all. `by_dates` compares each episode with the one before it, and serves
anyone. Where both may be used they give the same answer, which a test proves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

STARTED = "S"  # RNE: started to be looked after
CONTINUES = "X1"  # REC: the next episode starts the same day
SHORT_BREAKS = ("V3", "V4")
REASONS = ("S", "P", "L", "T", "U", "B")  # every RNE
NEW_CARER = ("S", "P", "B")
NEW_STATUS = ("S", "L", "U", "B")

EPISODE = (
    "child", "decom", "rne", "ls", "place", "place_provider", "dec", "rec",
    "reason_place_change", "return_year",
)  # fmt: skip
LINKS = (
    "short_break", "next_start", "next_place", "period_start", "placement_start",
    "status_start", "ends_period", "ends_placement", "ends_status",
)  # fmt: skip
"""What a linked episode has beside its own columns.

`next_start` and `next_place` are those of the child's next episode (short breaks passed over),
whether care went on or not. The three `ends_` say that the episode is the last of its kind.
"""


def by_reason(rows: ir.Table) -> ir.Table:
    """Link the episodes of children whose rows agree, by the reason why each started.

    Parameters
    ----------
    rows
        Episodes, in every version that the returns hold. The latest version of an episode
        must equal the earlier ones but for its end, and an episode whose reason is S must
        start a period of care.

    Returns
    -------
    ir.Table
        The rows, each with its links and with `next_*` of the row that follows, be it the next
        version of the same episode or the next episode.
    """
    order = [rows.decom, rows.return_year]
    along = ibis.window(group_by=rows.child, order_by=order)
    so_far = ibis.window(group_by=rows.child, order_by=order, preceding=None, following=0)
    first = rows.decom.first().over(so_far)

    def since(reasons: tuple[str, ...]) -> ir.Value:
        begun = ibis.cases((rows.rne.isin(reasons), rows.decom))
        # A child in care before the records begin has no episode that starts a period.
        return ibis.coalesce(begun.max().over(so_far), first)

    following = {
        f"next_{name}": rows[column].lead().over(along)
        for name, column in (
            ("start", "decom"),
            ("year", "return_year"),
            ("reason", "rne"),
            ("status", "ls"),
            ("place", "place"),
            ("provider", "place_provider"),
        )
    }
    linked = rows.mutate(
        **following,
        period_start=since((STARTED,)),
        placement_start=since(NEW_CARER),
        status_start=since(NEW_STATUS),
    )
    last = linked.next_start.isnull()
    return linked.mutate(
        short_break=ibis.literal(False),
        ends_period=last | (linked.next_reason == STARTED),
        ends_placement=last | linked.next_reason.isin(NEW_CARER),
        ends_status=last | linked.next_reason.isin(NEW_STATUS),
    )


def by_dates(rows: ir.Table) -> ir.Table:
    """Link anyone's episodes by comparing each with the one before it.

    Parameters
    ----------
    rows
        One row an episode. Rows that still overlap are taken to go on from each other.

    Returns
    -------
    ir.Table
        The columns of `EPISODE` and of `LINKS`.
    """
    rows = rows.mutate(short_break=rows.ls.isin(SHORT_BREAKS).fill_null(False))
    along = ibis.window(group_by=["child", "short_break"], order_by="decom")
    so_far = ibis.window(
        group_by=["child", "short_break"], order_by="decom", preceding=None, following=0
    )
    rows = rows.mutate(
        before=rows.decom.lag().over(along),
        before_end=rows.dec.lag().over(along),
        before_rec=rows.rec.lag().over(along),
        before_ls=rows.ls.lag().over(along),
        before_place=rows.place.lag().over(along),
        before_provider=rows.place_provider.lag().over(along),
        next_start=rows.decom.lead().over(along),
        next_place=rows.place.lead().over(along),
    )
    touches = rows.before.notnull() & (
        rows.before_end.isnull() | (rows.before_end >= rows.decom)
    )
    unsaid = rows.rne.isnull() | (rows.rne == STARTED)
    went_on = (rows.before_rec == CONTINUES) | (
        rows.before_rec.isnull() & ~rows.rne.identical_to(STARTED)
    )
    rows = rows.mutate(opens_period=~(touches & went_on.fill_null(False)))
    elsewhere = ~(
        rows.place.identical_to(rows.before_place)
        & rows.place_provider.identical_to(rows.before_provider)
    )
    rows = rows.mutate(
        opens_placement=rows.opens_period
        | rows.rne.isin(("P", "B")).fill_null(False)
        | (unsaid & elsewhere),
        opens_status=rows.opens_period | ~rows.ls.identical_to(rows.before_ls),
    )

    def since(opens: str) -> ir.Value:
        return ibis.cases((rows[opens], rows.decom)).max().over(so_far)

    def ends(opens: str) -> ir.Value:
        return ibis.coalesce(rows[opens].lead().over(along), ibis.literal(True))

    return rows.mutate(
        period_start=since("opens_period"),
        placement_start=since("opens_placement"),
        status_start=since("opens_status"),
        ends_period=ends("opens_period"),
        ends_placement=ends("opens_placement"),
        ends_status=ends("opens_status"),
    ).select(*EPISODE, *LINKS)
