"""What is kept where two people save the same register?

Each mark has a version, higher with each change: most simply, the number of the save that
changed it. Whoever saves says which versions they had before them, and sends all their marks.
A mark that only one of them touched is kept as that one left it. A mark that both changed, and
not alike, is a conflict: what was saved first stands, the other is shown beside it, and a
person decides. Nothing is lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.deliver.register import Mark

Person = TypeVar("Person")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A mark as it is kept, with its version: 0 where there never was one.

    `mark` is None where there is none: not yet, or no longer.
    """

    mark: Mark | None
    version: int


NEVER = Kept(mark=None, version=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """One mark that two people changed: `kept` stands, `sent` waits for a person's decision."""

    kept: Mark | None
    sent: Mark | None
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged(Generic[Person]):
    """What a save comes to.

    Attributes
    ----------
    kept
        Every mark as it stands afterwards.
    taken
        Whose marks were changed by this save.
    of_others
        Whose marks somebody else had changed in the meantime, and this save did not touch.
    conflicts
        Whose marks both changed, with both values.
    """

    kept: Mapping[Person, Kept]
    taken: tuple[Person, ...]
    of_others: tuple[Person, ...]
    conflicts: Mapping[Person, Conflict]


def merge(
    seen: Mapping[Person, Kept],
    sent: Mapping[Person, Mark | None],
    kept: Mapping[Person, Kept],
    *,
    version: int,
) -> Merged[Person]:
    """Join what one person sends with what is kept by now.

    Parameters
    ----------
    seen
        The marks that the sender had before them. Whoever is not in it had none.
    sent
        The marks that they send. Whoever is not in it is left as they are.
    kept
        The marks as they stand now.
    version
        What a mark's version is after this save has changed it: above all that there are.

    Returns
    -------
    Merged
        Sending the same twice changes nothing the second time and is no conflict. A mark that
        was changed and changed back has been touched: the versions say so, and the person who
        did it meant something by it.

    Examples
    --------
    >>> from holdfast.deliver.register import Mark, Presence, Reason
    >>> here = Mark(presence=Presence.PRESENT)
    >>> away = Mark(presence=Presence.ABSENT, reason=Reason.SICK)
    >>> first = merge({}, {"staff-1": here, "staff-2": here}, {}, version=1)
    >>> second = merge({}, {"staff-2": away, "staff-3": away}, first.kept, version=2)
    >>> second.taken, list(second.conflicts), second.kept["staff-2"].mark == here
    (('staff-3',), ['staff-2'], True)
    """
    after = dict(kept)
    taken, of_others, conflicts = [], [], {}
    for person in [*sent, *(other for other in kept if other not in sent)]:
        before, now = seen.get(person, NEVER), kept.get(person, NEVER)
        touched = person in sent and sent[person] != before.mark
        changed = now.version != before.version
        if not touched:
            if changed and now.mark != before.mark:
                of_others.append(person)
        elif sent[person] == now.mark:
            continue
        elif changed:
            conflicts[person] = Conflict(kept=now.mark, sent=sent[person], version=now.version)
        else:
            after[person] = Kept(mark=sent[person], version=version)
            taken.append(person)
    return Merged(
        kept=MappingProxyType(after),
        taken=tuple(taken),
        of_others=tuple(of_others),
        conflicts=MappingProxyType(conflicts),
    )
