"""What may anyone say from this design? Decided by the protocol, before there is a result."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.evaluation.protocol import Design


class PermittedClaim(StrEnum):
    """The strongest word that a design allows."""

    DESCRIBE = "describe"
    ASSOCIATE = "associate"
    EFFECT = "effect"


CLAIM_OF: dict[Design, PermittedClaim] = {
    "randomised": PermittedClaim.EFFECT,
    "matched-comparison": PermittedClaim.ASSOCIATE,
    "before-after": PermittedClaim.DESCRIBE,
}

WORDS: dict[PermittedClaim, str] = {
    PermittedClaim.EFFECT: (
        "Children were allotted by chance, so a difference between the arms may be called an "
        "effect of being offered the programme."
    ),
    PermittedClaim.ASSOCIATE: (
        "Children of the programme are compared with alike children who were not enrolled, so "
        "a difference may be said to go with the programme. It is the programme's effect only if "
        "nothing outside the listed covariates decided both who enrolled and who entered care."
    ),
    PermittedClaim.DESCRIBE: (
        "Children before the programme are set beside children in it. The difference may be "
        "described. It may not be called an effect, nor associated with the programme, because "
        "everything else that changed with time is in it too."
    ),
}

REASONS: dict[PermittedClaim, tuple[str, ...]] = {
    PermittedClaim.EFFECT: (
        "The arms are compared as allotted, whether or not a child took the programme up.",
    ),
    PermittedClaim.ASSOCIATE: (
        "Only what the returns record before day 0 can be made alike.",
        "The E-value says how strong something unrecorded would have to be to explain it away.",
    ),
    PermittedClaim.DESCRIBE: (
        "No child outside the programme was followed at the same time.",
        "Children referred at a crisis tend to be in less of one later, whatever is done.",
    ),
}


def permitted_claim(design: Design) -> PermittedClaim:
    """Say how strong a word this design allows.

    Examples
    --------
    >>> permitted_claim("before-after").value
    'describe'
    """
    return CLAIM_OF[design]


def verb(claim: PermittedClaim, *, fewer: bool) -> str:
    """Give the words that may stand between the programme and a difference.

    Examples
    --------
    >>> verb(PermittedClaim.ASSOCIATE, fewer=True)
    'went with fewer'
    """
    amount = "fewer" if fewer else "more"
    return {
        PermittedClaim.EFFECT: f"led to {amount}",
        PermittedClaim.ASSOCIATE: f"went with {amount}",
        PermittedClaim.DESCRIBE: f"was followed by {amount}",
    }[claim]
