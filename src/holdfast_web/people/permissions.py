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
    MANAGE_PROGRAMMES = "add and vary programmes, and assess how they fit"
    SEE_DELIVERY = "see sites, runs and coverage in counts"
    MANAGE_SITES = "keep sites: stages, teams and barriers"
    SEE_STAFF = "see staff by name, registers, and who owes which session"
    MANAGE_STAFF = "keep staff, rosters and facilitators"
    PLAN_RUNS = "plan runs and release their schedules"
    TAKE_REGISTERS = "take registers and record catch-up"
    SEE_FIDELITY = "see fidelity reviews"
    REVIEW_FIDELITY = "record fidelity reviews"
    SEE_HOME_MONTHS = "see a home's months"
    KEEP_HOME_MONTHS = "keep a home's months and the times of restraints"
    MANAGE_SERVICES = "keep services: criteria, places, costs and teams"
    REFER = "make referrals and follow one's own"
    SEE_REFERRALS = "see referrals one by one, by pseudonym"
    DECIDE_REFERRALS = "decide on referrals and give places"
    SEE_DRIFT = "see drift, waits and capacity in counts"
    SEE_NATIONAL = "see counts across the sites that share them"
    ASK_RELEASE = "ask for a release of a file with counts"
    APPROVE_RELEASE = "approve another person's release"
    USE_API = "use the interface for programs"
    EDIT_CONTENT = "edit the manual's pages"
    EMERGENCY_ACCESS = "take emergency access, with a reason"


CHILD_LEVEL = frozenset(
    {
        Permission.UPLOAD_RETURNS,
        Permission.DOWNLOAD_REFUSED,
        Permission.SEE_CHILD,
        Permission.REFER,
        Permission.SEE_REFERRALS,
        Permission.DECIDE_REFERRALS,
    }
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
