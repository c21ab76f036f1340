"""What work does an authority do for a child, and from which spells is each piece counted?

The eight processes for looked-after children and the eight for children in need are those of
the Cost Calculator for Children's Services
(http://www.ccfcs.org.uk/solutions/social-care-processes/) and of the GMCA unit cost database.
The rules that count them from statutory returns are ours, and this table is all of them. A
process that no return shows is in the table too, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEMENT = "placement"  # the weekly price of where a child lives; not one of the processes
MAINTAIN = "maintain_placement"  # process 3, which a weekly price mostly holds
DIED = "E2"  # a reason for ceasing to be looked after that leaves nothing to close


class Group(StrEnum):
    """Whose processes these are."""

    LOOKED_AFTER = "looked after"
    CHILD_IN_NEED = "child in need"


class Count(StrEnum):
    """How the occurrences or the days of a process are counted from its stage."""

    START = "once at the start of each spell"
    END = "once at the end of each spell that has ended, death apart"
    DAYS = "every day of a spell, overlaps once"
    SIXTEEN = "once a child, on the first day looked after at sixteen or over"
    NOT_SEEN = "not counted: no return shows it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """One process, and the rule that counts it.

    `recurring` work comes round again while a child stays in a state; one-off work marks a way
    in or out. The two are never added without saying so.

    Two spells that start on one day count once, and starts fewer than `apart` days after the
    one before are the same work. A process counted in days leaves out those of `outside`.
    """

    name: str
    label: str
    group: Group
    number: int
    count: Count
    stage: str | None
    recurring: bool
    why: str
    outside: str | None = None
    apart: int = 0


_TABLE = (
    Process(
        group=Group.LOOKED_AFTER,
        number=1,
        name="decide_and_place",
        label="Deciding to look after the child and finding the first placement",
        count=Count.START,
        stage="looked_after",
        recurring=False,
        why="Each period of care begins with one decision and one first placement.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=2,
        name="care_planning",
        label="Care planning",
        count=Count.START,
        stage="review",
        recurring=True,
        why="A care plan is brought up to date for each statutory review.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=3,
        name=MAINTAIN,
        label="Maintaining the placement",
        count=Count.DAYS,
        stage="placement",
        recurring=True,
        why="Counted only where the weekly price of the placement does not hold it already.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=4,
        name="leave_care",
        label="Leaving care or returning home",
        count=Count.END,
        stage="looked_after",
        recurring=False,
        why="Each period of care that ends is closed once.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=5,
        name="subsequent_placement",
        label="Finding a subsequent placement",
        count=Count.START,
        stage="move",
        recurring=True,
        why="Each change of carer within a period of care, however short the stay.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=6,
        name="review",
        label="Statutory review",
        count=Count.START,
        stage="review",
        recurring=True,
        why="Each review in the return; reviews not recorded are not supposed.",
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=7,
        name="legal",
        label="Legal processes",
        count=Count.START,
        stage="proceedings",
        recurring=True,
        apart=182,
        why=(
            "Once for each set of care proceedings. Two starts within 26 weeks, the statutory "
            "limit (Children Act 1989, section 32), are one set seen in two returns."
        ),
    ),
    Process(
        group=Group.LOOKED_AFTER,
        number=8,
        name="transition",
        label="Transition to leaving-care services",
        count=Count.SIXTEEN,
        stage="looked_after",
        recurring=False,
        why="Pathway planning starts at sixteen. Birthdays are known to the month only.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=1,
        name="referral",
        label="Initial contact and referral",
        count=Count.START,
        stage="referral",
        recurring=False,
        why="Each referral, also one that led to no further action.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=2,
        name="assessment",
        label="Single assessment",
        count=Count.START,
        stage="assessment",
        recurring=False,
        why="Each assessment started.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=3,
        name="support",
        label="Ongoing support",
        count=Count.DAYS,
        stage="child_in_need",
        recurring=True,
        outside="looked_after",
        why="A looked-after child stays open as in need; those days are priced as care.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=4,
        name="close_case",
        label="Closing the case",
        count=Count.END,
        stage="child_in_need",
        recurring=False,
        why="Each episode of need that closed.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=5,
        name="core_assessment",
        label="Core assessment",
        count=Count.NOT_SEEN,
        stage=None,
        recurring=False,
        why="The single assessment has taken its place in the census.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=6,
        name="plan_review",
        label="Plan review",
        count=Count.START,
        stage="child_protection_review",
        recurring=True,
        why="Reviews of child protection plans; the census holds no reviews of other plans.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=7,
        name="section_47",
        label="Section 47 enquiry",
        count=Count.START,
        stage="section_47",
        recurring=False,
        why="Each enquiry started.",
    ),
    Process(
        group=Group.CHILD_IN_NEED,
        number=8,
        name="public_law_outline",
        label="Public Law Outline",
        count=Count.START,
        stage="pre_proceedings",
        recurring=False,
        why="Each entry to pre-proceedings.",
    ),
)

PROCESSES: Mapping[str, Process] = MappingProxyType({one.name: one for one in _TABLE})
STAGES = frozenset(one.stage for one in _TABLE if one.stage)
