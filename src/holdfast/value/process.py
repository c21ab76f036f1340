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
DIED = "E2"  # a reason for ceasing to be looked after: no return home is worked on


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
    in or out. The two are never added without saying so. Days of `outside` are left out of a
    process that is counted in days.
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


def _looked_after(number: int, name: str, label: str, **rule: object) -> Process:
    return Process(name=name, label=label, number=number, group=Group.LOOKED_AFTER, **rule)  # type: ignore[arg-type]


def _in_need(number: int, name: str, label: str, **rule: object) -> Process:
    return Process(name=name, label=label, number=number, group=Group.CHILD_IN_NEED, **rule)  # type: ignore[arg-type]


_TABLE = (
    _looked_after(
        1,
        "decide_and_place",
        "Deciding to look after the child and finding the first placement",
        count=Count.START,
        stage="looked_after",
        recurring=False,
        why="Each period of care begins with one decision and one first placement.",
    ),
    _looked_after(
        2,
        "care_planning",
        "Care planning",
        count=Count.START,
        stage="review",
        recurring=True,
        why="A care plan is brought up to date for each statutory review.",
    ),
    _looked_after(
        3,
        "maintain_placement",
        "Maintaining the placement",
        count=Count.DAYS,
        stage="placement",
        recurring=True,
        why="Counted only where the weekly price of the placement does not hold it already.",
    ),
    _looked_after(
        4,
        "leave_care",
        "Leaving care or returning home",
        count=Count.END,
        stage="looked_after",
        recurring=False,
        why="Each period of care that ends is closed once.",
    ),
    _looked_after(
        5,
        "subsequent_placement",
        "Finding a subsequent placement",
        count=Count.START,
        stage="move",
        recurring=True,
        why="Each change of carer within a period of care, however short the stay.",
    ),
    _looked_after(
        6,
        "review",
        "Statutory review",
        count=Count.START,
        stage="review",
        recurring=True,
        why="Each review in the return; reviews not recorded are not supposed.",
    ),
    _looked_after(
        7,
        "legal",
        "Legal processes",
        count=Count.START,
        stage="proceedings",
        recurring=True,
        why="Once for each set of care proceedings, at its start.",
    ),
    _looked_after(
        8,
        "transition",
        "Transition to leaving-care services",
        count=Count.SIXTEEN,
        stage="looked_after",
        recurring=False,
        why="Pathway planning starts at sixteen. Birthdays are known to the month only.",
    ),
    _in_need(
        1,
        "referral",
        "Initial contact and referral",
        count=Count.START,
        stage="referral",
        recurring=False,
        why="Each referral, also one that led to no further action.",
    ),
    _in_need(
        2,
        "assessment",
        "Single assessment",
        count=Count.START,
        stage="assessment",
        recurring=False,
        why="Each assessment started.",
    ),
    _in_need(
        3,
        "support",
        "Ongoing support",
        count=Count.DAYS,
        stage="child_in_need",
        recurring=True,
        outside="looked_after",
        why="A looked-after child stays open as in need; those days are priced as care.",
    ),
    _in_need(
        4,
        "close_case",
        "Closing the case",
        count=Count.END,
        stage="child_in_need",
        recurring=False,
        why="Each episode of need that closed.",
    ),
    _in_need(
        5,
        "core_assessment",
        "Core assessment",
        count=Count.NOT_SEEN,
        stage=None,
        recurring=False,
        why="The single assessment has taken its place in the census.",
    ),
    _in_need(
        6,
        "plan_review",
        "Plan review",
        count=Count.START,
        stage="child_protection_review",
        recurring=True,
        why="Reviews of child protection plans; the census holds no reviews of other plans.",
    ),
    _in_need(
        7,
        "section_47",
        "Section 47 enquiry",
        count=Count.START,
        stage="section_47",
        recurring=False,
        why="Each enquiry started.",
    ),
    _in_need(
        8,
        "public_law_outline",
        "Public Law Outline",
        count=Count.START,
        stage="pre_proceedings",
        recurring=False,
        why="Each entry to pre-proceedings.",
    ),
)

PROCESSES: Mapping[str, Process] = MappingProxyType({one.name: one for one in _TABLE})
STAGES = frozenset(one.stage for one in _TABLE if one.stage)
