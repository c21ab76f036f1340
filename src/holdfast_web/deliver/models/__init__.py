"""What is kept of delivery, a model or two to a file."""

from holdfast_web.deliver.models.facilitator import (
    Certification,
    CertificationState,
    Facilitator,
)
from holdfast_web.deliver.models.home import Home
from holdfast_web.deliver.models.mark import AbsenceReason, CatchUp, CatchUpKind, Mark, Outcome
from holdfast_web.deliver.models.run import (
    Run,
    RunFacilitator,
    RunState,
    Session,
    SessionKind,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.models.site import Site, Stage, StageMove
from holdfast_web.deliver.models.staff_member import Shifts, StaffKind, StaffMember

__all__ = [
    "AbsenceReason",
    "CatchUp",
    "CatchUpKind",
    "Certification",
    "CertificationState",
    "Facilitator",
    "Home",
    "Mark",
    "Outcome",
    "Run",
    "RunFacilitator",
    "RunState",
    "Session",
    "SessionKind",
    "Shifts",
    "Site",
    "Sitting",
    "SittingState",
    "StaffKind",
    "StaffMember",
    "Stage",
    "StageMove",
]
