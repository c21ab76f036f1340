"""What is there to be allowed? One closed list."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role may allow, in an organisation and in those under it."""

    SEE_HOME_PAGE = "see the home page"
    MANAGE_ORGANISATIONS = "add and change organisations"
    MANAGE_PEOPLE = "invite people and give roles"
    SEE_AUDIT_TRAIL = "search the audit trail"
    UPLOAD_RETURNS = "upload returns"
    SEE_RETURNS = "see what was read, refused and repaired"
    DOWNLOAD_REFUSED = "download refused rows"
    SEE_JOURNEYS = "see counts of children's journeys"
    SEE_CHILD = "see one child's journey by pseudonym"
    WRITE_PROTOCOL = "write and check protocols"
    RUN_EVALUATION = "run evaluations"
    SEE_FINDINGS = "read findings"
    ASK_RELEASE = "ask for a release of a file with counts"
    APPROVE_RELEASE = "approve another person's release"
    USE_API = "use the interface for programs"
    EDIT_CONTENT = "edit the manual's pages"
    EMERGENCY_ACCESS = "take emergency access, with a reason"


CHILD_LEVEL = frozenset(
    {Permission.UPLOAD_RETURNS, Permission.DOWNLOAD_REFUSED, Permission.SEE_CHILD}
)
"""What shows or holds single children."""

IN_AN_EMERGENCY = frozenset(
    {
        Permission.SEE_RETURNS,
        Permission.DOWNLOAD_REFUSED,
        Permission.SEE_JOURNEYS,
        Permission.SEE_CHILD,
    }
)
"""What emergency access gives, in one organisation and for a short time."""

SECOND_FACTOR = CHILD_LEVEL | {
    Permission.EMERGENCY_ACCESS,
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_ORGANISATIONS,
    Permission.APPROVE_RELEASE,
}
"""Whoever may do one of these must sign in with a second factor.

Those who can see single children, and those who could let themselves or others do so.
"""
