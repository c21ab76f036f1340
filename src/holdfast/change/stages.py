"""Where on the journey can a child stand, and where can a programme's place be marked?

The meanings of the stages are in the library (`journeys/stages.csv`); here are only the names
that a cohort may use, because a child can be *in* them on a day.
"""

from __future__ import annotations

COHORT_STAGES: tuple[str, ...] = (
    "early_help",
    "child_in_need",
    "assessment",
    "section_47",
    "cin_plan",
    "child_protection_plan",
    "pre_proceedings",
    "proceedings",
    "return_home",
    "child_arrangements_order",
    "special_guardianship",
)
"""Stages with a length, out of care: a cohort is the children in one of them on a day."""

JOURNEY_STAGES: tuple[str, ...] = (
    "contact",
    "early_help",
    "referral",
    "child_in_need",
    "assessment",
    "section_47",
    "cin_plan",
    "child_protection_plan",
    "pre_proceedings",
    "proceedings",
    "looked_after",
    "return_home",
    "child_arrangements_order",
    "special_guardianship",
    "adoption",
    "leaving_care",
)
"""The order in which a journey is drawn: least complex first, then care, then after care."""

INTENSITY: tuple[str, ...] = (
    "proceedings",
    "pre_proceedings",
    "child_protection_plan",
    "cin_plan",
    "section_47",
    "assessment",
    "child_in_need",
    "return_home",
    "child_arrangements_order",
    "special_guardianship",
    "early_help",
)
"""Which stage names a child who is in several at once: the first of these that holds."""

PRIMARY_NEEDS: tuple[str, ...] = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N0")
"""Primary need codes of the CIN census that a cohort may name."""
