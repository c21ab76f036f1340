"""Why was it decided so, and where did the child go? Closed lists, so that they can be counted.

The lists are Holdfast's own. Where a child goes is named by a stage of the journey, so that it
can be set beside what the returns say later.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.change.criteria import REFERRAL_STAGES, Standing
from holdfast.change.criteria_data import stage_title
from holdfast.change.stages import NO_STAGE
from holdfast.deliver.referral import Move

if TYPE_CHECKING:
    from collections.abc import Mapping

MOVED_AWAY = "moved_away"
NOT_KNOWN = "not_known"


class Reason(StrEnum):
    """Why something was decided."""

    MEETS = "meets the criteria"
    FLEXIBLE = "within the flexibility agreed"
    EXCEPTION = "an exception was approved"
    OUTSIDE = "outside the criteria"
    TOO_LITTLE_KNOWN = "too little is known, and no more came"
    NO_ROOM = "no room"
    RISK = "the risk cannot be held by this service"
    OTHER_FITS = "another service fits better"
    OTHER_HELPS = "another service helps already"
    REFERRER = "whoever referred took it back"
    FAMILY = "the child or family does not want it"
    MOVED = "moved away"
    ENTERED_CARE = "came into care, or moved within it"
    NO_LONGER = "no longer needed"
    NO_CONTACT = "nobody could be reached"
    DID_NOT_COME = "did not come"
    OTHER = "another reason"


REASONS: Mapping[Move, tuple[Reason, ...]] = MappingProxyType(
    {
        Move.ACCEPT: (Reason.MEETS, Reason.FLEXIBLE, Reason.EXCEPTION),
        Move.DECLINE: (
            Reason.OUTSIDE, Reason.OTHER_FITS, Reason.OTHER_HELPS, Reason.RISK,
            Reason.TOO_LITTLE_KNOWN, Reason.NO_ROOM, Reason.OTHER,
        ),
        Move.PASS_ON: (
            Reason.OTHER_FITS, Reason.OUTSIDE, Reason.RISK, Reason.NO_ROOM, Reason.OTHER,
        ),
        Move.WITHDRAW: (
            Reason.REFERRER, Reason.FAMILY, Reason.NO_LONGER, Reason.ENTERED_CARE,
            Reason.MOVED, Reason.OTHER,
        ),
        Move.NEVER_ENGAGED: (
            Reason.NO_CONTACT, Reason.DID_NOT_COME, Reason.FAMILY, Reason.MOVED, Reason.OTHER,
        ),
    }
)  # fmt: skip
"""The reasons that each decision may have; the reason to accept follows from the standing."""

ACCEPTED_BECAUSE: Mapping[Standing, Reason] = MappingProxyType(
    {
        Standing.WITHIN: Reason.MEETS,
        Standing.FLEXIBLE: Reason.FLEXIBLE,
        Standing.OUTSIDE: Reason.EXCEPTION,
        Standing.NOT_JUDGED: Reason.EXCEPTION,
    }
)
"""Why a child who stands so was accepted. An exception needs a post that approved it."""

DESTINATIONS: Mapping[str, str] = MappingProxyType(
    {
        NO_STAGE: "At home, with no service from social care",
        **{stage: stage_title(stage) for stage in reversed(REFERRAL_STAGES)},
        MOVED_AWAY: "Moved away",
        NOT_KNOWN: "Not known",
    }
)
"""Where a child went when the service ended: a stage of the journey, or out of sight."""
