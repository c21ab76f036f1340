"""How did everyone come to be compared, or not? The boxes of the flow diagram, as counts.

Boxes that stand under one box are parts of it: every child of it is in exactly one of them. So
each exclusion is counted once, and a test adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.change.reached import OUTSIDE_DATES, OUTSIDE_DATES_LABEL, REASONS
from holdfast.evaluation.findings import FlowStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from holdfast.change.cohort import Meant
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.disclosure import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One box before disclosure control.

    Two boxes with the same `cell` hold the same children, and are shown or hidden together.
    """

    id: str
    parent: str | None
    label: str
    count: int
    excluded: bool = False
    cell: str = ""

    @property
    def key(self) -> str:
        """Which count this is."""
        return self.cell or self.id


def meant_nodes(found: Meant, rows: pl.DataFrame, protocol: Protocol) -> tuple[Node, ...]:
    """Give the boxes from every child in the returns to those compared."""
    counts = found.counts
    steps = (
        ("children", "in_stage", "Never in one of the stated stages within the dates"),
        ("in_stage", "of_age", "Never of the stated ages while there, or no month of birth"),
        ("of_age", "with_need", "Never with one of the stated needs while there"),
        ("with_need", "meant", "Looked after the whole time"),
    )
    labels = {
        "in_stage": "In one of the stated stages within the dates",
        "of_age": "Of the stated ages while there",
        "with_need": "With one of the stated needs while there",
        "meant": "Meant: eligible on at least one day",
    }
    nodes = [
        Node(id="children", parent=None, label="Children in the returns",
             count=counts["children"])
    ]  # fmt: skip
    for before, after, why in steps:
        if after == "with_need" and not protocol.cohort.needs:
            continue
        parent = "of_age" if before == "with_need" and not protocol.cohort.needs else before
        left_out = counts[parent] - counts[after]
        nodes += [
            Node(id=f"not_{after}", parent=parent, label=why, count=left_out, excluded=True),
            Node(id=after, parent=parent, label=labels[after], count=counts[after]),
        ]
    return (*nodes, *_compared_nodes(counts["meant"], rows, protocol))


def _compared_nodes(meant: int, rows: pl.DataFrame, protocol: Protocol) -> list[Node]:
    """Split the children meant by where they are compared, if they are."""
    programme = rows.filter(rows["programme"])["child"].unique()
    others = rows.filter(~rows["programme"])["child"].unique()
    only = len(others.filter(~others.is_in(programme.implode())))
    rest = meant - len(programme)
    begun = Node(
        id="meant_programme", parent="meant", label="In the programme's arm",
        count=len(programme), cell="programme_children",
    )  # fmt: skip
    if protocol.design == "before-after":
        return [
            begun,
            Node(id="meant_not_begun", parent="meant", label="Did not begin the programme",
                 count=rest, excluded=True),
            Node(id="period_before", parent=None, label="Children described in the time before",
                 count=len(others)),
        ]  # fmt: skip
    why = (
        "Not randomised" if protocol.design == "randomised"
        else "Eligible, but on no day that was drawn before an enrolment"
    )  # fmt: skip
    return [
        begun,
        Node(id="meant_comparison", parent="meant", label="In the comparison arm alone",
             count=only, cell="comparison_only"),
        Node(id="meant_neither", parent="meant", label=why, count=rest - only, excluded=True),
    ]  # fmt: skip


def reached_nodes(
    referrals: pl.DataFrame, began: pl.DataFrame, protocol: Protocol
) -> tuple[Node, ...]:
    """Give the boxes from every child referred to those of the programme's arm."""
    if protocol.design == "randomised":
        return _randomised_nodes(referrals, began)
    served = referrals["enrolled_day"].is_not_null()
    without = referrals.filter(~served)
    decisions = {
        "declined": "Declined",
        "never engaged": "Never engaged",
        "accepted": "Accepted, but no day of enrolment",
    }
    nodes = [
        Node(id="referred", parent=None, label="Children referred to the programme",
             count=len(referrals))
    ]  # fmt: skip
    nodes += [
        Node(id=f"referred_{decision.replace(' ', '_')}", parent="referred", label=label,
             count=int((without["decision"] == decision).sum()), excluded=True)
        for decision, label in decisions.items()
    ]  # fmt: skip
    nodes += [
        Node(id="referred_undecided", parent="referred", label="No decision is recorded",
             count=int(without["decision"].is_null().sum()), excluded=True),
        Node(id="served", parent="referred", label="Served: a day of enrolment is recorded",
             count=int(served.sum())),
    ]  # fmt: skip
    return (*nodes, *_standing_nodes("served", began, cell="programme_children"))


def _randomised_nodes(referrals: pl.DataFrame, began: pl.DataFrame) -> tuple[Node, ...]:
    allotted = len(began)
    nodes = [
        Node(id="referred", parent=None, label="Children in the file of the trial",
             count=len(referrals)),
        Node(id="not_randomised", parent="referred", label="No arm or no date of randomisation",
             count=len(referrals) - allotted, excluded=True),
        Node(id="randomised", parent="referred", label="Randomised", count=allotted),
    ]  # fmt: skip
    for arm, programme in (("programme", True), ("comparison", False)):
        of_arm = began.filter(began["programme"] == programme)
        name = f"randomised_{arm}"
        nodes.append(
            Node(id=name, parent="randomised", label=f"Allotted to the {arm} arm",
                 count=len(of_arm))
        )  # fmt: skip
        nodes += _standing_nodes(
            name, of_arm, cell="programme_children" if programme else "comparison_only"
        )
    return tuple(nodes)


def _standing_nodes(parent: str, began: pl.DataFrame, *, cell: str) -> list[Node]:
    """Split those who began by why they cannot be compared, if they cannot."""
    reasons = began["reason"]
    nodes = [
        Node(id=f"{parent}_{reason}", parent=parent, label=label,
             count=int((reasons == reason).sum()), excluded=True)
        for reason, label in REASONS.items()
    ]  # fmt: skip
    inside = reasons.is_null()
    late = int((inside & ~began["in_dates"]).sum())
    kept = int((inside & began["in_dates"]).sum())
    return [
        *nodes,
        Node(id=f"{parent}_{OUTSIDE_DATES}", parent=parent, label=OUTSIDE_DATES_LABEL,
             count=late, excluded=True),
        Node(id=f"{parent}_in_cohort", parent=parent, label="In the cohort on the day",
             count=kept, cell=cell),
    ]  # fmt: skip


def sums(nodes: Sequence[Node]) -> list[tuple[str, list[str]]]:
    """Say which boxes add up to which, by their cells."""
    keys = {node.id: node.key for node in nodes}
    under: dict[str, list[str]] = {}
    for node in nodes:
        if node.parent is not None:
            under.setdefault(keys[node.parent], []).append(node.key)
    return list(under.items())


def steps(nodes: Sequence[Node], shown: dict[str, Shown]) -> tuple[FlowStep, ...]:
    """Give the boxes as they may be shown."""
    return tuple(
        FlowStep(
            id=node.id,
            parent=node.parent,
            label=node.label,
            count=shown[node.key],
            unit="children",
            excluded=node.excluded,
        )
        for node in nodes
    )
