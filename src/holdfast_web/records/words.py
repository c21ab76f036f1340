"""How are states, kinds of return, tables and years said in words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.library.return_layout import return_layout
from holdfast_web.people.models.job import JobState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast_web.records.models import ReturnSet

KINDS = {"ssda903": "SSDA903", "cin": "CIN census", "annex_a": "Annex A"}

STATES = {
    JobState.WAITING: ("Waiting", "grey"),
    JobState.RUNNING: ("Being read", "blue"),
    JobState.DONE: ("Read", "green"),
    JobState.FAILED: ("Refused", "red"),
    JobState.CANCELLED: ("Cancelled", "grey"),
}

SMALL = {
    "cin": "CIN", "uasc": "UASC", "oc2": "OC2", "oc3": "OC3", "ad1": "AD1",
    "prev": "previous", "perm": "permanence", "sw": "social worker",
    "section47": "section 47",
}  # fmt: skip


def state_tag(returns: ReturnSet) -> tuple[str, str]:
    """Give the word for where a set stands, and its colour."""
    return STATES[returns.state]


def years_in_words(returns: ReturnSet) -> str:
    """Say which kinds of return a set holds, and for which years."""
    if returns.counts is None:
        return ""
    return "; ".join(
        f"{KINDS[kind]} {span(years)}" for kind, years in returns.counts["years"].items()
    )


def span(years: Sequence[int]) -> str:
    """Say years shortly: 2021 to 2025.

    Examples
    --------
    >>> span([2021, 2022, 2023]), span([2021, 2023]), span([2024])
    ('2021 to 2023', '2021, 2023', '2024')
    """
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))


def kind_of(table: str) -> str:
    """Give the kind of return that a table is of."""
    return next(kind for kind in KINDS if table.startswith(f"{kind}_"))


def table_in_words(table: str) -> str:
    """Give a table's name as people say it.

    Examples
    --------
    >>> table_in_words("ssda903_episodes"), table_in_words("annex_a_section47")
    ('SSDA903, episodes', 'Annex A, section 47')
    """
    kind = kind_of(table)
    rest = table.removeprefix(f"{kind}_").split("_")
    return f"{KINDS[kind]}, {' '.join(SMALL.get(word, word) for word in rest)}"


def tables_of(kind: str) -> list[str]:
    """Give the tables of a kind of return, in the order of its layout."""
    return list(return_layout(kind).tables)
