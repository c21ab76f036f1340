"""Which of the demo's invented people enter what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from holdfast_web.people.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """The people who entered what is in the demo, by what they do."""

    lead: User
    facilitator: User
    manager: User
    practitioner: User
    analyst: User

    @classmethod
    def of(cls, people: Iterable[User]) -> Cast:
        """Find them among the demo's people."""
        by_role: dict[str, User] = {}
        for person in people:
            for membership in person.memberships.all():
                by_role.setdefault(membership.role, person)
        return cls(
            lead=by_role[RoleName.PROGRAMME_LEAD],
            facilitator=by_role[RoleName.FACILITATOR],
            manager=by_role[RoleName.HOME_MANAGER],
            practitioner=by_role[RoleName.PRACTITIONER],
            analyst=by_role[RoleName.ANALYST],
        )


def moment(day: date, at: time = time(17)) -> datetime:
    """Give the moment at which something of a day was entered."""
    return datetime.combine(day, at, tzinfo=UTC)
