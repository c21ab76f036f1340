"""What may be said from this design, whatever the numbers turn out to be?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfast.kernel.errors import InputError


class Claim(StrEnum):
    """The strongest word that a design permits."""

    DESCRIBE = "describe"
    ASSOCIATE = "associate"
    EFFECT = "effect"


class Design(StrEnum):
    """How the children who got the programme are set beside others."""

    RANDOMISED = "randomised"
    MATCHED_COMPARISON = "matched-comparison"
    BEFORE_AFTER = "before-after"


@dataclass(frozen=True, kw_only=True, slots=True)
class PermittedClaim:
    """The claim, what it lets anyone say, and what it does not."""

    claim: Claim
    sentence: str
    cannot: str


_CLAIMS = {
    Design.RANDOMISED: PermittedClaim(
        claim=Claim.EFFECT,
        sentence="Chance alone decided who was offered the programme, so a difference beyond "
        "chance is an effect of the offer.",
        cannot="It does not say what the programme does for children unlike these, or how much "
        "more it does for those who took it up.",
    ),
    Design.MATCHED_COMPARISON: PermittedClaim(
        claim=Claim.ASSOCIATE,
        sentence="Children in the programme did better or worse than children who were like "
        "them as far as the records show.",
        cannot="It does not say that the programme is the reason: the two groups may differ in "
        "ways that no record shows.",
    ),
    Design.BEFORE_AFTER: PermittedClaim(
        claim=Claim.DESCRIBE,
        sentence="This is what happened before and after the programme; nothing is said about "
        "why.",
        cannot="It does not say what would have happened without the programme, so it is no "
        "measure of an effect, a saving, or prevention.",
    ),
}


def permitted_claim(design: str) -> PermittedClaim:
    """Say what a design permits, before any result is seen.

    Examples
    --------
    >>> permitted_claim("before-after").claim
    <Claim.DESCRIBE: 'describe'>
    """
    if design not in set(Design):
        raise InputError(
            "This design is not one that Holdfast knows.",
            code="measure.unknown-design",
            fix=f"Use one of: {', '.join(Design)}.",
        )
    return _CLAIMS[Design(design)]
