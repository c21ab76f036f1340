"""When was the child referred, and when in need?

From the referrals of the CIN census. A case that is open at one census and absent from the
next is closed at the day the first was complete. Referrals of one child that overlap are one
spell of need, from the first referral to the last closure: a child is in need or is not,
however often someone asks for help.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis

from holdfast.records.repairs.trail import CHANGED, MERGED, trail_of
from holdfast.records.return_years import day
from holdfast.records.spells import CIN, spells

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.kind_of_return import KindOfReturn

REFERRALS = "cin_referrals"
CLOSED_BEFORE = "closure-before-referral"
OVERLAPPING = "overlapping-referrals"
NO_FURTHER_ACTION = "NFA"

OPEN = date(9999, 12, 31)
"""Stands for the end of a case that is open, where ends are compared."""


def referrals_and_need(cin: KindOfReturn) -> list[ir.Table]:
    """Give an event for each referral, and the spells of need that followed."""
    if not cin.has(REFERRALS):
        return []
    rows = cin.latest(
        REFERRALS,
        key=("child", "referral_date"),
        says=("referral_source", "no_further_action"),
        also=("primary_need", "closure_reason"),
        end="closure_date",
        never_lasted="no_further_action",
    )
    rows = _closed_after_referral(cin, rows)
    nothing_done = rows.no_further_action.fill_null(False)
    events = spells(
        rows,
        "referral",
        start=rows.referral_date,
        end=rows.referral_date,
        source=CIN,
        detail=rows.referral_source,
        end_reason=ibis.ifelse(nothing_done, NO_FURTHER_ACTION, ibis.null("string")),
    )
    return [events, _need(cin, rows.filter(~nothing_done))]


def _closed_after_referral(cin: KindOfReturn, rows: ir.Table) -> ir.Table:
    """Set aside a closure before its referral: the case ended, on a day that is not known."""
    wrong = (rows.closure_date < rows.referral_date).fill_null(False)
    before = rows.filter(wrong)
    cin.trail.append(
        trail_of(
            before,
            rule=CLOSED_BEFORE,
            action=CHANGED,
            why="closed at the referral: the true day is not known",
            table=REFERRALS,
            column="closure_date",
            was=before.closure_date,
            now=before.referral_date,
        )
    )
    return rows.mutate(closure_date=ibis.ifelse(wrong, rows.referral_date, rows.closure_date))


def _need(cin: KindOfReturn, rows: ir.Table) -> ir.Table:
    along = ibis.window(group_by="child", order_by="referral_date")
    so_far = ibis.window(
        group_by="child", order_by="referral_date", preceding=None, following=0
    )
    rows = rows.mutate(until=rows.closure_date.fill_null(day(OPEN)))
    rows = rows.mutate(open_until=rows.until.max().over(so_far))
    earlier = rows.open_until.lag().over(along)
    rows = rows.mutate(opens=earlier.isnull() | (earlier <= rows.referral_date))
    begun = ibis.cases((rows.opens, rows.referral_date))
    rows = cin.engine.keep(rows.mutate(begun=begun.max().over(so_far)), "need")
    cin.trail.append(
        trail_of(
            rows.filter(~rows.opens),
            rule=OVERLAPPING,
            action=MERGED,
            why="the child was in need already",
            table=REFERRALS,
        )
    )
    need = rows.group_by("child", "begun").agg(
        until=rows.until.max(),
        primary_need=rows.primary_need.argmin(rows.referral_date),
        closure_reason=rows.closure_reason.argmax(rows.until),
        return_year=rows.return_year.max(),
    )
    need = need.mutate(until=need.until.nullif(day(OPEN)))
    return spells(
        need,
        "child_in_need",
        start=need.begun,
        end=need.until,
        source=CIN,
        detail=need.primary_need,
        end_reason=ibis.ifelse(need.until.isnull(), ibis.null("string"), need.closure_reason),
    )
