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
        "journey, but in an emergency."
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
    description = "Spreads a programme to many places and reads what came of it."
    permissions = READS | {May.MANAGE_PEOPLE, May.ASK_RELEASE, May.APPROVE_RELEASE}


class ProgrammeLead(Role):
    """Leads a programme in one place."""

    name = RoleName.PROGRAMME_LEAD
    description = "Leads a programme in one place: writes its protocol and reads its findings."
    permissions = READS | {
        May.MANAGE_PEOPLE, May.SEE_RETURNS, May.SEE_JOURNEYS, May.WRITE_PROTOCOL,
        May.ASK_RELEASE, May.APPROVE_RELEASE, May.EMERGENCY_ACCESS,
    }  # fmt: skip


class SiteCoordinator(Role):
    """Keeps the programme's diary in one place."""

    name = RoleName.SITE_COORDINATOR
    description = "Arranges sessions and keeps registers in one place."
    permissions = READS


class HomeManager(Role):
    """Runs a children's home."""

    name = RoleName.HOME_MANAGER
    description = "Runs a children's home: its staff, its sessions, its months."
    permissions = READS


class Facilitator(Role):
    """Leads sessions."""

    name = RoleName.FACILITATOR
    description = "Leads sessions and marks who was there."
    permissions = READS


class Practitioner(Role):
    """Works with children and families."""

    name = RoleName.PRACTITIONER
    description = "Takes part in a programme and gives its measures."
    permissions = frozenset({May.SEE_HOME_PAGE})


class Analyst(Role):
    """Works with the returns."""

    name = RoleName.ANALYST
    description = (
        "Uploads returns, sees what was read and repaired, looks at journeys, and runs "
        "evaluations. Sees single children by pseudonym only."
    )
    permissions = READS | {
        May.UPLOAD_RETURNS, May.SEE_RETURNS, May.DOWNLOAD_REFUSED, May.SEE_JOURNEYS,
        May.SEE_CHILD, May.WRITE_PROTOCOL, May.RUN_EVALUATION, May.ASK_RELEASE,
        May.APPROVE_RELEASE, May.USE_API,
    }  # fmt: skip


class Commissioner(Role):
    """Pays for a programme."""

    name = RoleName.COMMISSIONER
    description = "Decides about money: reads findings and journeys in counts."
    permissions = READS | {May.SEE_JOURNEYS, May.ASK_RELEASE}


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
