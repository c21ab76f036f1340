"""What is kept of organisations and people? One model a file."""

from holdfast_web.people.models.audit_event import AuditEvent
from holdfast_web.people.models.emergency import Emergency
from holdfast_web.people.models.invitation import Invitation
from holdfast_web.people.models.job import Job
from holdfast_web.people.models.membership import Membership
from holdfast_web.people.models.notice_preference import NoticePreference
from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.models.release import Release
from holdfast_web.people.models.user import User

__all__ = [
    "AuditEvent",
    "Emergency",
    "Invitation",
    "Job",
    "Membership",
    "NoticePreference",
    "Organisation",
    "Release",
    "User",
]
