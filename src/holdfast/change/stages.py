"""Where on the journey can a cohort stand, and what is the place of a programme?

The stages and their meanings are the library's (`journeys/stages.csv`). Here is only which of
them serve to say who is meant.
"""

from __future__ import annotations

from holdfast.library.stages import Part, Shape, stages

_AT_HOME_AFTER_CARE = ("return_home", "child_arrangements_order", "special_guardianship")

COHORT_STAGES: tuple[str, ...] = tuple(
    name
    for name, stage in stages().items()
    if stage.shape is Shape.SPELL and (stage.part is Part.BEFORE or name in _AT_HOME_AFTER_CARE)
)
"""Stages with a length, out of care: a cohort is the children in one of them on a day."""

JOURNEY_STAGES: tuple[str, ...] = tuple(
    name
    for name, stage in stages().items()
    if stage.part is not Part.IN_CARE or name == "looked_after"
)
"""Stages between which a programme may be placed, and that the journey picture may show."""

MOST_COMPLEX_FIRST: tuple[str, ...] = (
    "proceedings",
    "pre_proceedings",
    "child_protection_plan",
    "section_47",
    "cin_plan",
    "assessment",
    "child_in_need",
    "return_home",
    "child_arrangements_order",
    "special_guardianship",
    "early_help",
)
"""Which stage names a child who is in several at once: the first of these that holds."""

NO_STAGE = "none"
"""Stands for a child who is in no stage on a day."""

PRIMARY_NEEDS: tuple[str, ...] = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N0")
"""Primary need codes of the CIN census that a cohort may name."""
