"""Who is compared with whom, and what became of them? Arrays, one row for each child and month.

A sequence of monthly trials (Hernán and Robins 2016, doi:10.1093/aje/kwv254). A child who
enrols while eligible gives a programme row on the day of enrolment. A child who is eligible
and not yet enrolled on a day of the month drawn at random gives a comparison row on that day,
whatever happens later: a child who enrols later in the same month gives both. The odds of the
enrolment model are then the enrolment hazard for one month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.kernel.errors import InputError

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NOTHING = 0
EVENT = 1
COMPETING = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Trials:
    """One row is one child in one monthly trial. Days count from 1 January 1970.

    A randomised design is the same with one row a child, at the day of randomisation.

    Attributes
    ----------
    child
        Codes 0 to n - 1.
    cluster
        Codes of what is resampled together: the child, or a team or site that holds whole
        children.
    trial
        Months since the first trial.
    index_day
        Day 0 of the row: enrolment, or the drawn day of the month.
    programme
        True for a programme row.
    covariates
        One column for each of `names`, as known on the index day.
    names
        What the columns are called.
    last_day
        First day no longer observed: the end of the returns or, for a comparison row, the day
        of a later enrolment.
    left_by_enrolment
        True where `last_day` is a later enrolment.
    """

    child: IntArray
    cluster: IntArray
    trial: IntArray
    index_day: IntArray
    programme: BoolArray
    covariates: FloatArray
    names: tuple[str, ...]
    last_day: IntArray
    left_by_enrolment: BoolArray

    def __post_init__(self) -> None:
        for name in ("child", "cluster", "trial", "index_day", "last_day"):
            _hold(self, name, np.int64)
        for name in ("programme", "left_by_enrolment"):
            _hold(self, name, np.bool_)
        _hold(self, "covariates", np.float64)
        object.__setattr__(self, "names", tuple(self.names))
        rows = {len(getattr(self, name)) for name in _COLUMNS}
        if len(rows) > 1 or self.covariates.shape != (self.rows, len(self.names)):
            raise InputError(
                "The columns of the trials do not have the same number of rows, or the "
                "covariates do not have one column for each name.",
                code="measure.rows-do-not-match",
                fix="Build every column from the same rows, and name every covariate once.",
            )
        if self.rows and min(self.index_day.min(), self.child.min(), self.cluster.min()) < 0:
            raise InputError(
                "A day is before 1 January 1970, or a code is below 0.",
                code="measure.rows-out-of-range",
                fix="Count days from 1 January 1970, and children and clusters from 0.",
            )
        home = np.zeros(int(self.child.max(initial=0)) + 1, dtype=np.int64)
        home[self.child] = self.cluster
        if (home[self.child] != self.cluster).any():
            raise InputError(
                "Some children are in more than one cluster.",
                code="measure.child-in-two-clusters",
                fix="Put each child in one team for the whole evaluation, or draw by child.",
            )
        unknown = [
            name
            for name, column in zip(self.names, self.covariates.T, strict=True)
            if not np.isfinite(column).all()
        ]
        if unknown:
            raise InputError(
                "A covariate is missing or not finite for some rows.",
                code="measure.missing-covariate",
                where=", ".join(unknown),
                fix="Add a column that says whether it is known, and put 0 where it is not.",
            )

    @property
    def rows(self) -> int:
        """Number of rows: children times the months in which each is in a trial."""
        return len(self.child)

    @property
    def clusters(self) -> int:
        """Number of clusters, counting from code 0 to the highest."""
        return int(self.cluster.max()) + 1 if self.rows else 0

    @property
    def follow_up(self) -> IntArray:
        """Days observed from the index day on, for each row; never below 0."""
        days: IntArray = np.maximum(self.last_day - self.index_day, 0)
        return days


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """The first event of each row of `Trials`, in the same order.

    Attributes
    ----------
    name
        By the glossary, such as `entry_to_care`.
    event_day
        Day of the event, since 1 January 1970; not read where `event_kind` is 0. An event on
        or after the row's `last_day` was not observed and counts as none.
    event_kind
        0 none, 1 the event, 2 or above a competing event: each number is one kind.
    at_risk
        False for rows to which the event cannot happen; they are left out. None: every row.
    """

    name: str
    event_day: IntArray
    event_kind: IntArray
    at_risk: BoolArray | None = None

    def __post_init__(self) -> None:
        _hold(self, "event_day", np.int64)
        _hold(self, "event_kind", np.int64)
        if self.at_risk is not None:
            _hold(self, "at_risk", np.bool_)
        lengths = {len(self.event_day), len(self.event_kind)}
        lengths |= {len(self.at_risk)} if self.at_risk is not None else set()
        if len(lengths) > 1 or (self.event_kind < 0).any():
            raise InputError(
                "The columns of an outcome do not match, or a kind of event is below 0.",
                code="measure.outcome-not-usable",
                where=self.name,
                fix="Give a day and a kind for each row: 0 none, 1 the event, 2 on competing.",
            )

    def first_events(self, trials: Trials) -> FirstEvents:
        """Say how long each row was at risk, when its event came, and of which kind."""
        if len(self.event_day) != trials.rows:
            raise InputError(
                "The outcome does not have one entry for each row of the trials.",
                code="measure.rows-do-not-match",
                where=self.name,
                fix="Build the outcome from the same rows as the trials.",
            )
        until = trials.follow_up
        if self.at_risk is not None:
            until = np.where(self.at_risk, until, 0)
        since = self.event_day - trials.index_day
        seen = (self.event_kind > NOTHING) & (since < until) & (until > 0)
        if (seen & (since < 0)).any():
            raise InputError(
                "An event comes before the index day of its row.",
                code="measure.event-before-index",
                where=self.name,
                fix="Give the first event on or after the index day, or leave the row out with "
                "`at_risk`.",
            )
        return FirstEvents(
            until=np.where(seen, since + 1, until),
            day=np.where(seen, since, -1),
            kind=np.where(seen, self.event_kind, NOTHING),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class FirstEvents:
    """What was seen of one outcome, in days since the index day of each row.

    A row is at risk on days 0 to `until` less 1, the day of its event included. `day` is that
    of the event and `kind` its kind; -1 and 0 where none was seen.
    """

    until: IntArray
    day: IntArray
    kind: IntArray


_COLUMNS = (
    "child", "cluster", "trial", "index_day", "programme", "covariates", "last_day",
    "left_by_enrolment",
)  # fmt: skip


def _hold(owner: object, name: str, dtype: type) -> None:
    """Keep a column as a contiguous array of its declared type."""
    object.__setattr__(owner, name, np.ascontiguousarray(getattr(owner, name), dtype=dtype))
