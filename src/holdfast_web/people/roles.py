"""Which roles are there, in plain English, and what does each allow?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from holdfast_web.people.permissions import Permission as May

if TYPE_CHECKING:
    from collections.abc import Mapping

READS = frozenset({May.SEE_HOME_PAGE, May.SEE_FINDINGS})


class RoleName(models.TextChoices):
    """The name of each role, as it is kept and as it is read."""

    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    NATIONAL_TEAM_LEAD = "national_team_lead", "National team lead"
    PROGRAMME_LEAD = "programme_lead", "Programme lead"
    SITE_COORDINATOR = "site_coordinator", "Site coordinator"
    HOME_MANAGER = "home_manager", "Home manager"
    FACILITATOR = "facilitator", "Facilitator"
    PRACTITIONER = "practitioner", "Practitioner"
    ANALYST = "analyst", "Analyst"
    COMMISSIONER = "commissioner", "Commissioner"
    AUDIT_CONTRIBUTOR = "audit_contributor", "Audit contributor"
    CONTENT_EDITOR = "content_editor", "Content editor"
    READER = "reader", "Reader"


class Role:
    """What a role is for, in a sentence that its holder would recognise.

    `passes_on` is what its holder may let others do without doing it themselves.
    """

    name: ClassVar[RoleName]
    description: ClassVar[str]
    permissions: ClassVar[frozenset[May]]
    passes_on: ClassVar[frozenset[May]] = frozenset()


class SystemAdministrator(Role):
    """Runs the service."""

    name = RoleName.SYSTEM_ADMINISTRATOR
    description = (
        "Sets up organisations and people and watches the audit trail. Sees no child's "
        "journey, except in an emergency."
    )
    permissions = frozenset(
        {
            May.SEE_HOME_PAGE, May.MANAGE_ORGANISATIONS, May.MANAGE_PEOPLE, May.SEE_AUDIT_TRAIL,
            May.EMERGENCY_ACCESS,
        }
    )  # fmt: skip
    passes_on = frozenset(May)


class NationalTeamLead(Role):
    """Leads the team that spreads a programme."""

    name = RoleName.NATIONAL_TEAM_LEAD
    description = (
        "Spreads a programme to many places: plans its runs, watches how far sites have come, "
        "and reads what came of it, in counts."
    )
    permissions = READS | {
        May.MANAGE_PEOPLE, May.MANAGE_PROGRAMMES, May.SEE_DELIVERY, May.MANAGE_SITES,
        May.PLAN_RUNS, May.SEE_FIDELITY, May.REVIEW_FIDELITY, May.SEE_NATIONAL,
        May.USE_API, May.ASK_RELEASE, May.APPROVE_RELEASE,
    }  # fmt: skip
    passes_on = frozenset({May.SEE_STAFF, May.TAKE_REGISTERS})


class ProgrammeLead(Role):
    """Leads a programme in one place."""

    name = RoleName.PROGRAMME_LEAD
    description = (
        "Leads a programme in one place: its sites, runs, staff and referrals; writes its "
        "protocol and reads its findings."
    )
    permissions = READS | {
        May.MANAGE_PEOPLE, May.SEE_RETURNS, May.SEE_JOURNEYS, May.WRITE_PROTOCOL,
        May.MANAGE_PROGRAMMES, May.SEE_DELIVERY, May.MANAGE_SITES, May.SEE_STAFF,
        May.MANAGE_STAFF, May.PLAN_RUNS, May.TAKE_REGISTERS, May.SEE_FIDELITY,
        May.REVIEW_FIDELITY, May.SEE_HOME_MONTHS, May.KEEP_HOME_MONTHS,
        May.MANAGE_SERVICES, May.REFER, May.SEE_REFERRALS, May.DECIDE_REFERRALS,
        May.SEE_DRIFT, May.USE_API, May.ASK_RELEASE, May.APPROVE_RELEASE,
        May.EMERGENCY_ACCESS,
    }  # fmt: skip


class SiteCoordinator(Role):
    """Keeps the programme's diary in one place."""

    name = RoleName.SITE_COORDINATOR
    description = "Arranges sessions and keeps staff lists and registers in one place."
    permissions = READS | {
        May.SEE_DELIVERY, May.MANAGE_SITES, May.SEE_STAFF, May.MANAGE_STAFF, May.PLAN_RUNS,
        May.TAKE_REGISTERS, May.SEE_FIDELITY, May.SEE_HOME_MONTHS,
    }  # fmt: skip


class HomeManager(Role):
    """Runs a children's home."""

    name = RoleName.HOME_MANAGER
    description = "Runs a children's home: its staff, its sessions, its months."
    permissions = READS | {
        May.SEE_DELIVERY, May.SEE_STAFF, May.MANAGE_STAFF, May.TAKE_REGISTERS,
        May.SEE_FIDELITY, May.SEE_HOME_MONTHS, May.KEEP_HOME_MONTHS,
    }  # fmt: skip


class Facilitator(Role):
    """Leads sessions."""

    name = RoleName.FACILITATOR
    description = "Leads sessions, marks who was there, and reviews how sessions were led."
    permissions = READS | {
        May.SEE_DELIVERY, May.SEE_STAFF, May.TAKE_REGISTERS, May.SEE_FIDELITY,
        May.REVIEW_FIDELITY,
    }  # fmt: skip


class Practitioner(Role):
    """Works with children and families."""

    name = RoleName.PRACTITIONER
    description = "Refers children to a service, takes part in programmes and gives measures."
    permissions = frozenset({May.SEE_HOME_PAGE, May.REFER})


class Analyst(Role):
    """Works with the returns."""

    name = RoleName.ANALYST
    description = (
        "Uploads returns, sees what was read and repaired, looks at journeys, and runs "
        "evaluations. Sees single children by pseudonym only."
    )
    permissions = READS | {
        May.SEE_DELIVERY, May.SEE_FIDELITY, May.SEE_HOME_MONTHS, May.SEE_REFERRALS,
        May.SEE_DRIFT, May.UPLOAD_RETURNS, May.SEE_RETURNS, May.DOWNLOAD_REFUSED,
        May.SEE_JOURNEYS, May.SEE_CHILD, May.WRITE_PROTOCOL, May.RUN_EVALUATION,
        May.ASK_RELEASE, May.APPROVE_RELEASE, May.USE_API,
    }  # fmt: skip


class Commissioner(Role):
    """Pays for a programme."""

    name = RoleName.COMMISSIONER
    description = "Decides about money: reads findings, journeys and delivery in counts."
    permissions = READS | {
        May.SEE_JOURNEYS, May.SEE_DELIVERY, May.SEE_DRIFT, May.ASK_RELEASE,
    }  # fmt: skip


class AuditContributor(Role):
    """Answers a self-audit."""

    name = RoleName.AUDIT_CONTRIBUTOR
    description = "Answers questions of a self-audit and gives evidence for them."
    permissions = frozenset({May.SEE_HOME_PAGE})


class ContentEditor(Role):
    """Writes the manual."""

    name = RoleName.CONTENT_EDITOR
    description = "Writes and reviews the pages of the procedures manual."
    permissions = frozenset({May.SEE_HOME_PAGE, May.EDIT_CONTENT})


class Reader(Role):
    """Reads findings."""

    name = RoleName.READER
    description = "Reads findings and nothing else."
    permissions = READS


ROLES: Mapping[RoleName, type[Role]] = {role.name: role for role in Role.__subclasses__()}
