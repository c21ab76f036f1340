"""What was done for the child in need: assessment, plan, enquiry, conference, court?

From the CIN census, one table of it a stage. A thing that is open at one census and absent from
the next is closed at the day the first was complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.spells import CIN, spells

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.kind_of_return import KindOfReturn

CONFERENCE = "conference"
NO_CONFERENCE = "no conference"

IN_REFERRAL = ("child", "start", "referral_date")
"""What makes two rows the same assessment, plan or enquiry."""


def protection(cin: KindOfReturn) -> list[ir.Table]:
    """Give the spells of whichever of these tables was returned."""
    makers = {
        "cin_assessments": _assessments,
        "cin_plans": _plans,
        "cin_section47": _enquiries,
        "cin_protection_plans": _protection_plans,
        "cin_protection_reviews": _protection_reviews,
        "cin_pre_proceedings": _pre_proceedings,
    }
    made = [make(cin) for table, make in makers.items() if cin.has(table)]
    return [table for tables in made for table in tables]


def _assessments(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest("cin_assessments", key=IN_REFERRAL, also=("factors",), end="authorised")
    return [
        spells(
            rows,
            "assessment",
            start=rows.start,
            end=rows.authorised,
            source=CIN,
            detail=rows.factors,
        )
    ]


def _plans(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest("cin_plans", key=IN_REFERRAL, end="end")
    return [spells(rows, "cin_plan", start=rows.start, end=rows.end, source=CIN)]


def _enquiries(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest("cin_section47", key=IN_REFERRAL, also=("conference_date",))
    held = rows.conference_date >= rows.start
    return [
        spells(
            rows,
            "section_47",
            start=rows.start,
            end=ibis.ifelse(held.fill_null(False), rows.conference_date, rows.start),
            source=CIN,
            detail=ibis.ifelse(rows.conference_date.isnull(), NO_CONFERENCE, CONFERENCE),
        )
    ]


def _protection_plans(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest(
        "cin_protection_plans",
        key=IN_REFERRAL,
        says=("initial_category",),
        also=("latest_category",),
        end="end",
    )
    return [
        spells(
            rows,
            "child_protection_plan",
            start=rows.start,
            end=rows.end,
            source=CIN,
            detail=ibis.coalesce(rows.latest_category, rows.initial_category),
        )
    ]


def _protection_reviews(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest("cin_protection_reviews", key=("child", "review_date", "plan_start"))
    return [
        spells(
            rows,
            "child_protection_review",
            start=rows.review_date,
            end=rows.review_date,
            source=CIN,
        )
    ]


def _pre_proceedings(cin: KindOfReturn) -> list[ir.Table]:
    rows = cin.latest(
        "cin_pre_proceedings",
        key=IN_REFERRAL,
        also=("letter_sent", "initial_meeting", "outcome", "court_application"),
        end="step_decision",
    )
    # The start may be left blank; the letter, then the first meeting, stand nearest to it.
    start = ibis.coalesce(rows.start, rows.letter_sent, rows.initial_meeting)
    return [
        spells(
            rows,
            "pre_proceedings",
            start=start,
            end=rows.step_decision,
            source=CIN,
            detail=rows.outcome,
        ),
        # The census names the day of the application to court, and no end of the proceedings.
        spells(
            rows,
            "proceedings",
            start=rows.court_application,
            end=rows.court_application,
            source=CIN,
        ),
    ]
