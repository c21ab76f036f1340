"""Which dates place a row in time, and which may not come before which?

A row without the date that it begins on cannot be put on a journey, so it is refused; so is a
row that ends before it begins. Every other value can be set aside and the row kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of one table: when its event or stay began, and when it ended.

    `start` is None where a row describes a child and is no event. `needed` says whether a row
    without its start is refused.
    """

    start: str | None = None
    end: str | None = None
    needed: bool = True


SPANS: dict[str, Span] = {
    "ssda903_header": Span(),
    "ssda903_episodes": Span("decom", "dec"),
    "ssda903_reviews": Span("review"),
    "ssda903_uasc": Span(),
    "ssda903_oc2": Span(),
    "ssda903_oc3": Span(),
    "ssda903_ad1": Span(),
    "ssda903_placed_adoption": Span("date_placed", "date_placed_ceased"),
    "ssda903_prev_perm": Span(),
    "ssda903_missing": Span("mis_start", "mis_end"),
    "ssda903_sw_episodes": Span("sw_decom", "sw_dec"),
    "ssda903_dolo": Span("dolo_start", "dolo_end"),
    "cin_children": Span(),
    "cin_referrals": Span("referral_date", "closure_date"),
    "cin_assessments": Span("start", "authorised"),
    "cin_plans": Span("start", "end"),
    "cin_section47": Span("start"),
    "cin_protection_plans": Span("start", "end"),
    "cin_protection_reviews": Span("review_date"),
    # A block may hold only the letter or only the court's date, so none of them is required.
    "cin_pre_proceedings": Span(),
    "annex_a_contacts": Span("contact_date"),
    "annex_a_early_help": Span("assessment_start", "assessment_completed"),
    # The template lets lists 3 and 6 leave the date blank.
    "annex_a_referrals": Span("referral_date", needed=False),
    "annex_a_assessments": Span("assessment_start", "assessment_authorised"),
    "annex_a_section47": Span("strategy_discussion"),
    "annex_a_children_in_need": Span("cin_start", "cin_closure", needed=False),
    "annex_a_protection_plans": Span("plan_start", "plan_end"),
    "annex_a_looked_after": Span("care_start", "care_end"),
    "annex_a_care_leavers": Span(),
    "annex_a_adoption": Span(),
    "annex_a_adopters": Span("enquiry", "left_process", needed=False),
}

YEARS_AHEAD: dict[str, int] = {"duc": 20}
"""How long after the return a date may lie, where that is more than `AHEAD`.

DUC is the day on which a child stops being a UASC: mostly the 18th birthday.
"""

AHEAD = 1
"""Years after its end that a return may hold dates of: expected births, targets, late rows."""

BEHIND = 30
"""Years before its end. The oldest date of a return is the birth of a care leaver of 25."""

ANY_YEAR = (date(1960, 1, 1), date(2100, 1, 1))
"""Between what days dates must lie while the year of the return is not known."""

LIMITS: dict[str, tuple[int, int]] = {"sdq_score": (0, 40)}
"""Lowest and highest value of a number, where that is fixed. SDQ: total difficulties score."""
