"""What may be said of a comparison of homes, whatever its numbers turn out to be?

As in `holdfast.measure.permitted_claim`, for whole homes. Where lots decided which homes were
trained, and when, the claim is an effect. Else it is an association, and only a description
where trained homes were on another path before, or where nobody can tell whether they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.measure.permitted_claim import Claim, PermittedClaim

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate

UNLIKELY = 0.05

BY_LOT = PermittedClaim(
    claim=Claim.EFFECT,
    sentence="Chance alone decided which homes were trained and when, so a difference beyond "
    "chance is an effect of the training.",
    cannot="It does not say what the training does in homes unlike these.",
)
ALONGSIDE = PermittedClaim(
    claim=Claim.ASSOCIATE,
    sentence="After their training, trained homes moved apart by so much from homes that were "
    "not trained, or not yet.",
    cannot="It does not say that the training is the reason. Nobody drew lots: homes may have "
    "been chosen because things were bad, or because they were ready to change, and would have "
    "changed anyway.",
)
APART_BEFORE = PermittedClaim(
    claim=Claim.DESCRIBE,
    sentence="Trained homes were already moving apart from the others before their training, "
    "so this is what happened and nothing is said about why.",
    cannot="It does not measure what the training did: how these homes would have gone on "
    "cannot be told from the others.",
)
BEFORE_UNKNOWN = PermittedClaim(
    claim=Claim.DESCRIBE,
    sentence="Whether trained homes were already moving apart before their training cannot be "
    "told, so this is what happened and nothing is said about why.",
    cannot="It does not measure what the training did: how these homes would have gone on is "
    "not known.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PathBefore:
    """By how much trained homes moved a month against the others before any training.

    Where it is not unlikely there may still be a path: with few homes such a test finds only
    steep ones (Roth 2022, doi:10.1257/aeri.20210236).
    """

    slope: Estimate
    p_value: float

    @property
    def unlikely(self) -> bool:
        """Whether chance would seldom give as steep a path."""
        return self.p_value < UNLIKELY


def homes_claim(*, drawn_by_lot: bool, path: PathBefore | None) -> PermittedClaim:
    """Say what may be said of a comparison of homes.

    Parameters
    ----------
    drawn_by_lot
        Whether lots decided which homes were trained and when: paths before then differ by
        chance at most, and the claim stands.
    path
        None where it cannot be told.
    """
    if drawn_by_lot:
        return BY_LOT
    if path is None:
        return BEFORE_UNKNOWN
    return APART_BEFORE if path.unlikely else ALONGSIDE
