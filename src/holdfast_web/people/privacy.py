"""How private is each field? Every model says it of every field, in one place: its `FIELDS`.

From the classes are made the data map (docs/reference/data_map.md) and the scrubbed export; a
system check (`people.privacy_check`) refuses to start the service while a field has none.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Privacy(StrEnum):
    """What a field tells, from the least private to the most."""

    PUBLIC = "public"
    ORGANISATION = "organisation"
    PERSONAL = "personal"
    SPECIAL = "special category"


MEANING: Mapping[Privacy, str] = {
    Privacy.PUBLIC: "Could be printed on a poster: kinds, states, numbers of versions.",
    Privacy.ORGANISATION: "An organisation's own business: no person can be known by it.",
    Privacy.PERSONAL: "Tells of a person who can be known, or who could be found by it.",
    Privacy.SPECIAL: (
        "Tells of health, ethnicity, belief, sex life or offences, or of a child in the care "
        "system, where the same care is taken."
    ),
}


def classed(
    *, public: str = "", organisation: str = "", personal: str = "", special: str = ""
) -> dict[str, Privacy]:
    """Give the class of each field, from the fields of each class parted by spaces.

    Raises
    ------
    ValueError
        Where a field is in two classes.

    Examples
    --------
    >>> classed(public="id", personal="name email")
    {'id': <Privacy.PUBLIC: 'public'>, 'name': <Privacy.PERSONAL: 'personal'>, \
'email': <Privacy.PERSONAL: 'personal'>}
    """
    found: dict[str, Privacy] = {}
    for privacy, fields in (
        (Privacy.PUBLIC, public),
        (Privacy.ORGANISATION, organisation),
        (Privacy.PERSONAL, personal),
        (Privacy.SPECIAL, special),
    ):
        for field in fields.split():
            if field in found:
                raise ValueError(f"The field {field} is in two classes of privacy.")
            found[field] = privacy
    return found
