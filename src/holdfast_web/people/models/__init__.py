"""What is kept of organisations and people? One model a file."""

from holdfast_web.people.models.audit_event import AuditEvent
from holdfast_web.people.models.membership import Membership
from holdfast_web.people.models.organisation import Organisation
from holdfast_web.people.models.user import User

__all__ = ["AuditEvent", "Membership", "Organisation", "User"]
