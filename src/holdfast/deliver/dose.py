"""How much of a programme is a person meant to receive, and what of that is not settled?

A number that nobody has published is not zero and not blank: it is `Unsettled`, and says why.
An organisation settles it for itself by a variation (`holdfast.deliver.programme.vary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from holdfast.kernel.errors import InputError
from holdfast.library.programme_parts import CatchUp

__all__ = ["CatchUp", "Dose", "FacilitatorNeed", "Unsettled", "settled"]

T = TypeVar("T")


class Unsettled(StrEnum):
    """Why a planning value is not known."""

    NOT_PUBLISHED = "not published"  # looked for in the sources and not found
    SOURCES_DIFFER = "sources differ"  # published more than once, and not alike
    TO_BE_CONFIRMED = "to be confirmed"  # no source that was read says so
    RANGE = "a range is published"  # from so many to so many: which, is for the site to say
    NOT_APPLICABLE = "does not apply"  # the programme has no such thing


@dataclass(frozen=True, kw_only=True, slots=True)
class FacilitatorNeed:
    """One role that a run needs filled, and by how many people."""

    role: str  # a name that never changes, such as "residential-child-care"
    title: str  # as people say it
    how_many: int | Unsettled


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose:
    """The planning values of one version of a programme.

    Attributes
    ----------
    sessions
        Sessions for those whom the programme is for: all staff of a home, or the carers of a
        group. They are numbered from 1.
    manager_sessions
        Sessions for managers alone. They are never part of `sessions`.
    weeks
        From the first session to the last, manager sessions included.
    minutes, manager_minutes
        Length of one session of each kind.
    least_share
        The least share of a session's minutes (above 0, at most 1) for which someone counts as
        having received it.
    catch_up_counts
        Whether a session that was caught up counts as received.
    catch_up_kinds
        The kinds of catch-up that count; empty when none does.
    order_fixed
        Whether sessions must be received in the order of their numbers.
    spill_over
        Sessions kept free for what ran over. Nobody owes them.
    group_least, group_most
        The smallest and largest group.
    facilitators
        The roles that a run needs filled, all of them; empty when none is named.

    Examples
    --------
    >>> result = Dose(sessions=10, manager_sessions=2, weeks=12)
    >>> result.settled("sessions"), result.minutes
    (10, <Unsettled.NOT_PUBLISHED: 'not published'>)
    """

    sessions: int | Unsettled
    manager_sessions: int | Unsettled = Unsettled.NOT_PUBLISHED
    weeks: int | Unsettled = Unsettled.NOT_PUBLISHED
    minutes: int | Unsettled = Unsettled.NOT_PUBLISHED
    manager_minutes: int | Unsettled = Unsettled.NOT_PUBLISHED
    least_share: float | Unsettled = Unsettled.NOT_PUBLISHED
    catch_up_counts: bool | Unsettled = Unsettled.NOT_PUBLISHED
    catch_up_kinds: tuple[CatchUp, ...] | Unsettled = Unsettled.NOT_PUBLISHED
    order_fixed: bool | Unsettled = Unsettled.NOT_PUBLISHED
    spill_over: int | Unsettled = Unsettled.NOT_PUBLISHED
    group_least: int | Unsettled = Unsettled.NOT_PUBLISHED
    group_most: int | Unsettled = Unsettled.NOT_PUBLISHED
    facilitators: tuple[FacilitatorNeed, ...] = ()

    def __post_init__(self) -> None:
        at_least = {
            "sessions": 1, "weeks": 1, "minutes": 1, "manager_minutes": 1, "group_least": 1,
            "group_most": 1, "manager_sessions": 0, "spill_over": 0,
        }  # fmt: skip
        for name, least in at_least.items():
            value = getattr(self, name)
            if not isinstance(value, Unsettled) and value < least:
                raise _out_of_range(name, f"Give a whole number of at least {least}.")
        if not isinstance(self.least_share, Unsettled) and not 0 < self.least_share <= 1:
            raise _out_of_range("least_share", "Give a share above 0 and at most 1: 0.75.")
        if (
            not isinstance(self.group_least, Unsettled)
            and not isinstance(self.group_most, Unsettled)
            and self.group_least > self.group_most
        ):
            raise _out_of_range("group_least", "Give the smaller number first.")

    def settled(self, name: str) -> int | float | bool | tuple[CatchUp, ...]:
        """Give a value that must be known to go on.

        Raises
        ------
        InputError
            `deliver.dose-not-settled`, with what an organisation can do about it.
        """
        value: int | float | bool | tuple[CatchUp, ...] = settled(getattr(self, name), name)
        return value

    def counts(self, kind: CatchUp) -> bool | Unsettled:
        """Say whether a session caught up in this way counts as received."""
        if isinstance(self.catch_up_counts, Unsettled) or not self.catch_up_counts:
            return self.catch_up_counts
        if isinstance(self.catch_up_kinds, Unsettled):
            return self.catch_up_kinds
        return kind in self.catch_up_kinds

    @property
    def unsettled(self) -> dict[str, Unsettled]:
        """Every value that is not known, with the reason, in the order of the fields."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in values if isinstance(value, Unsettled)}


def settled(value: T | Unsettled, name: str) -> T:
    """Give one planning value, or refuse to go on without it.

    Parameters
    ----------
    value
        A field of `Dose`.
    name
        Its name, for the refusal.

    Raises
    ------
    InputError
        `deliver.dose-not-settled`.

    Examples
    --------
    >>> settled(Dose(sessions=10).sessions, "sessions")
    10
    """
    if isinstance(value, Unsettled):
        raise InputError(
            f"A value of the programme is needed here and is not settled: {value}.",
            code="deliver.dose-not-settled",
            where=name,
            fix="Vary the programme: choose the value that your organisation plans with, and "
            "say who agreed it.",
        )
    return value


def _out_of_range(name: str, fix: str) -> InputError:
    return InputError(
        "A planning value of a programme is outside what it can be.",
        code="deliver.dose-out-of-range",
        where=name,
        fix=fix,
    )
