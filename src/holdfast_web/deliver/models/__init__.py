"""What is kept of delivery, a model or two to a file."""

from holdfast_web.deliver.models.brought import (
    BroughtChange,
    BroughtKind,
    BroughtList,
    BroughtState,
    RosterShift,
    RosterState,
)
from holdfast_web.deliver.models.coverage import CoverageRule, RunSummary
from holdfast_web.deliver.models.ending import EndingTold
from holdfast_web.deliver.models.facilitator import (
    Certification,
    CertificationState,
    Facilitator,
)
from holdfast_web.deliver.models.feedback import FeedbackLink, SessionFeedback
from holdfast_web.deliver.models.fidelity import (
    ChosenKind,
    FidelityInstrument,
    FidelityReview,
    RaterKind,
    ReviewAction,
)
from holdfast_web.deliver.models.fit_assessment import FitAssessment
from holdfast_web.deliver.models.home import Home
from holdfast_web.deliver.models.home_month import HomeMonth, HomesPlan
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
from holdfast_web.deliver.models.restraint import Restraint, RestraintKind
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
from holdfast_web.deliver.models.site_parts import (
    Barrier,
    BarrierKind,
    Lesson,
    ReadinessAnswer,
    Ready,
    SiteTeamMember,
    SustainmentItem,
)
from holdfast_web.deliver.models.staff_member import (
    LongAbsence,
    Shifts,
    StaffKind,
    StaffMember,
)

__all__ = [
    "AbsenceReason",
    "Barrier",
    "BarrierKind",
    "BlockedDays",
    "BroughtChange",
    "BroughtKind",
    "BroughtList",
    "BroughtState",
    "CalendarCovers",
    "CalendarLink",
    "CasePart",
    "CatchUp",
    "CatchUpKind",
    "Certification",
    "CertificationState",
    "ChosenKind",
    "Consultation",
    "ConsultationKind",
    "CoverageRule",
    "CriteriaVersion",
    "DriftAlert",
    "EndingTold",
    "Facilitator",
    "FeedbackLink",
    "FidelityInstrument",
    "FidelityReview",
    "FitAssessment",
    "Home",
    "HomeMonth",
    "HomesPlan",
    "Lesson",
    "LongAbsence",
    "Mark",
    "MarkChange",
    "Means",
    "Outcome",
    "OwnKind",
    "OwnProgramme",
    "PracticeTask",
    "PracticeTry",
    "ProgrammeVersion",
    "RaterKind",
    "ReadinessAnswer",
    "Ready",
    "Referral",
    "ReferralMove",
    "Restraint",
    "RestraintKind",
    "ReviewAction",
    "RosterShift",
    "RosterState",
    "Run",
    "RunFacilitator",
    "RunState",
    "RunSummary",
    "ScheduleVersion",
    "Service",
    "ServicePlaces",
    "Session",
    "SessionFeedback",
    "SessionKind",
    "Shifts",
    "Site",
    "SiteTeamMember",
    "Sitting",
    "SittingState",
    "StaffKind",
    "StaffMember",
    "Stage",
    "StageMove",
    "SustainmentItem",
    "TeamMember",
    "Tried",
    "VisitorKind",
]
