"""What is kept of delivery, a model or two to a file."""

from holdfast_web.deliver.models.facilitator import (
    Certification,
    CertificationState,
    Facilitator,
)
from holdfast_web.deliver.models.feedback import FeedbackLink, SessionFeedback
from holdfast_web.deliver.models.fit_assessment import FitAssessment
from holdfast_web.deliver.models.home import Home
from holdfast_web.deliver.models.mark import (
    AbsenceReason,
    CatchUp,
    CatchUpKind,
    Mark,
    MarkChange,
    Means,
    Outcome,
    VisitorKind,
)
from holdfast_web.deliver.models.practice import (
    Consultation,
    ConsultationKind,
    PracticeTask,
    PracticeTry,
    Tried,
)
from holdfast_web.deliver.models.programme import OwnKind, OwnProgramme, ProgrammeVersion
from holdfast_web.deliver.models.referral import (
    CasePart,
    DriftAlert,
    Referral,
    ReferralMove,
)
from holdfast_web.deliver.models.run import (
    Run,
    RunFacilitator,
    RunState,
    Session,
    SessionKind,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.models.schedule import (
    BlockedDays,
    CalendarCovers,
    CalendarLink,
    ScheduleVersion,
)
from holdfast_web.deliver.models.service import (
    CriteriaVersion,
    Service,
    ServicePlaces,
    TeamMember,
)
from holdfast_web.deliver.models.site import Site, Stage, StageMove
from holdfast_web.deliver.models.staff_member import Shifts, StaffKind, StaffMember

__all__ = [
    "AbsenceReason",
    "BlockedDays",
    "CalendarCovers",
    "CalendarLink",
    "CasePart",
    "CatchUp",
    "CatchUpKind",
    "Certification",
    "CertificationState",
    "Consultation",
    "ConsultationKind",
    "CriteriaVersion",
    "DriftAlert",
    "Facilitator",
    "FeedbackLink",
    "FitAssessment",
    "Home",
    "Mark",
    "MarkChange",
    "Means",
    "Outcome",
    "OwnKind",
    "OwnProgramme",
    "PracticeTask",
    "PracticeTry",
    "ProgrammeVersion",
    "Referral",
    "ReferralMove",
    "Run",
    "RunFacilitator",
    "RunState",
    "ScheduleVersion",
    "Service",
    "ServicePlaces",
    "Session",
    "SessionFeedback",
    "SessionKind",
    "Shifts",
    "Site",
    "Sitting",
    "SittingState",
    "StaffKind",
    "StaffMember",
    "Stage",
    "StageMove",
    "TeamMember",
    "Tried",
    "VisitorKind",
]
